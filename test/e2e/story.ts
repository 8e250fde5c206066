import { within } from "./wait_for.ts";

/** One sentence of a story, and what must hold for it. */
export interface Sentence {
  says: string;
  holds: () => Promise<unknown>;
  /** The longest that it may take; 30 s unless said. */
  timeoutMs?: number;
}

/** Tells a story as steps of a test: each builds on those before, so after a failure the rest is skipped. */
export async function tell(
  t: Deno.TestContext,
  sentences: readonly Sentence[],
  onFailure: (says: string) => Promise<void> = async () => {},
): Promise<void> {
  let isTold = true;
  for (const { says, holds, timeoutMs = 30_000 } of sentences) {
    const fn = async () => void await within(says, timeoutMs, holds());
    const isHeld: boolean = await t.step({ name: says, ignore: !isTold, fn });
    if (isTold && !isHeld) await onFailure(says);
    isTold = isTold && isHeld;
  }
}

/** A measured fact that the run prints for its reader. */
export function note(text: string): void {
  console.log(`    · ${text}`);
}
