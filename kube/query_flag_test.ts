import { assertEquals } from "@std/assert";
import { isFlagSet } from "./query_flag.ts";

Deno.test("a flag of a query is set by all that is neither 0 nor false, in any case of letters", () => {
  const flags = new URLSearchParams("a=true&b=True&c=1&d=&e=yes&f=0&g=false&h=False");
  assertEquals([..."abcdefghi"].filter((each) => isFlagSet(flags, each)), [..."abcde"]);
});
