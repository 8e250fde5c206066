import type { Verdict } from "./explanation.ts";
import { type ObservedTool, toolContainerStatus } from "./observed_tool.ts";
import { explainRefusal } from "./refusal_words.ts";

/** How long a tool may take from its start to its first answer before that is worth a warning, in milliseconds. */
export const SLOW_START_MS = 300_000;

/** The tool runs and answers. */
export function checkRunning(observed: ObservedTool): Verdict | undefined {
  if (!isAnswering(observed)) return undefined;
  const { refusal, pendingChanges } = observed;
  if (refusal) {
    const { parameters, technical } = explainRefusal(refusal.message);
    return {
      reason: "ReadyChangeRefused",
      parameters: { detail: parameters?.detail ?? "not possible here" },
      technical,
    };
  }
  if (pendingChanges.length === 0) return { reason: "Ready" };
  return { reason: "ReadyRestartPending", parameters: { changes: pendingChanges.join(", ") } };
}

/** The tool runs and does not answer: not yet, or no more. */
export function checkAnswering(observed: ObservedTool, now: Date): Verdict | undefined {
  const startedAt = startOf(observed);
  if (startedAt === undefined) return undefined;
  const isNew = now.getTime() - startedAt < SLOW_START_MS;
  if (isNew && !answeredBefore(observed) && !wasMissed(observed)) return { reason: "NotAnsweringYet" };
  return { reason: "NotAnswering", parameters: { port: String(observed.port) } };
}

/** In how many milliseconds a tool that does not answer becomes a slow one; undefined where that is no question. */
export function slowStartInMs(observed: ObservedTool, now: Date): number | undefined {
  const startedAt = startOf(observed);
  if (startedAt === undefined) return undefined;
  const left = startedAt + SLOW_START_MS - now.getTime();
  return left > 0 ? left : undefined;
}

function isAnswering(observed: ObservedTool): boolean {
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
  return explanation?.reason === "NotAnswering" && (startOf(observed) ?? Infinity) <= Date.parse(explanation.since);
}

/** When the tool's container started, in milliseconds since 1970; undefined while it does not run. */
function startOf(observed: ObservedTool): number | undefined {
  const running = toolContainerStatus(observed)?.state?.running;
  if (!running) return undefined;
  return Date.parse(running.startedAt ?? observed.pod?.metadata.creationTimestamp ?? "");
}
