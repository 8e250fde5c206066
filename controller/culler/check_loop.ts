/** Effect: has each key looked at once a period, so many at once, until it is told to end. */
import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import { dueKeys } from "./schedule.ts";

/** What a loop works with. */
export interface CheckLoopParts {
  readonly keys: () => Iterable<string>;
  readonly check: (key: string, signal: AbortSignal) => Promise<unknown>;
  /** Asked at every turn, since the admin may change them. */
  readonly pace: () => { periodMs: number; concurrency: number };
  readonly clock: Clock;
  readonly log: Log;
  /** Spreads the keys of two processes differently. */
  readonly salt?: number;
}

/** How often it is seen which keys are due: a second, or less for short periods. */
const TURN_MS = 1_000;

/**
 * Runs until the signal aborts and what is under way has ended. A key that is being looked at, or waits, is not added again:
 * what waits is never more than there are keys.
 */
export async function runCheckLoop(parts: CheckLoopParts, signal: AbortSignal): Promise<void> {
  const { keys, pace, clock, salt } = parts;
  const waiting = new Set<string>();
  const active = new Map<string, Promise<void>>();
  const fill = () => {
    for (const key of waiting) {
      if (active.size >= pace().concurrency || signal.aborted) return;
      waiting.delete(key);
      active.set(key, checkOne(key, parts, signal).finally(() => (active.delete(key), fill())));
    }
  };
  for (let fromMs = clock.elapsedMs(); !signal.aborted;) {
    const { periodMs } = pace();
    await clock.sleep(Math.min(TURN_MS, periodMs / 10), signal).catch(() => {});
    const toMs = clock.elapsedMs();
    for (const key of dueKeys(keys(), { fromMs, toMs, periodMs, salt })) if (!active.has(key)) waiting.add(key);
    fromMs = toMs;
    fill();
  }
  await Promise.all(active.values());
}

async function checkOne(key: string, { check, log }: CheckLoopParts, signal: AbortSignal): Promise<void> {
  try {
    await check(key, signal);
  } catch (error) {
    if (!signal.aborted) log.error("Cannot look whether it is idle", { key, error });
  }
}
