import { assertEquals } from "@std/assert";
import { windowOf } from "./log_window.ts";

Deno.test("only the lines around what is seen are made", () => {
  assertEquals(windowOf(18_000, 360, 0, 100_000), { from: 980, to: 1040, offset: 980 * 18 });
});

Deno.test("the window keeps to the lines there are", () => {
  assertEquals(windowOf(0, 360, 500, 510), { from: 500, to: 510, offset: 0 });
  assertEquals(windowOf(99_999, 360, 0, 10), { from: 10, to: 10, offset: 180 });
});
