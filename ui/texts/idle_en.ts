import type { IdleReport } from "../data/documents/mod.ts";
import { say, type Sentence } from "./sentence.ts";
import { clockTime, readableInstants, readableSpans, type TimeStyle } from "./times.ts";

/** What is said of the use of things. */
export const idle = {
  title: "In use?",
  stopsAt: "Stops",
  deletedAt: "Is deleted",
  lastUsed: "Last used",
  keptUntil: "Kept until",
  seen: "What was seen",
  keep: "Keep it running",
  keepFor: (duration: string, until: string) => `For ${duration}, until ${until}`,
  keepLongest: (until: string) => `As long as is allowed, until ${until}`,
  keepShort: (until: string) => `Keep until ${until}`,
  release: "Keep it no longer",
  keepFailed: (name: string) => `${name} is not held off.`,
  keepUsedUp: "It is held off for as long as is allowed here.",
  lastStop: "Last stop",
  lastStopAt: "When",
  sources: {
    "jupyter/kernels": "Kernels",
    "jupyter/terminals": "Terminals",
    "jupyter/status": "Pages and requests",
    prometheus: "Traffic",
    gateway: "Traffic",
    exec: "A command in it",
  } as Record<string, string>,
};

/** What becomes of it: a notebook stops, a TensorBoard is deleted unless the admin wants otherwise, files are closed. */
export type IdleAct = "stops" | "is deleted" | "closes";

/** What the culler says that it does to it. */
export function idleAct({ finding }: IdleReport): IdleAct {
  return parameterOf(finding, "act") === "is deleted" ? "is deleted" : "stops";
}

/** In a row: since when it is idle and when it stops for it; null where there is nothing that presses. */
export function idleShort(report: IdleReport, now: number, style: TimeStyle = {}): Sentence | null {
  const { verdict, finding, lastActivityAt: since, stopsAt } = report;
  if (finding.reason === "RunSoonOver") return [{ value: readableInstants(finding.message, now, style) }];
  if (!since || !stopsAt) return null;
  const [from, to, act] = [timeOf(since, now, style), timeOf(stopsAt, now, style), idleAct(report)];
  if (finding.reason === "KeptUntil") return say`Idle since ${from}, kept until ${to}.`;
  if (verdict === "CULL") return say`Idle since ${from}; ${act} now.`;
  return verdict === "IDLE" || verdict === "WARN" ? say`Idle since ${from}, ${act} ${atTime(to)}.` : null;
}

/** In the details: the same, with the rule that it follows from. */
export function idleSentence(
  report: IdleReport,
  now: number,
  { act = idleAct(report), ...style }: TimeStyle & { act?: IdleAct } = {},
): Sentence {
  const { finding, lastActivityAt: since, stopsAt } = report;
  const idleTime = parameterOf(finding, "idleTime");
  const isRunningOut = finding.reason === "Idle" || finding.reason === "IdleSoonOver";
  if (!isRunningOut || !since || !stopsAt || !idleTime) {
    return [{ value: readableInstants(finding.message, now, style) }];
  }
  const [from, to] = [timeOf(since, now, style), timeOf(stopsAt, now, style)];
  return say`Idle since ${from}, and ${act} ${atTime(to)} unless it is used: ${
    readableSpans(idleTime)
  } without use is the limit.`;
}

/** What one source said. */
export function evidenceSentence(evidence: IdleReport["evidence"][number], now: number, style: TimeStyle = {}): string {
  if (evidence.says !== "IDLE_SINCE" || !evidence.lastActivityAt) return readableInstants(evidence.message, now, style);
  return `Last used ${timeOf(evidence.lastActivityAt, now, style)}.`;
}

function parameterOf({ parameters }: IdleReport["finding"], name: string): string | undefined {
  return parameters.find((each) => each.name === name)?.value;
}

/** `18:00` → `at 18:00`; with a day it stands by itself. */
const atTime = (time: string) => /^\d\d:\d\d$/.test(time) ? `at ${time}` : time;
const timeOf = (at: string, now: number, style: TimeStyle) => clockTime(Date.parse(at), now, style);
