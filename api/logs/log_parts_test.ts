import { assertEquals, assertThrows } from "@std/assert";
import { LineSplitter } from "./line_splitter.ts";
import { LogBuffer } from "./log_buffer.ts";
import { CursorGate, decodeLogCursor, encodeLogCursor } from "./log_cursor.ts";
import { LogLanes } from "./log_lanes.ts";
import { cleanLine, parseLine } from "./log_text.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("parseLine() pads instants so that texts compare as they do", () => {
  assertEquals(parseLine("2026-11-23T10:00:00.5Z a b"), { at: "2026-11-23T10:00:00.500000000Z", text: "a b" });
  assertEquals(parseLine("2026-11-23T10:00:00Z"), { at: "2026-11-23T10:00:00.000000000Z", text: "" });
  assertEquals(parseLine("2026-11-23T12:00:00.25+02:00 x")?.at, "2026-11-23T10:00:00.250000000Z");
  assertEquals(parseLine("failed to watch file"), undefined);
});

Deno.test("cleanLine() keeps colours and tabs, and no other control character", () => {
  assertEquals(cleanLine("\u001b[1;31mred\u001b[0m\tx"), "\u001b[1;31mred\u001b[0m\tx");
  assertEquals(cleanLine("a\u0000b\u001b]0;title\u0007c\u202e"), "a\ufffdb\ufffd]0;title\ufffdc\ufffd");
  assertEquals(cleanLine("10%\r20%\r30%\r"), "30%");
});

Deno.test("LineSplitter joins what comes in pieces, and cuts a line that does not end", () => {
  const splitter = new LineSplitter();
  assertEquals([...splitter.push(bytes("one\ntw"))].map((line) => line.text), ["one"]);
  assertEquals([...splitter.push(bytes("o\n\nthree"))].map((line) => line.text), ["two", ""]);
  assertEquals(splitter.end()?.text, "three");
  for (let i = 0; i < 100; i++) assertEquals([...splitter.push(bytes("x".repeat(1000)))], []);
  const [line] = splitter.push(bytes("\n"));
  assertEquals([line.isTruncated, line.bytes, line.text.length <= 16 * 1024 + 40], [true, 100_000, true]);
});

Deno.test("CursorGate passes over what was read, also among lines of one instant", () => {
  const at = (second: number) => `2026-11-23T10:00:0${second}.000000000Z`;
  const first = new CursorGate(undefined);
  for (const second of [1, 2, 2]) first.pass(at(second));
  assertEquals(first.position, { at: at(2), count: 2 });
  const text = encodeLogCursor({ main: first.position! });
  const resumed = new CursorGate(decodeLogCursor(text)?.main);
  assertEquals([1, 2, 2, 2, 3].map((second) => resumed.pass(at(second))), [false, false, false, true, true]);
  resumed.reopen();
  assertEquals([2, 3, 3].map((second) => resumed.pass(at(second))), [false, false, true]);
  assertEquals(decodeLogCursor("nonsense"), undefined);
});

Deno.test("LogBuffer skips the oldest lines of a reader that is too slow, and says how much", () => {
  const buffer = new LogBuffer({}, 1_000);
  const line = (text: string) => ({ at: "x", container: "c", text, isTruncated: false });
  for (let i = 0; i < 20; i++) buffer.add(line("y".repeat(100)), { at: "x", count: i });
  const taken = buffer.take();
  assertEquals([taken.lines.length, taken.skippedBytes, taken.cursor], [6, 1_400, { c: { at: "x", count: 19 } }]);
  assertEquals([buffer.isEmpty, buffer.take().skippedBytes], [true, 0]);
});

Deno.test("LogLanes bounds logs per user and in total, and frees each place once", () => {
  const lanes = new LogLanes({ total: 3, perUser: 2 });
  const leave = lanes.enter("a");
  lanes.enter("a");
  assertThrows(() => lanes.enter("a"), Error, "too many");
  lanes.enter("b");
  assertThrows(() => lanes.enter("c"), Error, "too many");
  leave();
  leave();
  lanes.enter("c");
  assertThrows(() => lanes.enter("d"), Error, "too many");
});
