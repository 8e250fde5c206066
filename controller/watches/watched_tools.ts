import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import type { ToolObject } from "../../kube/explain/mod.ts";
import {
  type Change,
  type CoreEvent,
  type Deployment,
  DEPLOYMENTS,
  keyOf,
  type KubeClient,
  type KubeMetrics,
  type Node,
  NODES,
  PERSISTENT_VOLUME_CLAIMS,
  type PersistentVolumeClaim,
  type Pod,
  PODS,
  type ReflectedStore,
  REPLICA_SETS,
  type ReplicaSet,
  type ResourceType,
  type Service,
  SERVICES,
  startEventStore,
  startReflector,
  STATEFUL_SETS,
  type StatefulSet,
  type Store,
  withoutManagedFields,
} from "../../kube/mod.ts";
import { controllerOf } from "../children/child_ownership.ts";
import { trimManagedFields } from "../managed_fields.ts";
import { toolKey } from "../tool/tool_key.ts";
import type { ToolKind } from "../tool/tool_kind.ts";
import type { ToolStores } from "../tool/tool_stores.ts";
import {
  concernedBy,
  isAboutOurs,
  isOwnedByOurs,
  type Lookup,
  mounters,
  namesakes,
  ownersOfPod,
  ownersOfReplicaSet,
} from "./concerned.ts";
import { claimIndex, isPodOfInterest, ownerIndex, trimChild, trimNode, trimPod, trimReplicaSet } from "./intake.ts";

/** Stores of our objects and of what they are made of, each kept by one watch. */
export interface WatchedTools {
  /** Calls `onKey` for every object of ours. */
  readonly tellAll: () => void;
  /** The apiserver's words about what it refuses to show, one for each store. */
  readonly refusals: () => string[];
  readonly stores: Omit<ToolStores, "routes" | "schemas" | "unservedWebhooks">;
  readonly lookup: Lookup;
  /** Resolves when all watches have ended, after the signal aborted. */
  readonly finished: Promise<void>;
}

/** How watches are run; one of a kind that is known to be missing keeps nobody waiting. */
export type WatchOptions = {
  clock: Clock;
  log: Log;
  metrics: KubeMetrics;
  doubts?: EventTarget;
  isMissing: (type: ResourceType) => boolean;
};

/**
 * Starts the watches, and calls `onKey` with the tool key of each object that a change may concern. Resolves when every
 * store has been listed in whole, or the apiserver has refused it: what is allowed goes on without. What is made of a kind
 * that is installed later is made after it, so that nothing of it was missed.
 */
export async function watchTools(
  client: KubeClient,
  kinds: ReadonlyMap<string, ToolKind>,
  onKey: (key: string) => void,
  options: WatchOptions,
  signal: AbortSignal,
): Promise<WatchedTools> {
  const objects = startObjects(client, kinds, options, signal);
  const lookup: Lookup = { kinds, objects };
  // Which children, pods and Events concern ours is known only once ours are.
  const installed = [...objects.values()].filter((each) => !options.isMissing(each.type));
  await Promise.all(installed.map((each) => each.settled(signal)));
  const children = startChildren(client, lookup, options, signal);
  await Promise.all(Object.values(children).map((each) => each.settled(signal)));
  const keep = (event: CoreEvent) => concernedBy(lookup, event, children.pods).length > 0;
  const events = startEventStore(client, { ...options, keep }, signal);
  await events.settled(signal);

  const stores = { objects, ...children, events };
  tellOfObjects(lookup, objects, onKey);
  tellOfChildren(lookup, stores, onKey);
  const tellAll = () => objects.forEach((store) => store.list().forEach((each) => onKey(toolKey(store.type, each))));
  const all: ReflectedStore<never>[] = [...objects.values(), ...Object.values(children), events] as never;
  for (const late of all.filter((each) => !each.isReady)) late.ready(signal).then(tellAll, () => {});
  const refusals = () => all.map((each) => each.refusal).filter((each) => each !== undefined);
  return { stores, lookup, tellAll, refusals, finished: Promise.all(all.map((each) => each.finished)).then(() => {}) };
}

