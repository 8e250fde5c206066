import { newestEvent } from "./event_time.ts";
import type { Verdict } from "./explanation.ts";
import { type ObservedTool, toolContainerStatus } from "./observed_tool.ts";
import { readProbe } from "./probe_words.ts";
import { explainRefusal } from "./refusal_words.ts";

/** How long a tool may take from its start to its first answer before that is worth a warning, in milliseconds. */
export const SLOW_START_MS = 300_000;

/** How long a server may need until it, and the way to it, know their paths, in milliseconds. */
const SETTLED_MS = 30_000;

/** The tool runs and answers. */
export function checkRunning(observed: ObservedTool): Verdict | undefined {
  if (!isAnswering(observed)) return undefined;
  const { fault, refusal, pendingChanges } = observed;
  if (fault || refusal) {
    const { parameters, technical } = fault ?? explainRefusal(refusal!.message);
    return {
      reason: "ReadyChangeRefused",
      parameters: { detail: parameters?.detail ?? "not possible here" },
      technical,
    };
  }
  if (pendingChanges.length === 0) return { reason: "Ready" };
  return { reason: "ReadyRestartPending", parameters: { changes: pendingChanges.join(", ") } };
}

/** The tool runs and does not answer: not yet, no more, or not where it should. */
export function checkAnswering(observed: ObservedTool, now: Date): Verdict | undefined {
  const startedAt = startOf(observed);
  if (startedAt === undefined) return undefined;
  const age = now.getTime() - startedAt;
  if (observed.answering === "notFound" && age >= SETTLED_MS) {
    return { reason: "WrongPrefix", parameters: { path: observed.path ?? "/" } };
  }
  const technical = failedCheck(observed);
  if (age < SLOW_START_MS && !answeredBefore(observed) && !wasMissed(observed)) {
    return { reason: "NotAnsweringYet", technical };
  }
  if (technical) {
    return { reason: "ReadinessFailing", parameters: { detail: readProbe(technical) }, technical };
  }
  return { reason: "NotAnswering", parameters: { port: String(observed.port) } };
}

/** What the container's own check last said, where that keeps it from being ready. */
function failedCheck(observed: ObservedTool): string | undefined {
  if (toolContainerStatus(observed)?.ready === true) return undefined;
  const newest = newestEvent(
    observed.events,
    ({ reason, message = "" }) => reason === "Unhealthy" && /^(Readiness|Startup) probe (failed|errored)/.test(message),
  );
  return newest?.message;
}

/** In how many milliseconds time alone changes what is said of a tool that does not answer; undefined: never. */
export function answerDueInMs(observed: ObservedTool, now: Date): number | undefined {
  const startedAt = startOf(observed);
  if (startedAt === undefined) return undefined;
  const due = observed.answering === "notFound" ? [SETTLED_MS, SLOW_START_MS] : [SLOW_START_MS];
  return due.map((each) => startedAt + each - now.getTime()).find((left) => left > 0);
}

/** Whether the tool runs and answers, as far as anybody knows. */
export function isAnswering(observed: ObservedTool): boolean {
  const { answering } = observed;
  if (startOf(observed) === undefined || toolContainerStatus(observed)?.ready !== true) return false;
  return answering === "yes" || answering === "unknowable" || (answering === "unasked" && answeredBefore(observed));
}

/** Whether an earlier status said of this very run of the container that it answers: a new controller need not doubt. */
function answeredBefore(observed: ObservedTool): boolean {
  const { state, explanation } = observed.object.status ?? {};
  const startedAt = startOf(observed);
  return state === "RUNNING" && explanation !== undefined && startedAt !== undefined &&
    startedAt <= Date.parse(explanation.since);
}

/** Whether an earlier status said of this very run of the container that it does not answer any more. */
function wasMissed(observed: ObservedTool): boolean {
  const { explanation } = observed.object.status ?? {};
  const wasMissing = ["NotAnswering", "ReadinessFailing"].includes(explanation?.reason ?? "");
  return explanation !== undefined && wasMissing && (startOf(observed) ?? Infinity) <= Date.parse(explanation.since);
}

/** When the tool's container started, in milliseconds since 1970; undefined while it does not run. */
function startOf(observed: ObservedTool): number | undefined {
  const running = toolContainerStatus(observed)?.state?.running;
  if (!running) return undefined;
  return Date.parse(running.startedAt ?? observed.pod?.metadata.creationTimestamp ?? "");
}
