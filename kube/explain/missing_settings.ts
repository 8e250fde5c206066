import type { Verdict } from "./explanation.ts";

/** What a secret or a config map that is not there is called, with its key where only that lacks. */
const MISSING: readonly [RegExp, (match: RegExpExecArray) => string][] = [
  [
    /couldn't find key (\S+) in (ConfigMap|Secret) (?:[^/\s]+\/)?([^\s"]+)/,
    ([, key, kind, name]) => `the key ${key} of the ${wordOf(kind)} ${name}`,
  ],
  [/references non-existent (secret|config) key: (\S+)/, ([, kind, key]) => `the key ${key} of a ${wordOf(kind)}`],
  [/\b(secret|configmap) "([^"]+)" not found/i, ([, kind, name]) => `the ${wordOf(kind)} ${name}`],
];

/** That a secret, a config map or a key of one is not there, read from a kubelet's words. */
export function readMissingSettings(words: string): Verdict | undefined {
  for (const [pattern, say] of MISSING) {
    const match = pattern.exec(words);
    if (match) return { reason: "SettingsMissing", parameters: { what: say(match) } };
  }
  return undefined;
}

function wordOf(kind: string): string {
  return /^secret$/i.test(kind) ? "secret" : "config map";
}
