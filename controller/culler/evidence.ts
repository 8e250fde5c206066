import type { ActiveReason, UnknownCause } from "../../kube/explain/mod.ts";
import { instantOf } from "./instant.ts";

/** Who was asked, such as `jupyter/kernels` or `prometheus`. */
export type EvidenceSource = string;

/** What one source said at one time; all times in ms since 1970. */
export type Evidence =
  & {
    readonly source: EvidenceSource;
    /** When it was asked. */
    readonly checkedAt: number;
    /** Values of the sentence of `reason` or `cause`. */
    readonly parameters?: Readonly<Record<string, string>>;
  }
  & (
    | { readonly kind: "active"; readonly reason: ActiveReason }
    /** `isAtMost`: not used since then; when it was used last, this source cannot see. */
    | { readonly kind: "idle-since"; readonly at: number; readonly isAtMost?: true }
    /** It answered, and there is nothing of what it knows about: no kernels, no terminals. */
    | { readonly kind: "none" }
    /** `at`: when it was used last as far as that can be seen. */
    | { readonly kind: "unknown"; readonly cause: UnknownCause; readonly at?: number }
  );

/** Evidence of one kind. */
export type EvidenceOf<Kind extends Evidence["kind"]> = Extract<Evidence, { kind: Kind }>;

/** How far two clocks may differ before neither is believed, in ms. */
export const CLOCK_TOLERANCE_MS = 60_000;

/** What all evidence comes to: one that is in use, else one that is unknown, else idle since the latest activity. */
export interface Tally {
  readonly active?: EvidenceOf<"active">;
  readonly unknown?: EvidenceOf<"unknown">;
  /** The latest activity that any of them saw, in ms since 1970. */
  readonly lastActivity?: number;
  /** Since when those that saw no use at all would have seen it; the last activity may have been then, or before. */
  readonly quietSince?: number;
}

/**
 * Lets several sources vote. What is too old, from a clock that is ahead, or says what is yet to come is unknown, whatever
 * it says; so is the sum of sources of which none knows a time.
 */
export function tally(evidence: readonly Evidence[], { now, maxAgeMs }: { now: number; maxAgeMs: number }): Tally {
  const believed = evidence.map((each) => believe(each, now, maxAgeMs));
  const active = believed.find((each) => each.kind === "active");
  const unknown = believed.find((each) => each.kind === "unknown");
  const lastActivity = latestOf(believed.filter((each) => !isBound(each)), now);
  const quietSince = latestOf(believed.filter(isBound), now);
  const isKnown = believed.some((each) => each.kind === "idle-since");
  const missing = active || unknown || isKnown ? unknown : nothingToGoBy(evidence, now);
  return {
    ...(active ? { active } : {}),
    ...(missing ? { unknown: missing } : {}),
    ...(lastActivity === undefined ? {} : { lastActivity }),
    ...(quietSince === undefined ? {} : { quietSince }),
  };
}

/** Whether it says since when it was not used, and not when it was. */
export function isBound(evidence: Evidence): boolean {
  return evidence.kind === "idle-since" && evidence.isAtMost === true;
}

function latestOf(evidence: readonly Evidence[], now: number): number | undefined {
  const times = evidence.flatMap((each) => {
    if (each.kind === "active") return [Math.min(each.checkedAt, now)];
    return "at" in each && each.at !== undefined ? [Math.min(each.at, now)] : [];
  });
  return times.length > 0 ? Math.max(...times) : undefined;
}

function believe(evidence: Evidence, now: number, maxAgeMs: number): Evidence {
  const { source, checkedAt } = evidence;
  const doubt = (cause: UnknownCause, parameters: Record<string, string>): Evidence => ({
    ...{ kind: "unknown", source, checkedAt, cause, parameters: { source, ...parameters } },
  });
  if (!(checkedAt <= now + CLOCK_TOLERANCE_MS)) return doubt("CheckInFuture", { checkedAt: instantOf(checkedAt) });
  if (now - checkedAt > maxAgeMs) return doubt("EvidenceTooOld", { checkedAt: instantOf(checkedAt) });
  const at = "at" in evidence ? evidence.at : undefined;
  if (at !== undefined && !(at >= 0)) return doubt("Malformed", { detail: `${at} is no time` });
  if (at !== undefined && !(at <= checkedAt + CLOCK_TOLERANCE_MS)) {
    return doubt("ActivityInFuture", { at: instantOf(at) });
  }
  return evidence;
}

function nothingToGoBy(evidence: readonly Evidence[], now: number): EvidenceOf<"unknown"> {
  const cause = evidence.length === 0 ? "NoProbe" : "NothingToGoBy";
  return { kind: "unknown", source: "all", checkedAt: now, cause };
}
