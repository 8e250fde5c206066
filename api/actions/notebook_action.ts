import { isConflict, isNotFound, type KubeClient, type Notebook, NOTEBOOKS } from "../../kube/mod.ts";
import type { Clock } from "../../platform/clock.ts";
import { backoffMs } from "../../platform/backoff.ts";
import { ACCESS } from "../access.ts";
import type { ApiContext } from "../context.ts";
import { requestError } from "../request_error.ts";
import { encodeRevision } from "../revision.ts";
import { type ObjectAddress, type TargetInput, toNotebookAddress } from "../target.ts";
import { mapInOrder } from "./map_in_order.ts";
import { explainRefusal } from "./refusal.ts";
import { type ActionError, type Conflict, forbiddenError, notebookNotFound, replaced } from "./user_error.ts";

const FIELD_MANAGER = "atelier-api";
const MAX_TRIES = 6;
/** Most targets of one action. */
const MAX_TARGETS = 100;

/** `NotebookResult` of the schema. */
export interface NotebookResult {
  index: number;
  notebook?: Notebook;
  errors: ActionError[];
}

/** `NotebookActionPayload` of the schema. */
export interface NotebookActionPayload {
  results: NotebookResult[];
  revision?: string;
}

/** Annotations to write (null removes), or undefined where nothing needs to be: asked anew after each conflict. */
export type AnnotationDecision = (notebook: Notebook) => Record<string, string | null> | undefined;

/** Throws INVALID unless there are 1 to 100 targets. */
export function checkTargets(targets: readonly unknown[]): void {
  if (targets.length >= 1 && targets.length <= MAX_TARGETS) return;
  throw requestError("INVALID", `Cannot act on ${targets.length} targets: 1 to ${MAX_TARGETS} at a time.`);
}

/** Annotates each target by itself; the results are in the order of the targets. */
export async function annotateNotebooks(
  context: ApiContext,
  targets: readonly TargetInput[],
  decide: AnnotationDecision,
): Promise<NotebookActionPayload> {
  checkTargets(targets);
  const results = await mapInOrder(targets, async (target, index) => {
    const outcome = await annotateTarget(context, target, ["targets", String(index)], decide);
    return { index, errors: [], ...outcome };
  });
  return { results, ...revisionOf(results) };
}

async function annotateTarget(
  context: ApiContext,
  target: TargetInput,
  path: string[],
  decide: AnnotationDecision,
): Promise<{ notebook: Notebook } | { errors: ActionError[] }> {
  const address = toNotebookAddress(target);
  if (!address) {
    const message = "This is no id of a notebook.";
    return { errors: [{ type: "FieldError", code: "INVALID", message, path: [...path, "id"] }] };
  }
  const { namespace, name } = address;
  if (!await context.rights.may(ACCESS.patchNotebook, namespace, name)) {
    return { errors: [forbiddenError(ACCESS.patchNotebook, namespace, path)] };
  }
  try {
    return await annotate(context, address, path, decide);
  } catch (error) {
    if (isNotFound(error)) return { errors: [notebookNotFound(namespace, name, path)] };
    const refusal = explainRefusal(error);
    if (refusal) return { errors: [{ ...refusal, path }] };
    throw error;
  }
}

/** Reads, decides and writes under the version that was read; a conflict begins again. */
async function annotate(
  { client, clock }: { client: KubeClient; clock: Clock },
  { namespace, name, uid }: ObjectAddress,
  path: string[],
  decide: AnnotationDecision,
): Promise<{ notebook: Notebook } | { errors: ActionError[] }> {
  for (let attempt = 1;; attempt++) {
    const notebook = await client.get(NOTEBOOKS, { namespace, name });
    if (uid && notebook.metadata.uid !== uid) return { errors: [replaced(name, path)] };
    if (notebook.metadata.deletionTimestamp) return { errors: [isLeaving(name, path)] };
    const annotations = decide(notebook);
    if (!annotations) return { notebook };
    const patch = { metadata: { resourceVersion: notebook.metadata.resourceVersion, annotations } };
    try {
      const options = { type: "merge" as const, fieldManager: FIELD_MANAGER };
      return { notebook: await client.patch(NOTEBOOKS, { namespace, name }, patch, options) };
    } catch (error) {
      if (!isConflict(error)) throw error;
      if (attempt === MAX_TRIES) return { errors: [keepsChanging(name, path)] };
      await clock.sleep(backoffMs(attempt, { baseMs: 20, maxMs: 500, factor: 2 }));
    }
  }
}

function isLeaving(name: string, path: string[]): Conflict {
  return { type: "Conflict", code: "CONFLICT", message: `The notebook ${name} is being deleted.`, path };
}

function keepsChanging(name: string, path: string[]): Conflict {
  const message = `The notebook ${name} is being changed by others all the time.`;
  return { type: "Conflict", code: "CONFLICT", message, nextStep: "Try again.", path };
}

/** The newest version among what was written: it covers every item that succeeded. */
function revisionOf(results: readonly NotebookResult[]): { revision?: string } {
  const versions = results.flatMap(({ notebook }) => notebook?.metadata.resourceVersion ?? []);
  if (versions.length === 0) return {};
  const newest = versions.reduce((a, b) => BigInt(a) >= BigInt(b) ? a : b);
  return { revision: encodeRevision({ notebooks: newest }) };
}
