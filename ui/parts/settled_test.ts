import { assertEquals } from "@std/assert";
import { createRoot, createSignal } from "solid-js";
import { createManualClock } from "../clock/manual_clock.ts";
import { createHeld } from "./settled.ts";

Deno.test("a wait goes on while what is waited for stays away, whatever else is heard of it", () => {
  const clock = createManualClock();
  const [status, setStatus] = createSignal({ isAway: true, attempt: 0 });
  const { isLong, dispose } = createRoot((dispose) => ({
    isLong: createHeld(() => status().isAway, 5_000, clock),
    dispose,
  }));
  for (let attempt = 1; attempt <= 5; attempt++) {
    clock.pass(1_000);
    setStatus({ isAway: true, attempt });
  }
  assertEquals(isLong(), true);
  setStatus({ isAway: false, attempt: 6 });
  assertEquals(isLong(), false);
  dispose();
});
