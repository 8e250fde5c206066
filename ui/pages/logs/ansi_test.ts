import { assertEquals } from "@std/assert";
import { parseAnsi, stripAnsi } from "./ansi.ts";

Deno.test("text without escapes is one piece", () => {
  assertEquals(parseAnsi("<b>plain</b>"), [{ text: "<b>plain</b>", styles: [] }]);
  assertEquals(parseAnsi(""), []);
});

Deno.test("colours and weights become styles, and end where they end", () => {
  assertEquals(parseAnsi("\x1b[1;31mERROR\x1b[0m then \x1b[92mfine\x1b[39m."), [
    { text: "ERROR", styles: ["bold", "red"] },
    { text: " then ", styles: [] },
    { text: "fine", styles: ["green"] },
    { text: ".", styles: [] },
  ]);
  assertEquals(parseAnsi("\x1b[1;4ma\x1b[22mb\x1b[mc").map((piece) => piece.styles), [["bold", "underline"], [
    "underline",
  ], []]);
});

Deno.test("colours of 256 and of 16 million are passed over without eating what follows", () => {
  assertEquals(parseAnsi("\x1b[38;5;196;1mx\x1b[0;38;2;1;2;3;3my").map((piece) => piece.styles), [["bold"], [
    "italic",
  ]]);
});

Deno.test("cursor moves, titles, bells and links are dropped", () => {
  const line = "\x1b[2K\x1b]0;title\x07a\x07\x1b]8;;http://evil\x1b\\b\x1b(B\x1b[?25lc";
  assertEquals(stripAnsi(line), "abc");
  assertEquals(parseAnsi(line).map((piece) => piece.text).join(""), "abc");
});

Deno.test("of a line that was rewritten, the last writing is shown", () => {
  assertEquals(stripAnsi("10 %\r50 %\r100 %"), "100 %");
  assertEquals(stripAnsi("windows line\r"), "windows line");
});
