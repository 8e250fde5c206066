import type { Clock } from "../platform/clock.ts";
import { LEASES } from "./builtins.ts";
import type { KubeClient } from "./client.ts";
import { isConflict, isNotFound } from "./errors.ts";
import { type Candidate, decide, isHeldBy, type LeaseMove, type LeaseSight, released, see } from "./lease.ts";

/** What became of a try; `wait`: it is another's, for so long by what is known now. */
export type LeaseOutcome = { readonly kind: "held" } | { readonly kind: "wait"; readonly ms: number };

/** A Lease at the apiserver, and what one candidate knows of it. */
export class LeaseLock {
  readonly #client: KubeClient;
  readonly #self: Candidate;
  readonly #clock: Clock;
  #sight: LeaseSight | undefined;
  #renewedAtMs = -Infinity;

  constructor(client: KubeClient, self: Candidate, clock: Clock) {
    this.#client = client;
    this.#self = self;
    this.#clock = clock;
  }

  /** Who holds it by what is known; empty: nobody. */
  get holder(): string {
    return this.#sight?.lease?.spec?.holderIdentity ?? "";
  }

  /** When the last renewal began that succeeded: others count from later on. */
  get renewedAtMs(): number {
    return this.#renewedAtMs;
  }

  /** Takes or renews it where that may be; rejects where it cannot be known whether it did. */
  async attempt(signal: AbortSignal): Promise<LeaseOutcome> {
    if (this.#sight && isHeldBy(this.#sight, this.#self)) {
      // What stands there is known: one request. Where it has changed after all, it is read.
      const isRenewed = await this.#make(this.#decide(this.#sight), signal).catch(orFalse(isConflict, isNotFound));
      if (isRenewed) return { kind: "held" };
    }
    const sight = this.#sight = see(await this.#read(signal), this.#sight, this.#clock.elapsedMs());
    const move = this.#decide(sight);
    if (move.kind === "wait") return move;
    const isTaken = await this.#make(move, signal).catch(orFalse(isConflict));
    return isTaken ? { kind: "held" } : { kind: "wait", ms: this.#self.durationMs };
  }

  /** Leaves it to the next one, where it is still held. */
  async release(signal: AbortSignal): Promise<void> {
    const lease = this.#sight?.lease;
    if (!lease || !isHeldBy(this.#sight!, this.#self)) return;
    await this.#client.replace(LEASES, released(lease, this.#clock.now()), { signal });
  }

  #decide(sight: LeaseSight): LeaseMove {
    return decide(sight, this.#self, { date: this.#clock.now(), elapsedMs: this.#clock.elapsedMs() });
  }

  async #read(signal: AbortSignal) {
    const { namespace, name } = this.#self;
    return await this.#client.get(LEASES, { namespace, name }, signal).catch((error) => {
      if (!isNotFound(error)) throw error;
      return undefined;
    });
  }

  async #make(move: LeaseMove, signal: AbortSignal): Promise<boolean> {
    if (move.kind === "wait") return false;
    const beganMs = this.#clock.elapsedMs();
    const lease = await this.#client[move.kind](LEASES, move.lease, { signal });
    this.#sight = { lease, sinceMs: beganMs };
    this.#renewedAtMs = beganMs;
    return true;
  }
}

const orFalse = (...areFine: ((error: unknown) => boolean)[]) => (error: unknown) => {
  if (!areFine.some((isFine) => isFine(error))) throw error;
  return false;
};
