import { formatDuration } from "../duration.ts";
import { CLOCK_TOLERANCE_MS } from "../evidence.ts";
import { instantOf } from "../instant.ts";
import type { Finding } from "./finding.ts";
import { noticeEnd } from "./notice.ts";
import type { Situation } from "./situation.ts";

/** The longest run that the admin allows, whatever runs: the one rule that does not ask for idleness. */
export function checkMaxRunTime(situation: Situation): Finding | undefined {
  const { subject: { run }, now, warningMs, runEndsAt: end } = situation;
  if (end === undefined || run.startedAt === undefined || now < end - warningMs) return undefined;
  const { stopsAt, isOver } = noticeEnd(situation, { of: "run", end, since: run.startedAt });
  const parameters = {
    startedAt: instantOf(run.startedAt),
    maxRunTime: formatDuration(situation.policy.maxRunTime!),
    stopsAt: instantOf(stopsAt),
    act: situation.act,
  };
  return { reason: isOver ? "RanTooLong" : "RunSoonOver", parameters, stopsAt, warnsAt: end - warningMs };
}

/** A pod that is not ready says nothing about its use. */
export function checkPod({ subject: { run }, now }: Situation): Finding | undefined {
  switch (run.state) {
    case "absent":
      return { reason: "PodMissing" };
    case "pulling":
      return { reason: "ImagePulling" };
    case "starting":
      return { reason: "PodStarting" };
    case "not-ready":
      return { reason: "PodNotReady" };
    case "ready": {
      const isAhead = run.startedAt === undefined || !(run.startedAt <= now + CLOCK_TOLERANCE_MS);
      return isAhead ? { reason: "StartInFuture", parameters: { startedAt: startOf(run.startedAt) } } : undefined;
    }
  }
}

/** What has just started is left alone for its grace time: after a pull and after a stop, too. */
export function checkYoung({ subject: { run }, now, graceMs }: Situation): Finding | undefined {
  const until = run.startedAt! + graceMs;
  if (now >= until) return undefined;
  return { reason: "PodYoung", parameters: { startedAt: startOf(run.startedAt), until: instantOf(until) } };
}

function startOf(startedAt: number | undefined): string {
  return startedAt === undefined ? "no time" : instantOf(startedAt);
}
