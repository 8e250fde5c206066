import { CULLING_ANNOTATION } from "../../../kube/mod.ts";
import type { Finding } from "./finding.ts";
import type { Situation } from "./situation.ts";

/** The admin has not turned culling on. */
export function checkEnabled({ settings }: Situation): Finding | undefined {
  return settings.enabled ? undefined : { reason: "CullingOff" };
}

/** Already on its way out, or stopped. */
export function checkThere({ subject }: Situation): Finding | undefined {
  if (subject.isLeaving) return { reason: "BeingDeleted" };
  return subject.isStopped ? { reason: "AlreadyStopped" } : undefined;
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
