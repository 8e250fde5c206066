import type { Explanation, StopRecord } from "../../data/mod.ts";

/** Something that may have stopped before. */
export interface Stoppable {
  explanation: Pick<Explanation, "reason">;
  lastStop: StopRecord | null;
}

/** The last stop, where it is worth a word of its own: its state does not say the same. */
export function toldStop({ explanation, lastStop }: Stoppable): StopRecord | null {
  return lastStop && lastStop.explanation.reason !== explanation.reason ? lastStop : null;
}

/** Whether the sentence about a stop has the time in it. */
export function saysWhen({ explanation: { parameters } }: StopRecord): boolean {
  return parameters.some(({ name }) => name === "at");
}
