import { assertEquals } from "@std/assert";
import type { Clock } from "../clock/mod.ts";
import { createPinger } from "./pinger.ts";

/** A clock whose waits are ended by hand. */
function createManualClock() {
  const waits = new Map<number, () => void>();
  let next = 0;
  const clock: Clock = {
    now: () => 0,
    nextFrame: (run) => run(),
    after: (_ms, run) => {
      const id = next++;
      waits.set(id, run);
      return () => waits.delete(id);
    },
  };
  return { clock, passAll: () => [...waits.values()].forEach((run) => run()), pending: () => waits.size };
}

Deno.test("a socket that answers a ping in time is left alone", () => {
  const { clock, passAll, pending } = createManualClock();
  let silences = 0;
  const sent: unknown[] = [];
  const pinger = createPinger(clock, () => silences++);
  pinger.attach({ send: (data) => sent.push(data) });
  pinger.ping(1_500);
  pinger.heard();
  passAll();
  assertEquals([sent, silences, pending()], [['{"type":"ping"}'], 0, 0]);
});

Deno.test("a socket that stays silent past the deadline is reported once", () => {
  const { clock, passAll } = createManualClock();
  let silences = 0;
  const pinger = createPinger(clock, () => silences++);
  pinger.attach({ send: () => {} });
  pinger.ping(1_500);
  passAll();
  assertEquals(silences, 1);
});

Deno.test("a closed socket is neither asked nor waited for", () => {
  const { clock, pending } = createManualClock();
  const pinger = createPinger(clock, () => {});
  pinger.attach({ send: () => {} });
  pinger.ping(1_500);
  pinger.detach();
  pinger.ping(1_500);
  assertEquals(pending(), 0);
});
