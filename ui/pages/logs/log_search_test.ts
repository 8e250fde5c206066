import { assertEquals } from "@std/assert";
import type { LogEntry } from "../../data/mod.ts";
import { LogRing } from "../../data/log_ring.ts";
import { findLines, nextMatch, splitMatches } from "./log_search.ts";

function ringOf(...lines: string[]) {
  const ring = new LogRing<LogEntry>(3);
  ring.push(lines.map((text) => ({ at: "", container: "c", text, isTruncated: false })));
  return ring;
}

Deno.test("lines are found by what is read, not by its escapes, and only while they are kept", () => {
  assertEquals(findLines(ringOf("error 1", "fine", "\x1b[31mERR\x1b[0mor 2", "31m"), "error"), [2]);
  assertEquals(findLines(ringOf("\x1b[31mx"), "31m"), []);
  assertEquals(findLines(ringOf("a"), ""), []);
});

Deno.test("going from match to match goes round at the ends", () => {
  const matches = [3, 8, 20];
  assertEquals([nextMatch(matches, null, false), nextMatch(matches, 8, false), nextMatch(matches, 20, false)], [
    3,
    20,
    3,
  ]);
  assertEquals([nextMatch(matches, 8, true), nextMatch(matches, 3, true), nextMatch([], 3, true)], [3, 20, null]);
});

Deno.test("a text is cut at its matches, and a search is no pattern", () => {
  assertEquals(splitMatches("an Error (x) and error", "error"), ["an ", "Error", " (x) and ", "error", ""]);
  assertEquals(splitMatches("f(x)", "(x)"), ["f", "(x)", ""]);
});
