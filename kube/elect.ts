import { backoffMs } from "../platform/backoff.ts";
import { type Clock, systemClock } from "../platform/clock.ts";
import { type Log, silentLog } from "../platform/log.ts";
import type { KubeClient } from "./client.ts";
import { SilenceError } from "./errors.ts";
import { fenceWrites } from "./fenced_client.ts";
import { DEFAULT_LEASE_TIMES, type LeaseTimes } from "./lease.ts";
import { LeaseLock, type LeaseOutcome } from "./lease_lock.ts";
import { linkAbort } from "./linked_abort.ts";
import { type KubeMetrics, NO_KUBE_METRICS } from "./metrics.ts";

/** What somebody stands for, and what they do once they lead. */
export interface ElectOptions {
  namespace: string;
  /** Of the Lease. */
  name: string;
  /** Of this process alone: two with one identity would both lead. */
  identity: string;
  /**
   * Does what only the leader may do until `term` aborts, and resolves when nothing of it is under way any more. Its
   * writes go through `client`, which begins none once the term is over, however late that is noticed, and carry `term`.
   */
  lead: (client: KubeClient, term: AbortSignal) => Promise<void>;
  /** Called when the apiserver is heard again after a silence that ends a term: other connections may be dead, too. */
  onSilence?: () => void;
  times?: LeaseTimes;
  clock?: Clock;
  log?: Log;
  metrics?: KubeMetrics;
  random?: () => number;
}

/** Somebody who stands for election. */
export interface Election {
  /** Why the lease cannot be had or kept at the moment, a sentence; undefined: nothing is wrong. */
  trouble(): string | undefined;
  /** Resolves when the signal has aborted, the work has ended and the lease is left to the next one. */
  readonly finished: Promise<void>;
}

/** Longest that one try to take or renew may take: two fit before the renew deadline. */
const TRY_MS = 3_000;
/** The work has ended by itself, or broken. */
const WORK_ENDED = new DOMException("The work of the leader has ended.", "AbortError");

/**
 * Stands for election until the signal aborts:
 *
 *   candidate ── took the lease ──► leader ── cannot renew within the deadline, or another holds it ──► candidate
 *
 * Guarantees that a term has ended, its writes under way aborted, before another may take the lease, as long as the
 * clocks of both run about equally fast; they may show different times.
 */
export function elect(client: KubeClient, options: ElectOptions, signal: AbortSignal): Election {
  const elector = new Elector(client, options, signal);
  return { trouble: () => elector.trouble, finished: elector.run() };
}

class Elector {
  trouble: string | undefined;
  readonly #client: KubeClient;
  readonly #options: Required<ElectOptions>;
  readonly #signal: AbortSignal;
  readonly #lock: LeaseLock;
  readonly #log: Log;
  #toldHolder = "";
  #heardAtMs: number;

