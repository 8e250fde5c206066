import { assertEquals, assertThrows } from "@std/assert";
import { ApiError } from "../errors.ts";
import { parseLabelSelector } from "./label_selector.ts";

Deno.test("parseLabelSelector() knows equality, sets and existence, and joins terms by and", () => {
  const cases: [string, Record<string, string>, boolean][] = [
    ["", {}, true],
    ["a=1", { a: "1" }, true],
    ["a==1", { a: "2" }, false],
    ["a!=1", {}, true],
    ["a in (1, 2),b", { a: "2", b: "" }, true],
    ["a in (1, 2),b", { a: "2" }, false],
    ["a notin (1)", {}, true],
    ["a notin (1)", { a: "1" }, false],
    ["!a", { a: "" }, false],
    ["example.org/a = 1", { "example.org/a": "1" }, true],
  ];
  for (const [text, labels, expected] of cases) assertEquals(parseLabelSelector(text)(labels), expected, text);
});

Deno.test("parseLabelSelector() refuses what it cannot read with 400", () => {
  assertEquals(assertThrows(() => parseLabelSelector("a in 1 2"), ApiError).code, 400);
});
