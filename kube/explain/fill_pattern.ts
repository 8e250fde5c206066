import type { Reason } from "./reason.ts";

const PLACEHOLDER = /\{(\w+)\}/g;

/** The names in braces of a pattern, in order. */
export function placeholdersOf(pattern: string): string[] {
  return [...pattern.matchAll(PLACEHOLDER)].map((match) => match[1]);
}

/** Puts values in the place of `{names}`; a name without a value stays as it is. */
export function fillPattern(pattern: string, parameters: Readonly<Record<string, string>>): string {
  const filled = pattern.replace(PLACEHOLDER, (whole, name) => parameters[name] ?? whole);
  // What was cut short ends as such.
  return filled.replace(/…\.$/, "…");
}

/** The English sentence of a reason: the most detailed one of which all values are known. */
export function messageOf(reason: Reason, parameters: Readonly<Record<string, string>>): string {
  const { pattern, detailedPattern, partialPatterns = [] } = reason;
  const detailed = [...detailedPattern === undefined ? [] : [detailedPattern], ...partialPatterns];
  const known = detailed.find((each) => placeholdersOf(each).every((name) => name in parameters));
  return fillPattern(known ?? pattern, parameters);
}