function startObjects(
  client: KubeClient,
  kinds: ReadonlyMap<string, ToolKind>,
  options: WatchOptions,
  signal: AbortSignal,
): Map<string, ReflectedStore<ToolObject>> {
  return new Map([...kinds].map(([plural, kind]) => {
    const claim = (object: ToolObject) =>
      kind.claimsOf(kind.complete(object)).map((each) => `${object.metadata.namespace}/${each}`);
    const own = { ...options, trim: trimManagedFields, indexes: { claim } };
    return [plural, startReflector<ToolObject>(client, kind.type, own, signal)];
  }));
}

function startChildren(client: KubeClient, lookup: Lookup, options: WatchOptions, signal: AbortSignal) {
  // By its label a notebook's pod is known even before its notebook is.
  const isOurs = (pod: Pod) =>
    pod.metadata.labels?.["notebook-name"] !== undefined || ownersOfPod(lookup, pod).length > 0;
  const deploymentKey = (set: ReplicaSet) => ({
    namespace: set.metadata.namespace,
    name: controllerOf(set)?.kind === "Deployment" ? controllerOf(set)!.name : "",
  });
  const own = { ...options, trim: trimManagedFields };
  return {
    statefulSets: startReflector<StatefulSet>(client, STATEFUL_SETS, own, signal),
    deployments: startReflector<Deployment>(client, DEPLOYMENTS, {
      ...options,
      trim: (each) => trimChild(each, isOwnedByOurs(lookup, each)),
    }, signal),
    replicaSets: startReflector<ReplicaSet>(client, REPLICA_SETS, {
      ...options,
      keep: (each) => namesakes(lookup, "workload", deploymentKey(each), "Deployment").length > 0,
      trim: trimReplicaSet,
      indexes: { owner: ownerIndex },
    }, signal),
    services: startReflector<Service>(client, SERVICES, own, signal),
    pods: startReflector<Pod>(client, PODS, {
      ...options,
      keep: (each) => isPodOfInterest(each, isOurs(each)),
      trim: (each) => trimPod(each, isOurs(each)),
      indexes: { owner: ownerIndex, claim: claimIndex },
    }, signal),
    claims: startReflector<PersistentVolumeClaim>(client, PERSISTENT_VOLUME_CLAIMS, {
      ...options,
      trim: withoutManagedFields,
    }, signal),
    nodes: startReflector<Node>(client, NODES, { ...options, trim: trimNode }, signal),
  };
}

function tellOfObjects(lookup: Lookup, objects: ReadonlyMap<string, Store<ToolObject>>, onKey: (key: string) => void) {
  for (const [plural, store] of objects) {
    const { type } = lookup.kinds.get(plural)!;
    store.subscribe(({ object }) => onKey(toolKey(type, object)));
  }
}

function tellOfChildren(lookup: Lookup, stores: WatchedTools["stores"], onKey: (key: string) => void): void {
  const { statefulSets, deployments, replicaSets, services, pods, claims, events } = stores;
  const tell = (keys: readonly string[]) => keys.forEach(onKey);
  statefulSets.subscribe(({ object }) => tell(namesakes(lookup, "workload", object.metadata, "StatefulSet")));
  deployments.subscribe(({ object }) => tell(namesakes(lookup, "workload", object.metadata, "Deployment")));
  replicaSets.subscribe(({ object }) => tell(ownersOfReplicaSet(lookup, object)));
  services.subscribe(({ object }) => tell(namesakes(lookup, "service", object.metadata)));
  pods.subscribe((change) => {
    tell(ownersOfPod(lookup, change.object));
    if (hasMoved(change)) claimIndex(change.object).forEach((each) => tell(mounters(lookup, each)));
  });
  claims.subscribe(({ object }) => tell(mounters(lookup, keyOf(object))));
  events.subscribe(({ object }) => isAboutOurs(lookup, object) || tell(concernedBy(lookup, object, pods)));
}

/** Whether a change of a pod may concern others that want its volumes: it came to a node, or left it. */
function hasMoved(change: Change<Pod>): boolean {
  const { object } = change;
  const isOver = (pod: Pod) => ["Succeeded", "Failed"].includes(pod.status?.phase ?? "");
  const previous = change.type === "delete" ? undefined : change.previous;
  if (!previous) return object.spec?.nodeName !== undefined;
  return object.spec?.nodeName !== previous.spec?.nodeName || isOver(object) !== isOver(previous);
}
