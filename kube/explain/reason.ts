import type { RunState } from "../resources/run_state.ts";

/** How much a reason asks for attention. */
export type Severity = "OK" | "INFO" | "WARNING" | "ERROR";

/** Actions of a page that may help; a page shows those it has. */
export type Suggestion =
  | "START"
  | "CHOOSE_IMAGE"
  | "REDUCE_RESOURCES"
  | "FREE_VOLUME"
  | "SHOW_LOGS"
  | "ASK_ADMIN"
  | "DELETE";

/** One entry of the dictionary: what a code means and how its sentence is built. */
export interface Reason {
  readonly states: readonly RunState[];
  readonly severity: Severity;
  /** English sentence with {parameters}, all of which are always known. */
  readonly pattern: string;
  /** Stands in for `pattern` where all of its own {parameters} are known too. */
  readonly detailedPattern?: string;
  /** Where not all of those are known: the first of these of which all are. */
  readonly partialPatterns?: readonly string[];
  /** One imperative sentence. */
  readonly nextStepPattern?: string;
  /** Names of all values that may come with this reason. */
  readonly parameters: readonly string[];
  readonly suggestions: readonly Suggestion[];
}

/** An entry with its only state; what is not given is empty. */
export function reason(
  state: RunState,
  severity: Severity,
  pattern: string,
  more: Partial<Omit<Reason, "states" | "severity" | "pattern">> = {},
): Reason {
  return { states: [state], severity, pattern, parameters: [], suggestions: [], ...more };
}
