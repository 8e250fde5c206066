import { asDetail } from "./wording.ts";

const READINGS: readonly [RegExp, (match: RegExpExecArray) => string][] = [
  [/HTTP probe failed with statuscode: (\d+)/, ([, code]) => `it answers ${code}`],
  [/connection refused/, () => "nothing answers on the port that it asks"],
  [/context deadline exceeded|Client\.Timeout|\bi\/o timeout|timed out|timeout: /, () => "it answers too slowly"],
];

/** What a container's own check said, from a kubelet's words, as part of a sentence. */
export function readProbe(words: string): string {
  for (const [pattern, say] of READINGS) {
    const match = pattern.exec(words);
    if (match) return say(match);
  }
  return asDetail(words.replace(/^\w+ probe (?:failed|errored)(?: and resulted in \w+ state)?: /, ""));
}
