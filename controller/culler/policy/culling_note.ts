import { CULLING_NOTES, fillPattern } from "../../../kube/explain/mod.ts";

/** A note with its English sentence and the values in it. */
export interface CullingNote {
  readonly reason: keyof typeof CULLING_NOTES;
  readonly message: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A note of this code. */
export function noteOf(reason: CullingNote["reason"], parameters: Record<string, string> = {}): CullingNote {
  return { reason, message: fillPattern(CULLING_NOTES[reason], parameters), parameters };
}
