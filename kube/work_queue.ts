import type { BackoffPolicy } from "../platform/backoff.ts";
import type { Clock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";

/** What a reconcile asks for next: nothing, or to be run again after a while. */
export type Next = { kind: "done" } | { kind: "after"; ms: number };

/** What a work queue does with its keys. */
export interface WorkQueueOptions {
  /** Brings the world in line for one key. A throw is tried again with back-off, a TerminalError is not. */
  reconcile: (key: string, signal: AbortSignal) => Promise<Next>;
  /** How many keys are worked on at once; 10. */
  concurrency?: number;
  backoff?: BackoffPolicy;
  clock?: Clock;
  log?: Log;
  /** For logs. */
  name?: string;
  random?: () => number;
}

/** Keys to work on: each is in it once, and worked on by one worker at a time. */
export interface WorkQueue {
  add(key: string): void;
  addAfter(key: string, ms: number): void;
  /** Works until the signal aborts and everything begun has ended. */
  run(signal: AbortSignal): Promise<void>;
  /** Keys that wait for a worker now. */
  readonly depth: number;
}

/** Makes a queue; nothing is worked on before `run`. */
export function createWorkQueue(_options: WorkQueueOptions): WorkQueue {
  throw new Error("Cannot make a work queue: not written yet.");
}
