import {
  CLUSTER_ROLE_BINDINGS,
  CLUSTER_ROLES,
  type CoreEvent,
  type KubeClient,
  type KubeMetrics,
  type KubeObject,
  type Namespace,
  NAMESPACES,
  type Notebook,
  NOTEBOOKS,
  notInstalledWords,
  PERSISTENT_VOLUME_CLAIMS,
  type PersistentVolumeClaim,
  type Pod,
  POD_DEFAULTS,
  type PodDefault,
  PODS,
  PVC_VIEWERS,
  type PvcViewer,
  type ReflectedStore,
  type ReflectorOptions,
  type ResourceType,
  ROLE_BINDINGS,
  ROLES,
  startEventStore,
  startReflector,
  STORAGE_CLASSES,
  type StorageClass,
  type Store,
  type Tensorboard,
  TENSORBOARDS,
} from "../kube/mod.ts";
import type { Clock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import { isEventOfOurs } from "./event_intake.ts";
import { NOTEBOOK_NOUN } from "./nouns/notebook_noun.ts";
import { TENSORBOARD_NOUN } from "./nouns/tensorboard_noun.ts";
import { CLAIM_INDEXES, EVENT_INDEXES, nounIndexes, POD_INDEXES, VIEWER_INDEXES } from "./store_indexes.ts";

/** What the api keeps in memory; every resolver reads from here, never from the apiserver. */
export interface ApiStores {
  notebooks: Store<Notebook>;
  tensorboards: Store<Tensorboard>;
  viewers: Store<PvcViewer>;
  pods: Store<Pod>;
  claims: Store<PersistentVolumeClaim>;
  podDefaults: Store<PodDefault>;
  storageClasses: Store<StorageClass>;
  events: Store<CoreEvent>;
  namespaces: Store<Namespace>;
  /** Roles and their bindings; empty where rights are re-reviewed by time alone. */
  rbac: readonly Store[];
}

/** The stores with the promise that all their watches have ended. */
export interface StartedStores extends ApiStores {
  finished: Promise<void>;
}

/** Starts the shared watches of the api; they end with the signal. */
export function startStores(
  client: KubeClient,
  options: { rightsFrom: "rbac" | "any"; clock: Clock; log: Log; metrics?: KubeMetrics },
  signal: AbortSignal,
): StartedStores {
  const { clock, log, metrics } = options;
  const all: Promise<void>[] = [];
  const start = <T extends KubeObject>(
    type: ResourceType<T>,
    more: Pick<ReflectorOptions<T>, "indexes" | "trim"> = {},
  ): ReflectedStore<T> => {
    const store = startReflector(client, type, { trim: withoutManagedFields, ...more, clock, log, metrics }, signal);
    all.push(store.finished);
    return store;
  };
  const notebooks = start(NOTEBOOKS, { indexes: nounIndexes(NOTEBOOK_NOUN), trim: trimTool });
  const tensorboards = start(TENSORBOARDS, { indexes: nounIndexes(TENSORBOARD_NOUN), trim: trimTool });
  const viewers = start(PVC_VIEWERS, { indexes: VIEWER_INDEXES, trim: trimTool });
  const pods = start(PODS, { indexes: POD_INDEXES, trim: trimPod });
  const claims = start(PERSISTENT_VOLUME_CLAIMS, { indexes: CLAIM_INDEXES });
  const podDefaults = start(POD_DEFAULTS);
  const storageClasses = start(STORAGE_CLASSES);
  const events = startEventStore(client, {
    ...{ clock, log, metrics, indexes: EVENT_INDEXES },
    keep: (event) => isEventOfOurs(event, { notebooks, tensorboards, viewers }),
  }, signal);
  all.push(events.finished);
  const namespaces = start(NAMESPACES);
  const rbac = options.rightsFrom === "rbac"
    ? [start(ROLES), start(ROLE_BINDINGS), start(CLUSTER_ROLES), start(CLUSTER_ROLE_BINDINGS)] as Store[]
    : [];
  const finished = Promise.all(all).then(() => {});
  return {
    ...{ notebooks, tensorboards, viewers, pods, claims, podDefaults, storageClasses, events, namespaces, rbac },
    finished,
  };
}

/**
 * Whether each store that answers depend on has its first list, or is refused or not installed, which must not take away
 * the rest; without any kind of ours there is no rest. A missing RBAC watch only means reviews by time.
 */
export function areSettled(stores: ApiStores): boolean {
  const { notebooks, tensorboards, viewers } = stores;
  const isAnyServed = [notebooks, tensorboards, viewers].some((store) => !store.isUnserved);
  const isSettled = ({ isReady, refusal, isUnserved }: Store) => isReady || refusal !== undefined || isUnserved;
  return isAnyServed && answering(stores).every(isSettled);
}

/** What the api cannot show: what is not installed, and what Kubernetes does not let it see, in its words. */
export function shortcomingsOf(stores: ApiStores): string[] {
  const wordsOf = ({ type, refusal, isUnserved }: Store) =>
    isUnserved ? `${notInstalledWords(type)} It is shown once it does.` : refusal;
  return [...answering(stores), ...stores.rbac].map(wordsOf).filter((each) => each !== undefined);
}

function answering(stores: ApiStores): Store[] {
  const { notebooks, tensorboards, viewers, pods, claims, podDefaults, storageClasses, events, namespaces } = stores;
  const all = [notebooks, tensorboards, viewers, pods, claims, podDefaults, storageClasses, events, namespaces];
  return all as Store[];
}

function withoutManagedFields<T extends KubeObject>(object: T): T {
  const { managedFields: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}

/** The explanation reads who wrote when; which fields, nobody reads. */
function trimTool<T extends KubeObject>(tool: T): T {
  const managedFields = tool.metadata.managedFields?.map(({ fieldsV1: _, ...entry }) => entry);
  return { ...tool, metadata: { ...tool.metadata, managedFields } };
}

/** Of a pod only what logs, volumes and events need: there are many, and most are not ours. */
function trimPod(pod: Pod): Pod {
  const { name, namespace, uid, resourceVersion, creationTimestamp, deletionTimestamp, labels, ownerReferences } =
    pod.metadata;
  return {
    metadata: {
      name,
      namespace,
      uid,
      resourceVersion,
      creationTimestamp,
      deletionTimestamp,
      labels,
      ownerReferences,
    },
    spec: {
      nodeName: pod.spec?.nodeName,
      containers: pod.spec?.containers.map((each) => ({ name: each.name })) ?? [],
      volumes: pod.spec?.volumes?.filter((each) => each.persistentVolumeClaim),
    },
    status: { phase: pod.status?.phase, containerStatuses: pod.status?.containerStatuses },
  };
}
