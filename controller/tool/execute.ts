/** Effect: does what a plan says, through the Kubernetes client. */
import type { Log } from "../../platform/log.ts";
import type { ToolObject } from "../../kube/explain/mod.ts";
import {
  ApiError,
  applyCounted,
  isConflict,
  isNotFound,
  keyOf,
  type KubeClient,
  type KubeMetrics,
  type KubeObject,
  type Store,
} from "../../kube/mod.ts";
import type { Child } from "../children/child.ts";
import { isForbiddenForNow, isRefusal, refusalOf } from "../children/child_refusals.ts";
import { isFormersWork, planOwnershipMove } from "../children/ownership_move.ts";
import type { Removal } from "../children/removal.ts";
import { wantedHash } from "../children/rivalry.ts";
import type { SharedConfigs } from "../children/shared_configs.ts";
import type { WrittenObjects } from "../children/written_objects.ts";
import type { EventTeller } from "../events/event_teller.ts";
import { trimManagedFields } from "../managed_fields.ts";
import type { NotebookMetrics } from "../notebook/notebook_metrics.ts";
import { CONTROLLER } from "../settings.ts";
import { statusBody } from "../status/tool_status.ts";
import type { ToolPlan } from "./plan.ts";
import type { ToolKind } from "./tool_kind.ts";
import { rememberMirror, rememberWrite, type ToolMemory } from "./tool_memory.ts";
import type { ToolStores } from "./tool_stores.ts";

/** What executing needs. */
export interface ExecuteContext {
  readonly client: KubeClient;
  readonly stores: ToolStores;
  readonly written: WrittenObjects;
  readonly configs: SharedConfigs;
  readonly memory: ToolMemory;
  readonly teller: Pick<EventTeller, "tell">;
  readonly log: Log;
  readonly metrics: KubeMetrics;
  readonly notebookMetrics: NotebookMetrics;
  readonly now: Date;
  readonly signal: AbortSignal;
}

/**
 * Applies the ConfigMaps of a plan, before what mounts them. Answers whether one was refused anew, which is remembered:
 * then what mounts it is to be planned again.
 */
export async function applyConfigs(plan: ToolPlan, object: ToolObject, context: ExecuteContext): Promise<boolean> {
  return !await applyAll(plan.applies.filter(isConfig), { plan, object }, context);
}

/**
 * Applies all other children side by side, then removes what is to go and has Events told. Answers whether the apiserver
 * refused a child anew, which is remembered; any other failure is thrown, before anything that depends on it is done.
 */
export async function executePlan(plan: ToolPlan, object: ToolObject, context: ExecuteContext): Promise<boolean> {
  const { memory, teller } = context;
  for (const type of plan.unchanged) context.metrics.applied(type, "unchanged");
  yieldToRivals(plan, object, context);
  const isRefused = !await applyAll(plan.applies.filter((each) => !isConfig(each)), { plan, object }, context);
  for (const each of plan.removals) await remove(each, context);
  if (plan.removePod && !isRefused) await remove(plan.removePod, context);
  for (const write of plan.events) {
    const isTaken = teller.tell(object.metadata.namespace!, write);
    if (isTaken && write.kind === "create") rememberMirror(memory, write.event.metadata.name);
  }
  return isRefused;
}

