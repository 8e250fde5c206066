import { say, type Sentence } from "./sentence.ts";

/** What a shell, or Linux, means by an exit code; of others only the program itself knows. */
const MEANINGS: Record<string, string> = {
  "126": "what it starts may not be run",
  "127": "what it starts is not there",
  "130": "interrupted",
  "134": "broke off by itself",
  "137": "killed",
  "139": "a fault in its memory",
  "143": "asked to end",
};

/** How a program ended, as part of a sentence: `, exit code 1`, or with what is known of the code. */
export function exitWords(code: string): Sentence {
  if (!code) return [];
  return Object.hasOwn(MEANINGS, code)
    ? [`: ${MEANINGS[code]}`, ...say` (exit code ${code})`]
    : say`, exit code ${code}`;
}
