import { toInstant } from "../../kube/explain/mod.ts";
import { LAST_ACTIVITY_ANNOTATION, LAST_CHECK_ANNOTATION, parseInstant } from "../../kube/mod.ts";
import type { CullingVerdict } from "./policy/decide.ts";
import type { CullingSubject } from "./subject.ts";

/** Whoever reads the time of the last check hears of it this often at least, where nothing else changes. */
const CHECK_SAID_EVERY_MS = 3_600_000;

/**
 * Kubeflow's two annotations as they are to be written now; undefined where they say enough already. Each write wakes
 * whoever watches the object: there is at most one a check period, and none for what is idle but one an hour, or one each
 * `sayEveryMs`.
 */
export function activityAnnotations(
  { annotations, run }: CullingSubject,
  { lastActivity }: Pick<CullingVerdict, "lastActivity">,
  { now, checkPeriod, sayEveryMs = CHECK_SAID_EVERY_MS }: { now: Date; checkPeriod: number; sayEveryMs?: number },
): Record<string, string> | undefined {
  if (lastActivity === undefined || run.state !== "ready") return undefined;
  const ageOf = (annotation: string, at: number) => {
    const written = parseInstant(annotations[annotation]);
    // What is yet to come was not written by us.
    return written !== undefined && written <= now.getTime() ? at - written : Infinity;
  };
  const isNews = ageOf(LAST_ACTIVITY_ANNOTATION, Date.parse(lastActivity)) >= checkPeriod;
  const sinceCheckMs = ageOf(LAST_CHECK_ANNOTATION, now.getTime());
  const dueMs = isNews ? checkPeriod : Math.max(checkPeriod, Math.min(sayEveryMs, CHECK_SAID_EVERY_MS));
  const isDue = sinceCheckMs >= dueMs;
  return isDue ? { [LAST_ACTIVITY_ANNOTATION]: lastActivity, [LAST_CHECK_ANNOTATION]: toInstant(now) } : undefined;
}