/** Writes the status; one of an object that is gone is no loss. */
export async function writeStatus(
  { type }: Pick<ToolKind, "type">,
  object: ToolObject,
  { status, rivalries }: Pick<ToolPlan, "status" | "rivalries">,
  context: ExecuteContext,
): Promise<void> {
  const { client, stores, written, memory, metrics, now, signal } = context;
  try {
    const exists = object.status !== undefined;
    const options = { fieldManager: CONTROLLER, subresource: "status", exists, metrics, signal };
    const answer = await applyCounted(client, type, statusBody(type, object, status), options);
    written.remember(stores.objects.get(type.plural)!, trimManagedFields(answer));
    const wanted = wantedHash(object.metadata.generation, status);
    rememberWrite(memory, "Status", { wanted, rivalry: rivalries.Status });
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
  memory.statusWrittenAtMs = now.getTime();
}

const isConfig = ({ kind }: Child) => kind === "ConfigMap";

/** Answers whether all were taken. */
async function applyAll(
  children: readonly Child[],
  about: { plan: ToolPlan; object: ToolObject },
  context: ExecuteContext,
): Promise<boolean> {
  const applied = await Promise.allSettled(children.map((child) => applyAndRemember(child, about, context)));
  for (const each of applied) if (each.status === "rejected") throw each.reason;
  return applied.every((each) => each.status === "fulfilled" && each.value);
}

async function applyAndRemember(
  child: Child,
  { plan, object }: { plan: ToolPlan; object: ToolObject },
  context: ExecuteContext,
): Promise<boolean> {
  const { namespace = "" } = object.metadata;
  // Only notebooks have StatefulSets.
  const isCreation = child.kind === "StatefulSet" && !storeOf(child, context.stores)?.get(keyOf(child.body));
  if (isCreation) context.notebookMetrics.creating(namespace);
  let isApplied = false;
  try {
    isApplied = await applyChild(child, context);
  } finally {
    if (isCreation && !isApplied) context.notebookMetrics.createFailed(namespace);
  }
  const wanted = wantedHash(object.metadata.generation, child.body);
  if (isApplied) rememberWrite(context.memory, child.kind, { wanted, rivalry: plan.rivalries[child.kind] });
  return isApplied;
}

/** Remembers and says what is left to another controller from now on. */
function yieldToRivals({ rivalries }: ToolPlan, { metadata }: ToolObject, { memory, log }: ExecuteContext): void {
  const known = memory.history.rivalries;
  for (const [what, rivalry] of Object.entries(rivalries)) {
    if (!rivalry.isGivenUp || known[what as keyof typeof known]?.isGivenUp) continue;
    known[what as keyof typeof known] = rivalry;
    const { namespace, name } = metadata;
    log.warn("Another controller writes too: left to it", { namespace, name, what, manager: rivalry.manager });
  }
}

async function applyChild(child: Child, context: ExecuteContext): Promise<boolean> {
  const { client, written, configs, memory, metrics, log, now, signal } = context;
  const { namespace, name } = child.body.metadata;
  if (isConfig(child) && configs.isFresh(child.body, now.getTime())) return true;
  const store = storeOf(child, context.stores);
  const live = store?.get(keyOf(child.body));
  if (live && isFormersWork(live)) await takeOwnership(child, context);
  try {
    const answer = await applyCounted(client, child.type, child.body, {
      fieldManager: CONTROLLER,
      // What ConfigMaps there are is not ours to see, so that one may well be somebody else's.
      force: !isConfig(child),
      exists: live !== undefined,
      metrics,
      signal,
    });
    delete memory.refusals[child.kind];
    delete memory.forbiddenSinceMs[child.kind];
    if (store) written.remember(store, trimManagedFields(answer));
    if (isConfig(child)) configs.remember(child.body, now.getTime());
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

/** Makes ours what a controller before us wrote; to be followed at once by an apply. */
async function takeOwnership({ type, body: { metadata } }: Child, context: ExecuteContext): Promise<void> {
  const { client, log, signal } = context;
  const { namespace, name } = metadata;
  const steps = planOwnershipMove(await client.get(type, { namespace, name }, signal));
  if (!steps) return;
  await client.patch(type, { namespace, name }, steps, { type: "json", fieldManager: CONTROLLER, signal });
  log.info("Took over a child", { kind: type.kind, namespace, name });
}

function storeOf({ kind }: Child, stores: ToolStores): Store<KubeObject> | undefined {
  if (kind === "Route") return stores.routes().store;
  const { statefulSets, deployments, services } = stores;
  // A store of a narrower kind may well hold what was just applied of it.
  const byKind = { StatefulSet: statefulSets, Deployment: deployments, Service: services, ConfigMap: undefined };
  return byKind[kind] as unknown as Store<KubeObject> | undefined;
}

async function remove({ type, ...removal }: Removal, { client, log, signal }: ExecuteContext): Promise<void> {
  const { namespace, name, uid } = removal;
  try {
    await client.delete(type, { namespace, name }, { preconditions: { uid }, signal });
    log.info("Removed", { kind: type.kind, namespace, name });
  } catch (error) {
    if (!isNotFound(error) && !isConflict(error)) throw error;
  }
}
