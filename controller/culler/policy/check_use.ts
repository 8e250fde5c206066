import { formatDuration } from "../duration.ts";
import { instantOf } from "../instant.ts";
import type { Finding } from "./finding.ts";
import { noticeEnd } from "./notice.ts";
import type { Situation } from "./situation.ts";

/** Somebody or something uses it: one source that says so is enough. */
export function checkActive(situation: Situation): Finding | undefined {
  const { active, runEndsAt: end } = situation;
  if (!active) return undefined;
  const run = end === undefined ? {} : { stopsAt: end, warnsAt: end - situation.warningMs };
  return { reason: active.reason, parameters: active.parameters, ...run };
}

/** Nobody knows, and unknown is never idle. */
export function checkUnknown({ unknown }: Situation): Finding | undefined {
  return unknown && { reason: unknown.cause, parameters: unknown.parameters };
}

/** Known to be idle: how long yet. Every other check has passed. */
export function checkIdle(situation: Situation): Finding {
  const { now, warningMs, idleMs, keptUntil = -Infinity, runEndsAt = Infinity, act } = situation;
  const since = situation.lastActivity!;
  const idleEnd = Math.max(since + idleMs, graceEnd(situation));
  const end = Math.max(idleEnd, keptUntil);
  const warnsAt = end - warningMs;
  const { stopsAt, isOver } = now < warnsAt
    ? { stopsAt: end, isOver: false }
    : noticeEnd(situation, { of: "idle", end, since });
  const first = Math.min(stopsAt, runEndsAt);
  const parameters = {
    since: instantOf(since),
    idleTime: formatDuration(idleMs),
    stopsAt: instantOf(first),
    act,
    ...(keptUntil > idleEnd ? { until: instantOf(keptUntil) } : {}),
  };
  if (isOver) return { reason: "IdleTooLong", parameters, stopsAt, warnsAt };
  if (now >= warnsAt) return { reason: "IdleSoonOver", parameters, stopsAt: first, warnsAt };
  const instants = { stopsAt: first, warnsAt: Math.min(warnsAt, first - warningMs) };
  if (keptUntil > idleEnd) return { reason: "KeptUntil", parameters, ...instants, idleEndsAt: idleEnd };
  return { reason: "Idle", parameters, ...instants };
}

function graceEnd({ subject: { run }, graceMs }: Situation): number {
  return run.startedAt! + graceMs;
}
