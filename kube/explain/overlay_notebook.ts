import type { Notebook } from "../resources/notebook.ts";
import type { RunState } from "../resources/run_state.ts";
import type { StatusExplanation } from "../resources/status_explanation.ts";
import { stateOf, toExplanation, type Verdict } from "./explanation.ts";
import {
  askedOf,
  explainDeletion,
  isAskedToStop,
  isInstant,
  restartVerdict,
  stoppedVerdict,
  stoppingVerdict,
} from "./requests.ts";

/** How a notebook is, with what was asked of it since its status was written. */
export interface NotebookNow {
  state: RunState;
  explanation: StatusExplanation;
  /** Path of the tool from the tools' origin; only while RUNNING. */
  url?: string;
}

/**
 * The status of a notebook, overlaid by what its annotations and its spec ask for and the status does not know yet:
 * while a stop, start, restart or edit is newer than what the status acted on, the state is never RUNNING. A function
 * of the object alone, so that the same object always reads the same.
 */
export function overlayNotebook(notebook: Notebook): NotebookNow {
  const status = notebook.status;
  const newer = findNewerRequest(notebook);
  if (newer) return { state: stateOf(newer), explanation: toExplanation(newer, sinceOf(notebook, newer)) };
  if (!status?.state) return withoutState(notebook);
  const explanation = status.explanation ?? toExplanation({ reason: "NothingHeard" }, createdAt(notebook));
  const url = status.state === "RUNNING" ? status.url : undefined;
  return { state: status.state, explanation, ...(url ? { url } : {}) };
}

/** What is asked for and not acted on; first match wins. */
function findNewerRequest(notebook: Notebook): Verdict | undefined {
  const deletion = explainDeletion(notebook);
  if (deletion) return deletion;
  const { state, actedOn, observedGeneration } = notebook.status ?? {};
  if (!state) return undefined;
  const asked = askedOf(notebook);
  if (isAskedToStop(notebook)) return actedOn?.stopped === undefined ? stoppingVerdict(notebook) : undefined;
  if (actedOn?.stopped !== undefined) return { reason: "Accepted" };
  const isRestarted = asked.restartRequestedAt === undefined ||
    asked.restartRequestedAt === actedOn?.restartRequestedAt;
  if (!isRestarted) return restartVerdict(notebook);
  return isEdited(notebook, observedGeneration) ? { reason: "Accepted" } : undefined;
}

function isEdited(notebook: Notebook, observedGeneration: number | undefined): boolean {
  return (notebook.metadata.generation ?? 0) > (observedGeneration ?? 0);
}

/** No status of ours yet: new, or left by Kubeflow's controller. */
function withoutState(notebook: Notebook): NotebookNow {
  const verdict = verdictWithoutState(notebook);
  return { state: stateOf(verdict), explanation: toExplanation(verdict, sinceOf(notebook, verdict)) };
}

function verdictWithoutState(notebook: Notebook): Verdict {
  if (!isAskedToStop(notebook)) return { reason: "Accepted" };
  return notebook.status?.readyReplicas === 0 ? stoppedVerdict(notebook) : stoppingVerdict(notebook);
}

function sinceOf(notebook: Notebook, verdict: Verdict): string {
  const { deletionTimestamp } = notebook.metadata;
  if (deletionTimestamp) return deletionTimestamp;
  const at = verdict.parameters?.at;
  return at && isInstant(at) ? at : lastWrittenAt(notebook) ?? createdAt(notebook);
}

/** When the object itself was last written by anybody, from managedFields. */
function lastWrittenAt(notebook: Notebook): string | undefined {
  const times = (notebook.metadata.managedFields ?? []).filter((each) => !each.subresource).map((each) => each.time);
  return times.filter((time) => time !== undefined).sort().at(-1);
}

function createdAt(notebook: Notebook): string {
  return notebook.metadata.creationTimestamp ?? "1970-01-01T00:00:00Z";
}
