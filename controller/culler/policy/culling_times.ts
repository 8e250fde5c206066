import { IDLE_AFTER_ANNOTATION, KEEP_UNTIL_ANNOTATION, parseInstant } from "../../../kube/mod.ts";
import type { CullingPolicy } from "../culling_settings.ts";
import { formatDuration, parseDuration } from "../duration.ts";
import { instantOf } from "../instant.ts";
import { type CullingNote, noteOf } from "./culling_note.ts";

/** How long things take for one subject, in ms. */
export interface CullingTimes {
  readonly idleMs: number;
  readonly graceMs: number;
  readonly warningMs: number;
  readonly notes: readonly CullingNote[];
}

const MINUTE_MS = 60_000;
const LONGEST_NOTICE_MS = 10 * MINUTE_MS;
/** What users may ask for where the admin set no bounds; the admin's own idle time is always within. */
const LEAST_IDLE_MS = 15 * MINUTE_MS;
const MOST_IDLE_MS = 7 * 24 * 60 * MINUTE_MS;

/** The admin's times, and the user's within the admin's bounds. */
export function cullingTimes(policy: CullingPolicy, annotations: Readonly<Record<string, string>>): CullingTimes {
  const { idleMs, notes } = idleTime(policy, annotations[IDLE_AFTER_ANNOTATION]);
  const short = Math.min(LONGEST_NOTICE_MS, idleMs / 2);
  const graceMs = policy.grace ?? short;
  return { idleMs, graceMs, warningMs: Math.min(policy.warning ?? short, idleMs), notes };
}

function idleTime(policy: CullingPolicy, asked: string | undefined): { idleMs: number; notes: CullingNote[] } {
  const { idleTime, minIdleTime = Math.min(LEAST_IDLE_MS, idleTime) } = policy;
  const { maxIdleTime = Math.max(MOST_IDLE_MS, idleTime) } = policy;
  if (asked === undefined) return { idleMs: idleTime, notes: [] };
  const askedMs = parseDuration(asked);
  if (askedMs === undefined) return { idleMs: idleTime, notes: [noteOf("IdleAfterUnreadable", { asked })] };
  // Where an admin has mixed the two up, the longer time is the safe one.
  const idleMs = Math.max(minIdleTime, Math.min(maxIdleTime, askedMs));
  if (idleMs === askedMs) return { idleMs, notes: [] };
  const reason = idleMs > askedMs ? "IdleAfterRaised" : "IdleAfterLowered";
  return { idleMs, notes: [noteOf(reason, { asked, used: formatDuration(idleMs) })] };
}

/** When the longest run is over, in ms since 1970; undefined where there is no such rule, or nothing runs. */
export function runEnd(
  { maxRunTime }: CullingPolicy,
  { startedAt, graceMs, now }: { startedAt: number | undefined; graceMs: number; now: number },
): number | undefined {
  if (maxRunTime === undefined || startedAt === undefined || startedAt > now) return undefined;
  return startedAt + Math.max(maxRunTime, graceMs);
}

/** Until when the user's annotation holds off, in ms since 1970, `latest` being the admin's bound where it is known. */
export function keptUntil(
  annotations: Readonly<Record<string, string>>,
  latest: number | undefined,
): { until?: number; notes: readonly CullingNote[] } {
  const asked = annotations[KEEP_UNTIL_ANNOTATION];
  if (asked === undefined) return { notes: [] };
  const askedMs = parseInstant(asked);
  if (askedMs === undefined) return { notes: [noteOf("KeepUntilUnreadable", { asked })] };
  if (latest === undefined) return { notes: [] };
  if (askedMs <= latest) return { until: askedMs, notes: [] };
  return { until: latest, notes: [noteOf("KeepUntilCapped", { asked, used: instantOf(latest) })] };
}
