import type { Fault, Outcome } from "../connection/mod.ts";

/** What a mutation that makes something came to. */
export interface CreateOutcome<Refused> {
  isDone: boolean;
  /** Whether this token had made it before: also the answer to a dry run. */
  wasReplayed: boolean;
  errors: readonly Refused[];
  fault: Fault | null;
}

/** The outcome of a mutation whose payload stands at `payload`. */
export function createOutcomeOf<Refused>(
  outcome: Outcome<unknown>,
  payload: { errors: readonly Refused[]; wasReplayed: boolean } | undefined,
): CreateOutcome<Refused> {
  if (outcome.fault || !payload) return { isDone: false, wasReplayed: false, errors: [], fault: outcome.fault };
  const { errors, wasReplayed } = payload;
  return { isDone: errors.length === 0, wasReplayed, errors, fault: null };
}
