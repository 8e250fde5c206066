/** Effects: the current time, timeouts, animation frames. */

/** Time as the page uses it; instants are epoch milliseconds. */
export interface Clock {
  /** The current instant. */
  now(): number;
  /** Runs once after `ms`; the returned function calls it off. */
  after(ms: number, run: () => void): () => void;
  /** Runs once before the next paint, or soon where the page is not painted (a hidden tab). */
  nextFrame(run: () => void): void;
  /** Runs once when the page has nothing else to do; the returned function calls it off. */
  whenIdle(run: () => void): () => void;
}

/** A hidden tab paints no frames: work must not wait for it longer than this. */
const HIDDEN_FRAME_MS = 250;

/** For a browser that does not tell when it is idle (Safari). */
const PROBABLY_IDLE_MS = 500;

/** The browser's own clock. */
export function createClock(): Clock {
  const after = (ms: number, run: () => void) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  };
  return {
    now: () => Date.now(),
    after,
    nextFrame(run) {
      const finish = () => {
        cancelTimer();
        cancelAnimationFrame(frame);
        run();
      };
      const cancelTimer = after(HIDDEN_FRAME_MS, finish);
      const frame = requestAnimationFrame(finish);
    },
    whenIdle(run) {
      if (typeof requestIdleCallback === "undefined") return after(PROBABLY_IDLE_MS, run);
      const idle = requestIdleCallback(run);
      return () => cancelIdleCallback(idle);
    },
  };
}
