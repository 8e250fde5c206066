import { CULLING_REASONS, type CullingReason, fillPattern, type VerdictKind } from "../../../kube/explain/mod.ts";
import { CULLING_ANNOTATION } from "../../../kube/mod.ts";
import { instantOf } from "../instant.ts";
import { checkMaxRunTime, checkPod, checkYoung } from "./check_run.ts";
import { checkActive, checkIdle, checkUnknown } from "./check_use.ts";
import { checkDisabled, checkEnabled, checkExempt, checkThere } from "./check_wishes.ts";
import { type CullingNote, noteOf } from "./culling_note.ts";
import type { Check, Finding } from "./finding.ts";
import { validWarning } from "./notice.ts";
import { assess, type CullingInput, type Situation, type Warned } from "./situation.ts";

/** What is to become of a subject, why, and when; instants are RFC 3339. */
export interface CullingVerdict {
  readonly verdict: VerdictKind;
  readonly reason: CullingReason;
  /** One English sentence, without relative times. */
  readonly message: string;
  /** The values in the sentence. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly lastActivity?: string;
  readonly stopsAt?: string;
  readonly warnsAt?: string;
  /** When it would stop if it were not held off. */
  readonly idleEndsAt?: string;
  /** When the longest run is over, which nothing holds off. */
  readonly runEndsAt?: string;
  /** How long after the last activity keep-until may hold it off; absent where nothing would stop it. */
  readonly keepAtMostSeconds?: number;
  readonly notes: readonly CullingNote[];
  /** To be remembered: without it nothing is culled. */
  readonly warned?: Warned;
}

/** First match wins. What the admin and the user want, then what the pod is, then what the evidence says. */
const CHECKS: readonly Check[] = [
  checkEnabled,
  checkThere,
  checkExempt,
  checkMaxRunTime,
  checkDisabled,
  checkPod,
  checkYoung,
  checkActive,
  checkUnknown,
];

/** Decides about one subject: a function of its arguments, and of nothing else. */
export function decideCulling(input: CullingInput): CullingVerdict {
  const situation = assess(input);
  for (const check of CHECKS) {
    const finding = check(situation);
    if (finding) return toVerdict(finding, situation);
  }
  return toVerdict(checkIdle(situation), situation);
}

function toVerdict(finding: Finding, situation: Situation): CullingVerdict {
  const { reason, parameters = {}, stopsAt, warnsAt, idleEndsAt } = finding;
  const { verdict, pattern } = CULLING_REASONS[reason];
  const warned = warningOf(reason, situation);
  const isOff = verdict === "off" || reason === "ExemptByRule";
  return {
    ...{ verdict, reason, message: fillPattern(pattern, parameters), parameters },
    ...(isOff || situation.lastActivity === undefined ? {} : { lastActivity: instantOf(situation.lastActivity) }),
    ...(stopsAt === undefined ? {} : { stopsAt: instantOf(stopsAt) }),
    ...(warnsAt === undefined ? {} : { warnsAt: instantOf(warnsAt) }),
    ...(idleEndsAt === undefined ? {} : { idleEndsAt: instantOf(idleEndsAt) }),
    ...(isOff || situation.runEndsAt === undefined ? {} : { runEndsAt: instantOf(situation.runEndsAt) }),
    ...(isOff ? {} : { keepAtMostSeconds: Math.floor(situation.policy.keepAtMost / 1_000) }),
    notes: isOff ? [] : [...situation.notes, ...disablingNotes(situation)],
    ...(warned ? { warned } : {}),
  };
}

/** The warning that stands, or the one that this verdict is. */
function warningOf(reason: CullingReason, situation: Situation): Warned | undefined {
  const { subject: { run }, lastActivity, now, settings: { dryRun } } = situation;
  const of = reason === "IdleSoonOver" || reason === "IdleTooLong" ? "idle" : "run";
  if (of === "run" && reason !== "RunSoonOver" && reason !== "RanTooLong") return undefined;
  const since = of === "idle" ? lastActivity! : run.startedAt!;
  return validWarning(situation, { of, since, end: now }) ?? { at: now, of, ...(dryRun ? { isTrial: true } : {}) };
}

/** Whoever mistypes it would learn that only when it has been stopped. */
function disablingNotes({ subject, policy }: Situation): CullingNote[] {
  const asked = subject.annotations[CULLING_ANNOTATION];
  if (asked === undefined || asked === "enabled") return [];
  if (asked !== "disabled") return [noteOf("CullingUnreadable", { asked })];
  return policy.usersMayDisable ? [] : [noteOf("DisablingNotAllowed")];
}
