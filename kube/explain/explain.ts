import type { RunState } from "../resources/run_state.ts";
import type { StatusExplanation } from "../resources/status_explanation.ts";
import type { StopRecord } from "../resources/stop_record.ts";
import { answerDueInMs, checkAnswering, checkRunning } from "./check_answering.ts";
import { checkCrash } from "./check_crash.ts";
import { checkAccepted, checkCreation, checkRefusal, SILENCE_MS } from "./check_creation.ts";
import { checkImage } from "./check_image.ts";
import { checkMachine } from "./check_machine.ts";
import { checkPlacement } from "./check_placement.ts";
import { checkPreparation } from "./check_preparation.ts";
import { checkProgress } from "./check_progress.ts";
import { checkDeletion, checkFault, checkReplacement, checkSight, checkStop, checkTaken } from "./check_requests.ts";
import { checkLostVolume, checkVolumes } from "./check_volumes.ts";
import { lastStopOf } from "./last_stop.ts";
import { stateOf, toExplanation, toInstant, type Verdict } from "./explanation.ts";
import type { Check, ObservedTool } from "./observed_tool.ts";

/** How a tool is, as its status says it. */
export interface ExplainedTool {
  state: RunState;
  explanation: StatusExplanation;
  /** Path of the tool from the tools' origin; only while RUNNING. */
  url?: string;
  /** Why it stopped the last time; absent: it never did. */
  lastStop?: StopRecord;
  /** In how many milliseconds time alone may change this; absent: only news can. */
  recheckInMs?: number;
}

/** First match wins: what was asked for, then what runs, then what keeps it from running, in the order of a start. */
const CHECKS: readonly Check[] = [
  checkDeletion,
  checkSight,
  checkStop,
  checkFault,
  checkTaken,
  checkMachine,
  checkReplacement,
  checkRunning,
  checkRefusal,
  checkCreation,
  checkAccepted,
  checkLostVolume,
  checkPlacement,
  checkImage,
  checkCrash,
  checkVolumes,
  checkPreparation,
  checkProgress,
  checkAnswering,
];

/** Says in one state and one sentence how a tool is; `since` stays while the reason does. */
export function explain(observed: ObservedTool, now: Date): ExplainedTool {
  const verdict = firstVerdict(observed, now);
  const state = stateOf(verdict);
  const explanation = withPending(toExplanation(verdict, sinceOf(verdict, observed, now)), state, observed);
  const recheckInMs = recheckAfter(explanation, observed, now);
  const lastStop = lastStopOf(observed);
  return {
    state,
    explanation,
    ...(state === "RUNNING" && observed.path ? { url: observed.path } : {}),
    ...(lastStop ? { lastStop } : {}),
    ...(recheckInMs === undefined ? {} : { recheckInMs }),
  };
}

/** Who has mended what keeps it from running, and holds changes back until a restart, has to hear that it waits for one. */
function withPending(
  explanation: StatusExplanation,
  state: RunState,
  { fault, pendingChanges }: ObservedTool,
): StatusExplanation {
  if (!["WAITING", "UNHEALTHY", "FAILED"].includes(state) || fault || pendingChanges.length === 0) return explanation;
  const pending = pendingChanges.join(", ");
  const words = `A restart is pending: ${pending} changed.`;
  return {
    ...explanation,
    nextStep: explanation.nextStep ? `${explanation.nextStep} ${words}` : words,
    parameters: { ...explanation.parameters, pending },
  };
}

function firstVerdict(observed: ObservedTool, now: Date): Verdict {
  for (const check of CHECKS) {
    const verdict = check(observed, now);
    if (verdict) return verdict;
  }
  return { reason: "NothingHeard" };
}

function sinceOf(verdict: Verdict, { object }: ObservedTool, now: Date): string {
  const stoppedAt = stateOf(verdict) === "STOPPED" ? verdict.parameters?.at : undefined;
  if (stoppedAt !== undefined) return toInstant(new Date(stoppedAt));
  const previous = object.status?.explanation;
  return previous?.reason === verdict.reason ? previous.since : toInstant(now);
}

function recheckAfter(explanation: StatusExplanation, observed: ObservedTool, now: Date): number | undefined {
  if (explanation.reason === "Accepted") return Date.parse(explanation.since) + SILENCE_MS - now.getTime();
  return explanation.reason === "NotAnsweringYet" ? answerDueInMs(observed, now) : undefined;
}
