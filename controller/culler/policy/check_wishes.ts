import { CULLING_ANNOTATION, STOPPED_BY_ANNOTATION } from "../../../kube/mod.ts";
import type { Finding } from "./finding.ts";
import type { Situation } from "./situation.ts";

/** The admin has not turned culling on. */
export function checkEnabled({ settings }: Situation): Finding | undefined {
  return settings.enabled ? undefined : { reason: "CullingOff" };
}

/** Already on its way out, or stopped: by hand that means for each kind what the culler does to it. */
export function checkThere(situation: Situation): Finding | undefined {
  const { subject: { kind, isLeaving, isStopped } } = situation;
  if (isLeaving) return { reason: "BeingDeleted" };
  if (!isStopped) return undefined;
  return isToBeDeleted(situation) ? { reason: "StoppedByHand", parameters: { kind } } : { reason: "AlreadyStopped" };
}

/** The page and the culler say who stopped it: what they stop is to be started again (docs/decisions/0013). */
function isToBeDeleted(situation: Situation): boolean {
  const { subject: { annotations }, matched, act } = situation;
  const isByHand = annotations[STOPPED_BY_ANNOTATION] === undefined;
  return act === "is deleted" && isByHand && !matched.isExempt && !checkDisabled(situation);
}

/** Exempt by the rule that matched. */
export function checkExempt({ matched }: Situation): Finding | undefined {
  return matched.isExempt ? { reason: "ExemptByRule", parameters: { rule: matched.rule! } } : undefined;
}

/** The user's annotation, where the admin lets users. */
export function checkDisabled({ subject, policy }: Situation): Finding | undefined {
  const isAsked = subject.annotations[CULLING_ANNOTATION] === "disabled";
  return isAsked && policy.usersMayDisable ? { reason: "DisabledByUser" } : undefined;
}
