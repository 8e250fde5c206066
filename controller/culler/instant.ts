import { toInstant } from "../../kube/explain/mod.ts";

/** Ms since 1970 as RFC 3339 in whole seconds, or the number itself where no Date holds it: foreign clocks say anything. */
export function instantOf(ms: number): string {
  return Math.abs(ms) <= 8.64e15 ? toInstant(new Date(ms)) : String(ms);
}
