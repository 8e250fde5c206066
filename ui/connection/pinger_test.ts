import { assertEquals } from "@std/assert";
import { createManualClock } from "../clock/manual_clock.ts";
import { createPinger } from "./pinger.ts";

Deno.test("a socket that answers a ping in time is left alone", () => {
  const clock = createManualClock();
  let silences = 0;
  const sent: unknown[] = [];
  const pinger = createPinger(clock, () => silences++);
  pinger.attach({ send: (data) => sent.push(data) });
  pinger.ping(1_500);
  pinger.heard();
  clock.pass(1_500);
  assertEquals([sent, silences, clock.pending()], [['{"type":"ping"}'], 0, 0]);
});

Deno.test("a socket that stays silent past the deadline is reported once", () => {
  const clock = createManualClock();
  let silences = 0;
  const pinger = createPinger(clock, () => silences++);
  pinger.attach({ send: () => {} });
  pinger.ping(1_500);
  clock.pass(1_500);
  assertEquals(silences, 1);
});

Deno.test("a closed socket is neither asked nor waited for", () => {
  const clock = createManualClock();
  const pinger = createPinger(clock, () => {});
  pinger.attach({ send: () => {} });
  pinger.ping(1_500);
  pinger.detach();
  pinger.ping(1_500);
  assertEquals(clock.pending(), 0);
});