  constructor(client: KubeClient, options: ElectOptions, signal: AbortSignal) {
    this.#client = client;
    this.#options = {
      ...{ times: DEFAULT_LEASE_TIMES, clock: systemClock, log: silentLog, metrics: NO_KUBE_METRICS },
      ...{ random: Math.random, onSilence: () => {}, ...options },
    };
    this.#signal = signal;
    const { namespace, name, identity, clock, log, times } = this.#options;
    this.#lock = new LeaseLock(client, { namespace, name, identity, durationMs: times.durationMs }, clock);
    this.#heardAtMs = clock.elapsedMs();
    this.#log = log.with({ lease: `${namespace}/${name}` });
  }

  async run(): Promise<void> {
    const { metrics, name } = this.#options;
    metrics.leading(name, false);
    try {
      while (await this.#acquire()) {
        metrics.leading(name, true);
        await this.#serve().finally(() => metrics.leading(name, false));
      }
    } finally {
      await this.#release();
    }
  }

  /** Whether the lease is held now; false: the signal has aborted. */
  async #acquire(): Promise<boolean> {
    const { clock } = this.#options;
    while (!this.#signal.aborted) {
      const beganMs = clock.elapsedMs();
      const outcome = await this.#try(TRY_MS);
      if (outcome?.kind === "held") break;
      this.#tellHolder();
      // Another's lease is looked at exactly when it ends, too.
      const endMs = outcome ? clock.elapsedMs() + outcome.ms : Infinity;
      await this.#sleepUntil(Math.min(beganMs + this.#retryMs(), endMs), this.#signal);
    }
    return !this.#signal.aborted;
  }

  /** Has the work done while the lease can be kept; rejects with what breaks it. */
  async #serve(): Promise<void> {
    this.#log.info("Leading", { identity: this.#options.identity });
    this.#toldHolder = "";
    const { controller: term, unlink } = linkAbort(this.#signal);
    // Timers come late where the process was stopped for a while: what would be written first thing is asked.
    const client = fenceWrites(this.#client, () => {
      if (this.#options.clock.elapsedMs() >= this.#deadlineMs) this.#lose(term, "it was not renewed in time");
      term.signal.throwIfAborted();
    });
    const work = Promise.try(this.#options.lead, client, term.signal).finally(() => term.abort(WORK_ENDED));
    const [worked] = await Promise.allSettled([work, this.#keep(term)]);
    unlink();
    if (worked.status === "rejected" && term.signal.reason === WORK_ENDED) throw worked.reason;
  }

  /** Renews until the term is over, and ends it where that is not possible. */
  async #keep(term: AbortController): Promise<void> {
    const { clock } = this.#options;
    let beganMs = this.#lock.renewedAtMs;
    while (!term.signal.aborted) {
      await this.#sleepUntil(Math.min(beganMs + this.#retryMs(), this.#deadlineMs), term.signal);
      if (term.signal.aborted) return;
      beganMs = clock.elapsedMs();
      if (beganMs >= this.#deadlineMs) return this.#lose(term, "it cannot be renewed");
      const outcome = await this.#try(Math.min(TRY_MS, this.#deadlineMs - beganMs));
      if (outcome?.kind === "wait") return this.#lose(term, `${this.#lock.holder} holds it`);
    }
  }

  #lose(term: AbortController, why: string): void {
    if (term.signal.aborted) return;
    this.#log.warn("No longer leading", { why });
    term.abort(new Error(`Cannot go on leading: ${why}.`));
  }

  /** Not ended by the signal, so that it stays known who holds the lease: it is to be left to the next one then. */
  async #try(limitMs: number): Promise<LeaseOutcome | undefined> {
    try {
      const outcome = await this.#within(limitMs, (signal) => this.#lock.attempt(signal));
      this.trouble = undefined;
      this.#hear();
      return outcome;
    } catch (error) {
      this.#tell(error);
    }
  }

  #hear(): void {
    const { clock, times, onSilence } = this.#options;
    const formerMs = this.#heardAtMs;
    this.#heardAtMs = clock.elapsedMs();
    if (this.#heardAtMs - formerMs >= times.renewDeadlineMs) onSilence();
  }

  async #release(): Promise<void> {
    try {
      await this.#within(TRY_MS, (signal) => this.#lock.release(signal));
    } catch (error) {
      this.#log.warn("Cannot leave the lease to the next one: it has to wait until it ends", { error });
    }
  }

  async #within<T>(limitMs: number, ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const [late, over] = [new AbortController(), new AbortController()];
    const silence = new SilenceError(`no answer within ${Math.round(limitMs) / 1_000} s`);
    this.#options.clock.sleep(limitMs, over.signal).then(() => late.abort(silence), () => {});
    return await ask(late.signal).finally(() => over.abort());
  }

  /** Says what is wrong once, not with every try. */
  #tell(error: unknown): void {
    const { namespace, name } = this.#options;
    const trouble = `Cannot take or renew the lease ${namespace}/${name}: ${(error as Error).message}`;
    if (trouble !== this.trouble) this.#log.warn("Cannot take or renew the lease", { error });
    this.trouble = trouble;
  }

  #tellHolder(): void {
    const { holder } = this.#lock;
    if (holder !== this.#toldHolder) this.#log.info("Waiting to lead", { holder });
    this.#toldHolder = holder;
  }

  /** Until when a term lasts that is not renewed. */
  get #deadlineMs(): number {
    return this.#lock.renewedAtMs + this.#options.times.renewDeadlineMs;
  }

  #retryMs(): number {
    const { times: { retryMs }, random } = this.#options;
    return backoffMs(1, { baseMs: retryMs, maxMs: retryMs, factor: 1 }, random);
  }

  async #sleepUntil(elapsedMs: number, signal: AbortSignal): Promise<void> {
    const ms = Math.ceil(elapsedMs - this.#options.clock.elapsedMs());
    if (ms > 0) await this.#options.clock.sleep(ms, signal).catch(() => {});
  }
}
