import { requestError } from "../request_error.ts";

/** Most targets of one action. */
const MAX_TARGETS = 100;

/** Throws INVALID unless there are 1 to 100 targets. */
export function checkTargets(targets: readonly unknown[]): void {
  if (targets.length >= 1 && targets.length <= MAX_TARGETS) return;
  throw requestError("INVALID", `Cannot act on ${targets.length} targets: 1 to ${MAX_TARGETS} at a time.`);
}
