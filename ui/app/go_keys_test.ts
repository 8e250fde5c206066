import { assertEquals } from "@std/assert";
import { goKeys } from "./go_keys.ts";

const NOUNS = ["notebooks", "volumes"] as const;

Deno.test("g and a first letter go to a noun, other letters and slow ones nowhere", () => {
  const typed = (keys: string, everyMs = 200) => {
    const read = goKeys(NOUNS);
    return [...keys].map((key, index) => read(key, index * everyMs)).at(-1);
  };
  assertEquals([typed("gn"), typed("gv"), typed("ggv")], ["notebooks", "volumes", "volumes"]);
  assertEquals([typed("gx"), typed("n"), typed("gxn"), typed("gn", 2_000)], [null, null, null, null]);
});
