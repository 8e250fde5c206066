import { toInstant } from "../../kube/explain/mod.ts";

/** Ms since 1970 as RFC 3339 in whole seconds, or the number itself where no Date holds it: foreign clocks say anything. */
export function instantOf(ms: number): string {
  return Math.abs(ms) <= 8.64e15 ? toInstant(new Date(ms)) : String(ms);
}

const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

/** Reads RFC 3339, in ms since 1970; undefined for anything else: a time without its zone would be off by hours. */
export function parseInstant(text: unknown): number | undefined {
  if (typeof text !== "string" || !RFC_3339.test(text)) return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}
