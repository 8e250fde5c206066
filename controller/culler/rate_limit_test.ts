import { assert, assertEquals } from "@std/assert";
import { type TakenAt, takeToken } from "./rate_limit.ts";

Deno.test("no more than the configured number of actions falls into any minute", () => {
  let taken: TakenAt = [];
  const times: number[] = [];
  for (let nowMs = 0; nowMs < 600_000; nowMs += 700) {
    const next = takeToken(taken, { nowMs, perMinute: 7 });
    if (next.isTaken) times.push(nowMs);
    taken = next.taken;
    assert(taken.length <= 7);
  }
  for (const from of times) assert(times.filter((at) => at >= from && at < from + 60_000).length <= 7);
  assertEquals(times.length, 70);
});

Deno.test("a limit of nothing lets nothing through", () => {
  assertEquals(takeToken([], { nowMs: 0, perMinute: 0 }), { isTaken: false, taken: [] });
});
