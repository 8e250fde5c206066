import {
  ApiError,
  isConflict,
  isNotFound,
  type Notebook,
  NOTEBOOKS,
  PERSISTENT_VOLUME_CLAIMS,
  type Store,
} from "../../kube/mod.ts";
import type { Clock } from "../../platform/clock.ts";
import { ACCESS } from "../access.ts";
import type { ApiContext } from "../context.ts";
import { idOf } from "../object_id.ts";
import { encodeRevision } from "../revision.ts";
import { type ObjectAddress, type TargetInput, toNotebookAddress } from "../target.ts";
import { mapInOrder } from "./map_in_order.ts";
import { checkTargets } from "./notebook_action.ts";
import { explainRefusal } from "./refusal.ts";
import { type DeleteError, forbiddenError, notebookNotFound, replaced } from "./user_error.ts";
import { usersOfClaim } from "./volume_users.ts";
import { leftClaim } from "./workspace_claim.ts";

/** `DeleteNotebooksInput` of the schema. */
export interface DeleteNotebooksInput {
  targets: readonly TargetInput[];
  volumes: "KEEP" | "WORKSPACE_IF_UNUSED";
  dryRun: boolean;
}

/** `DeleteResult` of the schema. */
export interface DeleteResult {
  index: number;
  id?: string;
  errors: DeleteError[];
}

/** `DeletePayload` of the schema. */
export interface DeletePayload {
  results: DeleteResult[];
  revision?: string;
}

/** How long the answer waits for this replica to see the deletions, so that `revision` covers them. */
const SEEN_MS = 2_000;

/**
 * Deletes each target by itself, children first gone before it is. By id, one that is gone already is a success, since
 * that very object is what should go; by place, one that is not there is NotFound. One that is being deleted is a
 * success both ways.
 */
export async function deleteNotebooks(context: ApiContext, input: DeleteNotebooksInput): Promise<DeletePayload> {
  checkTargets(input.targets);
  const outcomes = await mapInOrder(input.targets, (target, index) => deleteTarget(context, target, index, input));
  const results = outcomes.map(({ deleted: _, ...result }) => result);
  if (input.dryRun) return { results };
  const { stores: { notebooks }, clock } = context;
  const deleted = outcomes.flatMap((outcome) => outcome.deleted ?? []);
  const isSeen = await waitUntilSeen(notebooks, deleted, clock);
  return { results, ...(isSeen && { revision: encodeRevision({ notebooks: notebooks.resourceVersion || "0" }) }) };
}

async function deleteTarget(
  context: ApiContext,
  target: TargetInput,
  index: number,
  input: DeleteNotebooksInput,
): Promise<DeleteResult & { deleted?: Notebook }> {
  const path = ["targets", String(index)];
  const address = toNotebookAddress(target);
  if (!address) {
    const message = "This is no id of a notebook.";
    return { index, errors: [{ type: "NotFound", code: "NOT_FOUND", message, path: [...path, "id"] }] };
  }
  const denied = await reviewDelete(context, address, input, path);
  if (denied.length > 0) return { index, errors: denied };
  const outcome = await deleteOne(context, address, { path, dryRun: input.dryRun });
  if (outcome.errors.length > 0) return { index, errors: outcome.errors };
  const errors = input.volumes === "KEEP" ? [] : await deleteWorkspaces(context, address, path, input.dryRun);
  const id = outcome.notebook ? idOf("Notebook", outcome.notebook) : target.id ?? undefined;
  return { index, ...(id && { id }), errors, deleted: outcome.notebook };
}

async function reviewDelete(
  { rights }: ApiContext,
  { namespace, name }: ObjectAddress,
  { volumes }: DeleteNotebooksInput,
  path: string[],
): Promise<DeleteError[]> {
  const errors: DeleteError[] = [];
  if (!await rights.may(ACCESS.deleteNotebook, namespace, name)) {
    errors.push(forbiddenError(ACCESS.deleteNotebook, namespace, path));
  }
  if (volumes !== "KEEP" && !await rights.may(ACCESS.deleteClaim, namespace)) {
    errors.push(forbiddenError(ACCESS.deleteClaim, namespace, ["volumes"]));
  }
  return errors;
}

async function deleteOne(
  { client }: ApiContext,
  { namespace, name, uid }: ObjectAddress,
  { path, dryRun }: { path: string[]; dryRun: boolean },
): Promise<{ notebook?: Notebook; errors: DeleteError[] }> {
  try {
    const notebook = await client.get(NOTEBOOKS, { namespace, name });
    if (uid && notebook.metadata.uid !== uid) return { errors: [replaced(name, path)] };
    if (!notebook.metadata.deletionTimestamp) {
      // Foreground, as Kubeflow's clients do: the notebook is seen to be deleting until its server is gone.
      const preconditions = { uid: notebook.metadata.uid };
      await client.delete(NOTEBOOKS, { namespace, name }, { propagationPolicy: "Foreground", preconditions, dryRun });
    }
    return { notebook, errors: [] };
  } catch (error) {
    if (isNotFound(error)) return { errors: uid ? [] : [notebookNotFound(namespace, name, path)] };
    // The name went to another object between our look and our deletion.
    if (isConflict(error)) return { errors: [replaced(name, path)] };
    const refusal = explainRefusal(error);
    if (refusal && refusal.type !== "FieldError") return { errors: [{ ...refusal, path }] };
    throw error;
  }
}

/** Removes the claims that were made for this notebook, each unless something else names it. */
async function deleteWorkspaces(
  { client, stores, log }: ApiContext,
  { namespace, name }: ObjectAddress,
  path: string[],
  dryRun: boolean,
): Promise<DeleteError[]> {
  const errors: DeleteError[] = [];
  for (const { metadata } of stores.claims.byIndex("madeFor", `${namespace}/${name}`)) {
    const claim = metadata.name;
    const usedBy = usersOfClaim(stores, { namespace, claim, except: name });
    if (usedBy.length > 0) {
      const message = `The volume ${claim} is kept: ${usedBy.map((use) => use.name).join(", ")} uses it too.`;
      errors.push({ type: "VolumeInUse", code: "IN_USE", message, path, usedBy });
      continue;
    }
    try {
      await client.delete(PERSISTENT_VOLUME_CLAIMS, { namespace, name: claim }, {
        preconditions: { uid: metadata.uid },
        dryRun,
      });
    } catch (error) {
      if (isNotFound(error)) continue;
      if (!(error instanceof ApiError)) throw error;
      log.warn("Cannot delete the volume of a deleted notebook", { namespace, claim, error });
      const message = `The notebook ${name} is deleted, but its volume ${claim} could not be.`;
      errors.push({ ...leftClaim(namespace, claim, message), path });
    }
  }
  return errors;
}

/** Whether the store has seen each of these go, or begin to go, within 2 s. */
async function waitUntilSeen(
  store: Store<Notebook>,
  notebooks: readonly Notebook[],
  clock: Clock,
): Promise<boolean> {
  const isSeen = ({ metadata }: Notebook) => {
    const now = store.get(`${metadata.namespace}/${metadata.name}`);
    return !now || now.metadata.uid !== metadata.uid || now.metadata.deletionTimestamp !== undefined;
  };
  if (notebooks.every(isSeen)) return true;
  const waiting = new AbortController();
  let stop = () => {};
  const seen = new Promise<void>((resolve) => {
    stop = store.subscribe(() => notebooks.every(isSeen) && resolve());
  });
  await Promise.race([seen, clock.sleep(SEEN_MS, waiting.signal).catch(() => {})]);
  stop();
  waiting.abort();
  return notebooks.every(isSeen);
}
