import type { Clock } from "./clock.ts";

/** A clock for tests: it stands still until `pass` moves it, running what has become due in order of time. */
export interface ManualClock extends Clock {
  pass(ms: number): void;
  /** How many waits are pending. */
  pending(): number;
}

/** Animation frames come 16 ms after they are asked for. */
const FRAME_MS = 16;

/** A manual clock that begins at the given instant. */
export function createManualClock(start = 0): ManualClock {
  let now = start;
  let waits: { at: number; run: () => void }[] = [];
  const after = (ms: number, run: () => void) => {
    const wait = { at: now + ms, run };
    waits.push(wait);
    return () => {
      waits = waits.filter((each) => each !== wait);
    };
  };
  return {
    now: () => now,
    after,
    nextFrame: (run) => void after(FRAME_MS, run),
    whenIdle: (run) => after(FRAME_MS, run),
    pending: () => waits.length,
    pass(ms) {
      const end = now + ms;
      for (;;) {
        const next = waits.filter((each) => each.at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        now = next.at;
        waits = waits.filter((each) => each !== next);
        next.run();
      }
      now = end;
    },
  };
}
