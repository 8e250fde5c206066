import type { Outcome } from "../connection/mod.ts";

/** What to say about something that did not work. */
export interface Refusal {
  message: string;
  nextStep: string | null;
}

/** The first refusal of an action on one thing; null when it worked. */
export function refusalOf(
  outcome: Outcome<unknown>,
  results: readonly { errors: readonly Refusal[] }[] | null | undefined,
): Refusal | null {
  return outcome.fault ?? results?.flatMap((each) => each.errors)[0] ?? null;
}

/** What stands in the way of a deletion; empty when it is gone, and gone is gone, whoever did it. */
export function deleteRefusalsOf<Refused extends Refusal & { __typename: string }>(
  outcome: Outcome<unknown>,
  results: readonly { errors: readonly Refused[] }[] | undefined,
): readonly Refusal[] {
  if (outcome.fault) return [outcome.fault];
  return (results ?? []).flatMap((each) => each.errors).filter((error) => error.__typename !== "NotFound");
}
