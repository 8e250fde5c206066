import { assertEquals, assertRejects } from "@std/assert";
import { FakeClock } from "./fake_clock.ts";

Deno.test("FakeClock wakes sleepers in order of their time, each at its own instant", async () => {
  const clock = new FakeClock("2026-01-01T00:00:00Z");
  const woken: string[] = [];
  for (const ms of [300, 100, 200]) {
    clock.sleep(ms).then(() => woken.push(`${ms} at ${clock.now().getUTCMilliseconds()}`));
  }
  await clock.advance(250);
  assertEquals(woken, ["100 at 100", "200 at 200"]);
});

Deno.test("FakeClock rejects a sleep whose signal aborts", async () => {
  const clock = new FakeClock();
  const stop = new AbortController();
  const sleep = clock.sleep(1_000, stop.signal);
  stop.abort(new Error("stopped"));
  await assertRejects(() => sleep, Error, "stopped");
});
