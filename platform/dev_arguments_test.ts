import { assertEquals, assertThrows } from "@std/assert";
import { ConfigError } from "./config_error.ts";
import { readDevArguments } from "./dev_arguments.ts";

const PARTS = { parts: ["node", "api"], joining: ["node"] } as const;
const read = (...args: string[]) => readDevArguments(args, PARTS);

Deno.test("no arguments are all parts, one word is that part alone", () => {
  assertEquals(read(), { isReset: false, withImages: false });
  assertEquals(read("api"), { part: "api", isReset: false, withImages: false });
});

Deno.test("a part that can join takes a kubeconfig, in two words or in one", () => {
  for (const join of [["--join", "a=b"], ["--join=a=b"]]) {
    assertEquals(read("node", ...join), { part: "node", join: "a=b", isReset: false, withImages: false });
  }
});

Deno.test("reset keeps the images unless it is told not to", () => {
  assertEquals(read("reset"), { isReset: true, withImages: false });
  assertEquals(read("reset", "--images"), { isReset: true, withImages: true });
});

Deno.test("what is not known is refused before anything is done", () => {
  const cases: [string[], string][] = [
    [["nod"], "nod is no part; there are node, api."],
    [["node", "--jion", "x"], "--jion is not known here."],
    [["node", "x"], "x is not known here."],
    [["node", "--join"], "--join needs the path of a kubeconfig."],
    [["node", "--join="], "--join needs the path of a kubeconfig."],
    [["api", "--join", "x"], "--join is for node alone."],
    [["--join", "x"], "--join is for node alone."],
    [["reset", "--imges"], "--imges is not known here."],
    [["node", "--images"], "--images is not known here."],
  ];
  for (const [args, words] of cases) assertThrows(() => read(...args), ConfigError, words);
});
