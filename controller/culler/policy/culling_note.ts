import { CULLING_NOTES, fillPattern } from "../../../kube/explain/mod.ts";

/** A note with its English sentence and the values in it. */
export interface CullingNote {
  readonly reason: keyof typeof CULLING_NOTES;
  readonly message: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** An annotation may say 256 KiB. */
const MOST_CHARACTERS = 100;

/** A note of this code; of long values only the beginning. */
export function noteOf(reason: CullingNote["reason"], values: Record<string, string> = {}): CullingNote {
  const brief = Object.entries(values).map(([name, value]) => [name, value.slice(0, MOST_CHARACTERS)]);
  const parameters: Record<string, string> = Object.fromEntries(brief);
  return { reason, message: fillPattern(CULLING_NOTES[reason], parameters), parameters };
}
