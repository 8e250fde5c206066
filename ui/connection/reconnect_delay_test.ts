import { assertEquals } from "@std/assert";
import { reconnectDelayMs } from "./reconnect_delay.ts";

Deno.test("reconnectDelayMs() doubles from half a second to 20 s, with jitter down to one half", () => {
  const longest = [0, 1, 2, 9, 1_000].map((attempt) => reconnectDelayMs(attempt, () => 1));
  assertEquals(longest, [500, 1_000, 2_000, 20_000, 20_000]);
  assertEquals(reconnectDelayMs(2, () => 0), 1_000);
});
