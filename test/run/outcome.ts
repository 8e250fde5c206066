import type { Tally } from "../../tools/junit.ts";

/** What a run came to: whether it is good, and what to say about it. */
export interface Outcome {
  isOk: boolean;
  lines: string[];
}

/** A missing tool is told on a laptop and is a failure in CI, where everything can be installed. */
export function explainOutcome(
  { tally, missing, isCi }: { tally: Tally; missing: readonly string[]; isCi: boolean },
): Outcome {
  const lines = missing.map((name) => `missing: ${name}`);
  if (isCi && (missing.length > 0 || tally.skipped > 0)) {
    return { isOk: false, lines: [...lines, "Cannot pass in CI: something was skipped or is missing"] };
  }
  return { isOk: tally.failed === 0, lines };
}
