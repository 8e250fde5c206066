import { parseInstant } from "../instant.ts";
import type { RunState } from "../resources/run_state.ts";
import type { StatusExplanation } from "../resources/status_explanation.ts";
import { stateOf, toExplanation, toInstant, type Verdict } from "./explanation.ts";
import type { ToolObject } from "./observed_tool.ts";
import {
  askedOf,
  explainDeletion,
  isAskedToStop,
  restartVerdict,
  stoppedVerdict,
  stoppingVerdict,
} from "./requests.ts";

/** How a tool is, with what was asked of it since its status was written. */
export interface ToolNow {
  state: RunState;
  explanation: StatusExplanation;
  /** Path of the tool from the tools' origin; only while RUNNING. */
  url?: string;
}

/**
 * The status of a Notebook, Tensorboard or PVCViewer, overlaid by what its annotations and its spec ask for and the status does not know yet:
 * while a stop, start, restart or edit is newer than what the status acted on, the state is never RUNNING. A function
 * of the object alone, so that the same object always reads the same.
 */
export function overlayTool(object: ToolObject): ToolNow {
  const status = object.status;
  const newer = findNewerRequest(object);
  if (newer) return { state: stateOf(newer), explanation: toExplanation(newer, sinceOf(object, newer)) };
  if (!status?.state) return withoutState(object);
  const explanation = status.explanation ?? toExplanation({ reason: "NothingHeard" }, createdAt(object));
  const url = status.state === "RUNNING" ? status.url : undefined;
  return { state: status.state, explanation, ...(url ? { url } : {}) };
}

/** What is asked for and not acted on; first match wins. */
function findNewerRequest(object: ToolObject): Verdict | undefined {
  const deletion = explainDeletion(object);
  if (deletion) return deletion;
  const { state, actedOn, observedGeneration } = object.status ?? {};
  if (!state) return undefined;
  const asked = askedOf(object);
  if (isAskedToStop(object)) return actedOn?.stopped === undefined ? stoppingVerdict(object) : undefined;
  if (actedOn?.stopped !== undefined) return { reason: "Accepted" };
  const isRestarted = asked.restartRequestedAt === undefined ||
    asked.restartRequestedAt === actedOn?.restartRequestedAt;
  if (!isRestarted) return restartVerdict(object);
  return isEdited(object, observedGeneration) ? { reason: "Accepted" } : undefined;
}

function isEdited(object: ToolObject, observedGeneration: number | undefined): boolean {
  return (object.metadata.generation ?? 0) > (observedGeneration ?? 0);
}

/** No status of ours yet: new, or left by Kubeflow's controllers. */
function withoutState(object: ToolObject): ToolNow {
  const verdict = verdictWithoutState(object);
  return { state: stateOf(verdict), explanation: toExplanation(verdict, sinceOf(object, verdict)) };
}

function verdictWithoutState(object: ToolObject): Verdict {
  if (!isAskedToStop(object)) return { reason: "Accepted" };
  const { readyReplicas, ready } = object.status ?? {};
  return readyReplicas === 0 || ready === false ? stoppedVerdict(object) : stoppingVerdict(object);
}

function sinceOf(object: ToolObject, verdict: Verdict): string {
  const { deletionTimestamp } = object.metadata;
  if (deletionTimestamp) return deletionTimestamp;
  const at = parseInstant(verdict.parameters?.at);
  return at === undefined ? lastWrittenAt(object) ?? createdAt(object) : toInstant(new Date(at));
}

/** When the object itself was last written by anybody, from managedFields. */
function lastWrittenAt(object: ToolObject): string | undefined {
  const times = (object.metadata.managedFields ?? []).filter((each) => !each.subresource).map((each) => each.time);
  return times.filter((time) => time !== undefined).sort().at(-1);
}

function createdAt(object: ToolObject): string {
  return object.metadata.creationTimestamp ?? "1970-01-01T00:00:00Z";
}
