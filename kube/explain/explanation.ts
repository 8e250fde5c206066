import type { RunState } from "../resources/run_state.ts";
import type { StatusExplanation } from "../resources/status_explanation.ts";
import { fillPattern, messageOf } from "./fill_pattern.ts";
import type { Reason } from "./reason.ts";
import { type ReasonCode, REASONS } from "./reasons.ts";

/** What a check found: a reason with its values, and the words of Kubernetes that it was read from. */
export interface Verdict {
  readonly reason: ReasonCode;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly technical?: string;
  /** Instead of the only state of the reason. */
  readonly state?: RunState;
}

/** The state that a verdict means. */
export function stateOf(verdict: Verdict): RunState {
  return verdict.state ?? REASONS[verdict.reason].states[0];
}

/** A verdict as the status carries it, in English; `since` is RFC 3339. */
export function toExplanation(verdict: Verdict, since: string): StatusExplanation {
  const reason: Reason = REASONS[verdict.reason];
  const parameters = verdict.parameters ?? {};
  return {
    reason: verdict.reason,
    message: messageOf(reason, parameters),
    ...(reason.nextStepPattern ? { nextStep: fillPattern(reason.nextStepPattern, parameters) } : {}),
    ...(Object.keys(parameters).length > 0 ? { parameters } : {}),
    since,
    ...(verdict.technical ? { technical: verdict.technical } : {}),
  };
}

/** An instant as Kubernetes writes it, in whole seconds. */
export function toInstant(at: Date): string {
  return at.toISOString().replace(/\.\d{3}Z$/, "Z");
}
