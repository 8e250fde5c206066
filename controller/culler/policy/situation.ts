import { LAST_ACTIVITY_ANNOTATION, LAST_CHECK_ANNOTATION, parseInstant } from "../../../kube/mod.ts";
import type { CullingPolicy, CullingSettings } from "../culling_settings.ts";
import { type Evidence, type Tally, tally } from "../evidence.ts";
import { type MatchedPolicy, matchPolicy } from "../match_rule.ts";
import type { CullingSubject } from "../subject.ts";
import { type CullingNote, noteOf } from "./culling_note.ts";
import { cullingTimes, keptUntil, runEnd } from "./culling_times.ts";

/** That somebody was warned: when, in ms since 1970, and of what. */
export interface Warned {
  readonly at: number;
  readonly of: "idle" | "run";
  /** In a trial, in which nobody is told. */
  readonly isTrial?: true;
}

/** All that a verdict is made from. */
export interface CullingInput {
  readonly subject: CullingSubject;
  readonly settings: CullingSettings;
  readonly evidence: readonly Evidence[];
  readonly now: Date;
  /** The latest warning, from the status or from memory. */
  readonly warned?: Warned;
}

/** Input with all that follows from it at once; times in ms since 1970. */
export interface Situation extends Tally {
  readonly subject: CullingSubject;
  readonly settings: CullingSettings;
  readonly now: number;
  readonly policy: CullingPolicy;
  readonly matched: MatchedPolicy;
  readonly idleMs: number;
  readonly graceMs: number;
  readonly warningMs: number;
  readonly keptUntil?: number;
  /** When the longest run is over, whatever holds it off. */
  readonly runEndsAt?: number;
  readonly notes: readonly CullingNote[];
  readonly warned?: Warned;
  /** `stops`, or `is deleted`: what becomes of this kind. */
  readonly act: string;
}

/** Works out what the checks look at. */
export function assess({ subject, settings, evidence, now: date, warned }: CullingInput): Situation {
  const now = date.getTime();
  const matched = matchPolicy(subject, settings);
  const { notes, ...times } = cullingTimes(matched.policy, subject.annotations);
  const votes = tally(evidence, { now, maxAgeMs: settings.evidenceMaxAge });
  const quietSince = isRecordedUse(subject, votes.quietSince, { now, idleMs: times.idleMs })
    ? undefined
    : votes.quietSince;
  const seen = latest([votes.lastActivity, quietSince]);
  const isSeen = seen !== undefined || votes.quietSince !== undefined;
  const lastActivity = isSeen ? latest([seen, recorded(subject, now), started(subject, now)]) : undefined;
  const runEndsAt = runEnd(matched.policy, { startedAt: subject.run.startedAt, graceMs: times.graceMs, now });
  const known = { lastActivity: votes.active ? undefined : lastActivity, runEndsAt };
  const kept = keptUntil(subject.annotations, latestKeep(matched.policy, known));
  const isDeleted = subject.kind === "PVCViewer" ||
    (subject.kind === "Tensorboard" && settings.tensorboards === "delete");
  return {
    ...{ subject, settings, now, matched, policy: matched.policy, ...times },
    ...votes,
    ...(lastActivity === undefined ? {} : { lastActivity }),
    ...(kept.until === undefined ? {} : { keptUntil: kept.until }),
    ...(runEndsAt === undefined ? {} : { runEndsAt }),
    ...(warned ? { warned } : {}),
    notes: [...notes, ...kept.notes, ...(settings.dryRun ? [noteOf("DryRun")] : [])],
    act: isDeleted ? "is deleted" : "stops",
  };
}

/**
 * How far it may be held off: the admin's cap counts from the last activity, since nothing says when the annotation was
 * written. Unknown while it is in use: what is said of it would be another thing at each look.
 */
function latestKeep(
  { keepAtMost }: CullingPolicy,
  { lastActivity, runEndsAt = Infinity }: { lastActivity: number | undefined; runEndsAt: number | undefined },
): number | undefined {
  return lastActivity === undefined ? undefined : Math.min(lastActivity + keepAtMost, runEndsAt);
}

function latest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((each) => each !== undefined);
  return known.length > 0 ? Math.max(...known) : undefined;
}

/**
 * Whether what was recorded is the last use of what has rested since `quietSince`, for all its idle time: somebody looked
 * within that time. Else the instant would move on with each look, and a hold with it.
 */
function isRecordedUse(
  subject: CullingSubject,
  quietSince: number | undefined,
  { now, idleMs }: { now: number; idleMs: number },
): boolean {
  if (quietSince === undefined || quietSince + idleMs > now || recorded(subject, now) === undefined) return false;
  const checkedAt = parseInstant(subject.annotations[LAST_CHECK_ANNOTATION]);
  return checkedAt !== undefined && checkedAt >= quietSince && checkedAt <= now;
}

/** Somebody has started it: whoever made it an hour ago has not left it idle for a day, though nobody has asked it since. */
function started({ run: { startedAt } }: CullingSubject, now: number): number | undefined {
  return startedAt !== undefined && startedAt <= now ? startedAt : undefined;
}

/** What was recorded before can only make the last activity later: a kernel that has gone since was an activity. */
function recorded({ annotations }: CullingSubject, now: number): number | undefined {
  const at = parseInstant(annotations[LAST_ACTIVITY_ANNOTATION]);
  return at !== undefined && at <= now ? at : undefined;
}
