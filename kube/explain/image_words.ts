import type { Verdict } from "./explanation.ts";

const READINGS: readonly [RegExp, (match: RegExpExecArray) => string][] = [
  [
    /exec: "([^"]+)": (?:executable file not found|stat [^:]*: no such file)/,
    ([, name]) => `it has no program ${name}`,
  ],
  [/exec: "([^"]+)": permission denied/, ([, name]) => `its program ${name} may not be run`],
  [/exec format error/, () => "it is made for another kind of processor"],
  [/runAsNonRoot and image will run as root/, () => "it runs as root, which is not allowed here"],
  [
    /runAsNonRoot and image has non-numeric user/,
    () => "it does not say by number as whom it runs, which is needed here",
  ],
];

/** That an image was there, and what it is made for does not fit: read from the words of a runtime or a kubelet. */
export function readUnfitImage(words: string): Verdict | undefined {
  for (const [pattern, say] of READINGS) {
    const match = pattern.exec(words);
    if (match) return { reason: "ImageUnfit", parameters: { detail: say(match) } };
  }
  return undefined;
}
