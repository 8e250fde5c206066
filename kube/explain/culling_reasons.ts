import type { CullingStatus } from "../resources/culling_status.ts";
import { UNKNOWN_CAUSES, type UnknownCause } from "./unknown_causes.ts";

/**
 * `off`: nobody looks; `keep`: used or held off; `unknown`: never taken for idle; `idle`: its time runs; `warn`: it runs
 * out soon; `cull`: it has run out.
 */
export type VerdictKind = CullingStatus["verdict"];

/** What a reason means and how its sentence is built; `{act}` is `stops` or `is deleted`. */
export interface CullingReasonEntry {
  readonly verdict: VerdictKind;
  readonly pattern: string;
}

/** Every reason of a verdict that is not `unknown`. */
const KNOWN_REASONS = {
  CullingOff: { verdict: "off", pattern: "Nothing is stopped here for being idle." },
  BeingDeleted: { verdict: "off", pattern: "It is being deleted." },
  AlreadyStopped: { verdict: "off", pattern: "It is stopped." },
  ExemptByRule: { verdict: "keep", pattern: "The rule {rule} exempts it." },
  DisabledByUser: { verdict: "keep", pattern: "It is not stopped for being idle: somebody has asked for that." },
  KeptUntil: { verdict: "keep", pattern: "Idle since {since}, kept until {until}; {act} at {stopsAt}." },
  KernelBusy: { verdict: "keep", pattern: "A kernel is computing." },
  ConnectionOpen: { verdict: "keep", pattern: "Somebody has it open." },
  TerminalBusy: { verdict: "keep", pattern: "A terminal is in use." },
  Traffic: { verdict: "keep", pattern: "It is being asked things." },
  ReportedActive: { verdict: "keep", pattern: "It says that it is in use." },
  Idle: { verdict: "idle", pattern: "Idle since {since}; {act} at {stopsAt} unless it is used." },
  IdleSoonOver: { verdict: "warn", pattern: "Idle since {since}; {act} at {stopsAt} unless it is used." },
  RunSoonOver: {
    verdict: "warn",
    pattern: "Running since {startedAt}; {act} at {stopsAt}: {maxRunTime} is the longest here.",
  },
  IdleTooLong: { verdict: "cull", pattern: "Idle since {since}, for {idleTime} or more." },
  StoppedByHand: {
    verdict: "cull",
    pattern: "It is asked to stop, and not said by whom; a {kind} is deleted then.",
  },
  RanTooLong: { verdict: "cull", pattern: "Running since {startedAt}: {maxRunTime} is the longest here." },
} as const satisfies Readonly<Record<string, CullingReasonEntry>>;

type KnownReason = keyof typeof KNOWN_REASONS;

/** A stable code that says why a verdict is as it is. */
export type CullingReason = KnownReason | UnknownCause;

/** What active evidence may be. */
export type ActiveReason = "KernelBusy" | "ConnectionOpen" | "TerminalBusy" | "Traffic" | "ReportedActive";

/** The whole dictionary, causes of `unknown` included. */
export const CULLING_REASONS: Readonly<Record<CullingReason, CullingReasonEntry>> = {
  ...KNOWN_REASONS,
  ...Object.fromEntries(
    Object.entries(UNKNOWN_CAUSES).map(([cause, pattern]) => [cause, { verdict: "unknown" as const, pattern }]),
  ) as Record<UnknownCause, CullingReasonEntry>,
};
