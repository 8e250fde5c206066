/** Effect: does what a plan says, through the Kubernetes client. */
import type { Log } from "../../platform/log.ts";
import {
  ApiError,
  applyForced,
  isConflict,
  isNotFound,
  keyOf,
  type KubeClient,
  type KubeMetrics,
  type KubeObject,
  type Notebook,
  NOTEBOOKS,
  type NotebookStatus,
  PODS,
  type Store,
} from "../../kube/mod.ts";
import { CONTROLLER } from "../settings.ts";
import { trimManagedFields } from "../managed_fields.ts";
import { isForbiddenForNow, isRefusal, refusalOf } from "./child_refusals.ts";
import type { Child } from "./children.ts";
import type { EventTeller } from "./event_teller.ts";
import { type NotebookMemory, rememberMirror } from "./notebook_memory.ts";
import { statusBody } from "./notebook_status.ts";
import type { NotebookStores } from "./observe.ts";
import type { NotebookPlan } from "./plan.ts";
import type { PodRemoval } from "./pod_removal.ts";
import type { WrittenObjects } from "./written_objects.ts";

/** What executing needs. */
export interface ExecuteContext {
  readonly client: KubeClient;
  readonly stores: NotebookStores;
  readonly written: WrittenObjects;
  readonly memory: NotebookMemory;
  readonly teller: Pick<EventTeller, "tell">;
  readonly log: Log;
  readonly metrics: KubeMetrics;
  readonly now: Date;
  readonly signal: AbortSignal;
}

/**
 * Applies children side by side, then removes the pod and has Events told. Answers whether the apiserver refused a child
 * anew, which is remembered; any other failure is thrown, before anything that depends on it is done.
 */
export async function executePlan(plan: NotebookPlan, notebook: Notebook, context: ExecuteContext): Promise<boolean> {
  const { memory, teller } = context;
  for (const type of plan.unchanged) context.metrics.applied(type, "unchanged");
  const applied = await Promise.allSettled(plan.applies.map((child) => applyChild(child, context)));
  for (const each of applied) if (each.status === "rejected") throw each.reason;
  const isRefused = applied.some((each) => each.status === "fulfilled" && !each.value);
  if (plan.removePod && !isRefused) await removePod(plan.removePod, context);
  for (const write of plan.events) {
    const isTaken = teller.tell(notebook.metadata.namespace!, write);
    if (isTaken && write.kind === "create") rememberMirror(memory, write.event.metadata.name);
  }
  return isRefused;
}

/** Writes the status; one of a notebook that is gone is no loss. */
export async function writeStatus(notebook: Notebook, status: NotebookStatus, context: ExecuteContext): Promise<void> {
  const { client, stores, written, memory, metrics, now, signal } = context;
  try {
    const exists = notebook.status !== undefined;
    const options = { fieldManager: CONTROLLER, subresource: "status", exists, metrics, signal };
    const answer = await applyForced(client, NOTEBOOKS, statusBody(notebook, status), options);
    written.remember(stores.notebooks, trimManagedFields(answer));
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
  memory.statusWrittenAtMs = now.getTime();
}

async function applyChild(child: Child, context: ExecuteContext): Promise<boolean> {
  const { client, written, memory, metrics, log, now, signal } = context;
  const { namespace, name } = child.body.metadata;
  try {
    const store = storeOf(child, context.stores);
    const exists = store?.get(keyOf(child.body)) !== undefined;
    const answer = await applyForced(client, child.type, child.body, {
      fieldManager: CONTROLLER,
      exists,
      metrics,
      signal,
    });
    delete memory.refusals[child.kind];
    delete memory.forbiddenSinceMs[child.kind];
    if (store) written.remember(store, trimManagedFields(answer));
    log.debug("applied", { kind: child.type.kind, namespace, name });
    return true;
  } catch (error) {
    // The CRD has just gone; the watch on CRDs will say so.
    if (child.kind === "Route" && isNotFound(error)) return true;
    if (!(error instanceof ApiError) || !isRefusal(error)) throw error;
    if (isForbiddenForNow(error, memory.forbiddenSinceMs[child.kind] ??= now.getTime(), now)) throw error;
    memory.refusals[child.kind] = refusalOf(child.body, error, now);
    log.warn("The apiserver refused a child", { kind: child.type.kind, namespace, name, error });
    return false;
  }
}

function storeOf({ kind }: Child, stores: NotebookStores): Store<KubeObject> | undefined {
  if (kind === "Route") return stores.routes().store;
  // A store of a narrower kind may well hold what was just applied of it.
  return (kind === "StatefulSet" ? stores.statefulSets : stores.services) as unknown as Store<KubeObject>;
}

async function removePod({ namespace, name, uid }: PodRemoval, { client, log, signal }: ExecuteContext): Promise<void> {
  try {
    await client.delete(PODS, { namespace, name }, { preconditions: { uid }, signal });
    log.info("Removed a pod, so that another comes", { namespace, name });
  } catch (error) {
    if (!isNotFound(error) && !isConflict(error)) throw error;
  }
}
