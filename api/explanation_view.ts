import type { StatusExplanation } from "../kube/mod.ts";
import { findReason, type Reason } from "../kube/explain/mod.ts";
import { API_REASONS, type LogReason } from "./api_reasons.ts";

/** An explanation that the api itself gives, at `since`. */
export function apiExplanation(code: LogReason, since: Date): StatusExplanation {
  const { pattern, nextStepPattern }: Reason = API_REASONS[code];
  return {
    reason: code,
    message: pattern,
    ...(nextStepPattern && { nextStep: nextStepPattern }),
    since: since.toISOString(),
  };
}

/** The dictionary's entry of an explanation; one that this version does not know is a warning without suggestions. */
export function reasonOf({ reason }: StatusExplanation): Pick<Reason, "severity" | "suggestions"> {
  const own: Readonly<Record<string, Reason>> = API_REASONS;
  return findReason(reason) ?? own[reason] ?? { severity: "WARNING", suggestions: [] };
}
