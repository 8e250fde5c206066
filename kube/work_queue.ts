import { backoffMs, type BackoffPolicy, DEFAULT_BACKOFF } from "../platform/backoff.ts";
import { type Clock, systemClock } from "../platform/clock.ts";
import { type Log, silentLog } from "../platform/log.ts";
import { TerminalError } from "./errors.ts";
import { StoreWaiters } from "./store_waiters.ts";
import { type KubeMetrics, NO_KUBE_METRICS, type QueueMetrics } from "./metrics.ts";

/** What a reconcile asks for next: nothing, or to be run again after a while. */
export type Next = { kind: "done" } | { kind: "after"; ms: number };

/** To be run again after so many milliseconds, or not at all. */
export function toNext(afterMs?: number): Next {
  return afterMs === undefined ? { kind: "done" } : { kind: "after", ms: afterMs };
}

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
  metrics?: KubeMetrics;
}

/**
 * Keys to work on. Each is in the queue once, and worked on by one worker at a time: what is added meanwhile is worked
 * on again afterwards. Of several delays the earliest counts, and working on a key ends its delay.
 */
export interface WorkQueue {
  add(key: string): void;
  addAfter(key: string, ms: number): void;
  /** Works until the signal aborts and everything begun has ended; can be called once. */
  run(signal: AbortSignal): Promise<void>;
  /** Resolves when nothing waits for a worker and nothing is worked on; delayed keys do not count. */
  idle(signal?: AbortSignal): Promise<void>;
  /** Keys that wait for a worker now. */
  readonly depth: number;
  /** Keys that are being worked on. */
  readonly active: number;
}

/** Makes a queue; nothing is worked on before `run`. */
export function createWorkQueue(options: WorkQueueOptions): WorkQueue {
  return new KeyedQueue(options);
}

/** Longest single sleep: timers overflow at 2^31 ms. */
const MAX_SLEEP_MS = 3_600_000;
/** One reason for all: an error of its own for each would cost more than the alarm. */
const ALARM_OVER = new DOMException("The alarm is set anew.", "AbortError");

class KeyedQueue implements WorkQueue {
  readonly #options: Required<WorkQueueOptions>;
  /** In the order of their arrival, with the instant of it. */
  readonly #waiting = new Map<string, number>();
  readonly #active = new Map<string, Promise<void>>();
  /** Added while active. */
  readonly #again = new Set<string>();
  /** When delayed keys are due, in milliseconds since the epoch. */
  readonly #due = new Map<string, number>();
  /** No key is due before this. */
  #nextDue = Infinity;
  #alarm = { at: Infinity, over: new AbortController() };
  readonly #failures = new Map<string, number>();
  readonly #metrics: QueueMetrics;
  readonly #idle = new StoreWaiters();
  #hasRun = false;
  #wake: () => void = () => {};

  constructor(options: WorkQueueOptions) {
    this.#options = {
      concurrency: 10,
      backoff: DEFAULT_BACKOFF,
      clock: systemClock,
      log: silentLog,
      name: "queue",
      random: Math.random,
      metrics: NO_KUBE_METRICS,
      ...options,
    };
    this.#metrics = this.#options.metrics.queue(this.#options.name, () => this.depth);
  }

  get depth(): number {
    return this.#waiting.size;
  }

  get active(): number {
    return this.#active.size;
  }

  idle(signal?: AbortSignal): Promise<void> {
    return this.#idle.wait(() => this.depth === 0 && this.active === 0, signal);
  }

  add(key: string): void {
    this.#due.delete(key);
    if (this.#active.has(key)) this.#again.add(key);
    else this.#wait(key);
    this.#wake();
  }

  addAfter(key: string, ms: number): void {
    if (this.#waiting.has(key)) return;
    const due = this.#now() + ms;
    if (due >= (this.#due.get(key) ?? Infinity)) return;
    this.#due.set(key, due);
    if (due >= this.#nextDue) return;
    this.#nextDue = due;
    this.#wake();
  }

  async run(signal: AbortSignal): Promise<void> {
    if (this.#hasRun) throw new Error(`Cannot run the queue ${this.#options.name}: it has run already.`);
    this.#hasRun = true;
    const onAbort = () => this.#wake();
    signal.addEventListener("abort", onAbort, { once: true });
    while (!signal.aborted) {
      const woken = new Promise<void>((resolve) => this.#wake = resolve);
      this.#promoteDue();
      this.#startWaiting(signal);
      this.#setAlarm();
      await woken;
    }
    signal.removeEventListener("abort", onAbort);
    this.#alarm.over.abort(ALARM_OVER);
    await Promise.all(this.#active.values());
  }

  #promoteDue(): void {
    const now = this.#now();
    if (now < this.#nextDue) return;
    this.#nextDue = Infinity;
    for (const [key, due] of this.#due) {
      if (due <= now) this.add(key);
      else this.#nextDue = Math.min(this.#nextDue, due);
    }
  }

  #startWaiting(signal: AbortSignal): void {
    for (const [key, since] of this.#waiting) {
      if (this.#active.size >= this.#options.concurrency) return;
      this.#waiting.delete(key);
      this.#metrics.started(this.#now() - since);
      this.#active.set(key, this.#work(key, signal));
    }
  }

  /** Has the queue woken when the next key is due. One that is set for an earlier instant wakes it in vain, once. */
  #setAlarm(): void {
    if (this.#nextDue >= this.#alarm.at) return;
    this.#alarm.over.abort(ALARM_OVER);
    const sleepMs = Math.min(Math.max(0, this.#nextDue - this.#now()), MAX_SLEEP_MS);
    const alarm = this.#alarm = { at: this.#nextDue, over: new AbortController() };
    this.#options.clock.sleep(sleepMs, alarm.over.signal).then(() => {
      alarm.at = Infinity;
      this.#wake();
    }, () => {});
  }

  #wait(key: string): void {
    if (this.#waiting.has(key)) return;
    this.#waiting.set(key, this.#now());
    this.#metrics.added();
  }

  async #work(key: string, signal: AbortSignal): Promise<void> {
    const startedAt = this.#now();
    const end = (outcome: "done" | "again" | "failed" | "given_up") =>
      this.#metrics.ended(this.#now() - startedAt, outcome);
    try {
      // One turn later, so that the key is among the active before its work begins.
      await Promise.resolve();
      const next = await this.#options.reconcile(key, signal);
      this.#failures.delete(key);
      if (next.kind === "after") this.addAfter(key, next.ms);
      end(next.kind === "after" ? "again" : "done");
    } catch (error) {
      if (signal.aborted) return;
      this.#onFailure(key, error);
      end(error instanceof TerminalError ? "given_up" : "failed");
    } finally {
      this.#active.delete(key);
      if (this.#again.delete(key)) this.#wait(key);
      this.#wake();
      this.#idle.check();
    }
  }

  #onFailure(key: string, error: unknown): void {
    const { backoff, random, log, name } = this.#options;
    if (error instanceof TerminalError) {
      this.#failures.delete(key);
      log.warn(`Cannot reconcile, waiting for a change`, { queue: name, key, error });
      return;
    }
    const failures = (this.#failures.get(key) ?? 0) + 1;
    this.#failures.set(key, failures);
    const retryInMs = backoffMs(failures, backoff, random);
    log.warn(`Cannot reconcile, trying again`, { queue: name, key, failures, retryInMs, error });
    this.addAfter(key, retryInMs);
  }

  #now(): number {
    return this.#options.clock.now().getTime();
  }
}
