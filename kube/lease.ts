import type { Lease } from "./builtins.ts";
import { canonicalJson } from "./canonical_json.ts";
import { toMicroTime } from "./micro_time.ts";

/** How long things take in an election, in milliseconds. */
export interface LeaseTimes {
  /** How long a lease holds that nobody renews. */
  readonly durationMs: number;
  /** How long a leader goes on that cannot renew; shorter, so that it has stopped before another may begin. */
  readonly renewDeadlineMs: number;
  /** How often a leader renews and a candidate looks, at least. */
  readonly retryMs: number;
}

/** A leader that is gone is replaced within 12 s, and one that cannot renew stops 3 s before its lease ends. */
export const DEFAULT_LEASE_TIMES: LeaseTimes = { durationMs: 10_000, renewDeadlineMs: 7_000, retryMs: 2_000 };

/** Who stands for which lease. */
export interface Candidate {
  readonly namespace: string;
  readonly name: string;
  /** Of this process alone: two with one identity would both lead. */
  readonly identity: string;
  readonly durationMs: number;
}

/** A lease as it was seen last. */
export interface LeaseSight {
  /** Undefined: there is none. */
  readonly lease: Lease | undefined;
  /**
   * Since when it has been so by the own clock, in its elapsed milliseconds. The times in the lease are of its holder's
   * clock, which may be wrong: they are for people.
   */
  readonly sinceMs: number;
}

/** What a candidate, or a leader, does next; `wait` until another's lease ends, unless that renews it. */
export type LeaseMove =
  | { readonly kind: "create" | "replace"; readonly lease: Lease }
  | { readonly kind: "wait"; readonly ms: number };

/** What was known, and what was just read: the age counts from when something of the claim changed. */
export function see(lease: Lease | undefined, former: LeaseSight | undefined, elapsedMs: number): LeaseSight {
  const isSame = former !== undefined && claimOf(former.lease) === claimOf(lease);
  return { lease, sinceMs: isSame ? former.sinceMs : elapsedMs };
}

/** Whether the lease is this candidate's own. */
export function isHeldBy({ lease }: LeaseSight, { identity }: Candidate): boolean {
  return lease?.spec?.holderIdentity === identity;
}

/**
 * Takes a lease that nobody holds, that its holder has not renewed for its whole duration, or renews the own one. What is
 * written carries the resourceVersion that was seen: of two who take it at once one gets a conflict.
 */
export function decide(sight: LeaseSight, self: Candidate, now: { date: Date; elapsedMs: number }): LeaseMove {
  const { lease, sinceMs } = sight;
  const { holderIdentity = "", leaseDurationSeconds = 0, leaseTransitions = 0, acquireTime } = lease?.spec ?? {};
  const instant = toMicroTime(now.date);
  const claim = {
    holderIdentity: self.identity,
    leaseDurationSeconds: Math.ceil(self.durationMs / 1_000),
    renewTime: instant,
  };
  const metadata = { namespace: self.namespace, name: self.name };
  if (!lease) {
    return { kind: "create", lease: { metadata, spec: { ...claim, acquireTime: instant, leaseTransitions } } };
  }
  if (isHeldBy(sight, self)) {
    return { kind: "replace", lease: { ...lease, spec: { ...claim, acquireTime, leaseTransitions } } };
  }
  const leftMs = holderIdentity === "" ? 0 : sinceMs + leaseDurationSeconds * 1_000 - now.elapsedMs;
  if (leftMs > 0) return { kind: "wait", ms: leftMs };
  const spec = { ...claim, acquireTime: instant, leaseTransitions: leaseTransitions + 1 };
  return { kind: "replace", lease: { ...lease, spec } };
}

/** The lease as its holder leaves it behind, so that the next one need not wait until it ends. */
export function released(lease: Lease, now: Date): Lease {
  const instant = toMicroTime(now);
  const { leaseTransitions } = lease.spec ?? {};
  const spec = {
    holderIdentity: "",
    leaseDurationSeconds: 1,
    acquireTime: instant,
    renewTime: instant,
    leaseTransitions,
  };
  return { ...lease, spec };
}

/** What must change when a holder renews; labels and annotations are anybody's. */
function claimOf(lease: Lease | undefined): string {
  return canonicalJson([lease?.metadata.uid, lease?.spec]);
}
