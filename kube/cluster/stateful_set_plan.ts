import type { Pod, StatefulSet } from "../builtins.ts";
import { stableHash } from "../stable_hash.ts";

/** At most one step of a rollout, and what its status is now; times and versions stay as they are. */
export interface StatefulSetPlan {
  create?: Pod[];
  /** One that is to go; its place is filled once it is gone. */
  remove?: Pod;
  status: NonNullable<StatefulSet["status"]>;
}

/** The revision of a StatefulSet's template, as pods carry it in their label `controller-revision-hash`. */
export function revisionOf(set: StatefulSet): string {
  return `${set.metadata.name}-${stableHash(set.spec!.template).slice(0, 10)}`;
}

/** Whether the pod's condition Ready is True. */
export function isReady(pod: Pod): boolean {
  return pod.status?.conditions?.some((each) => each.type === "Ready" && each.status === "True") ?? false;
}

/**
 * What to do next for a StatefulSet with the pods that it owns. As in Kubernetes, pods come and go one by one in order
 * (all at once with podManagementPolicy Parallel), and one that is not Ready is never replaced by a newer revision.
 */
export function planStatefulSet(set: StatefulSet, pods: readonly Pod[]): StatefulSetPlan {
  const status = statusOf(set, pods);
  if (set.metadata.deletionTimestamp) return { status };
  return { ...nextStep(set, pods, revisionOf(set)), status };
}

function nextStep(set: StatefulSet, pods: readonly Pod[], revision: string): Omit<StatefulSetPlan, "status"> {
  const replicas = set.spec!.replicas ?? 1;
  const isParallel = set.spec!.podManagementPolicy === "Parallel";
  const byName = new Map(pods.map((pod) => [pod.metadata.name, pod]));
  const create: Pod[] = [];
  for (let ordinal = 0; ordinal < replicas; ordinal++) {
    const pod = byName.get(`${set.metadata.name}-${ordinal}`);
    if (pod?.metadata.deletionTimestamp) return { create };
    if (pod && isFinished(pod)) return { create, remove: pod };
    if (!pod) create.push(podOf(set, ordinal, revision));
    if (!isParallel && !(pod && isReady(pod))) return { create };
  }
  if (create.length > 0) return { create };
  const highestFirst = [...pods].sort((a, b) => ordinalOf(b) - ordinalOf(a));
  if (highestFirst.some((pod) => pod.metadata.deletionTimestamp)) return {};
  const surplus = highestFirst.find((pod) => ordinalOf(pod) >= replicas);
  if (surplus) return { remove: surplus };
  if (set.spec!.updateStrategy?.type === "OnDelete") return {};
  const outdated = highestFirst.find((pod) => hashOf(pod) !== revision);
  return outdated ? { remove: outdated } : {};
}

function podOf(set: StatefulSet, ordinal: number, revision: string): Pod {
  const { metadata, spec } = set.spec!.template;
  const name = `${set.metadata.name}-${ordinal}`;
  const labels = {
    ...metadata?.labels,
    "apps.kubernetes.io/pod-index": String(ordinal),
    "controller-revision-hash": revision,
    "statefulset.kubernetes.io/pod-name": name,
  };
  const owner = { apiVersion: "apps/v1", kind: "StatefulSet", name: set.metadata.name, uid: set.metadata.uid! };
  const ownerReferences = [{ ...owner, controller: true, blockOwnerDeletion: true }];
  const annotations = metadata?.annotations;
  return {
    metadata: {
      name,
      generateName: `${set.metadata.name}-`,
      namespace: set.metadata.namespace,
      labels,
      annotations,
      ownerReferences,
    },
    spec: { ...spec!, hostname: name, ...(set.spec!.serviceName ? { subdomain: set.spec!.serviceName } : {}) },
  };
}

function statusOf(set: StatefulSet, pods: readonly Pod[]): NonNullable<StatefulSet["status"]> {
  const updateRevision = revisionOf(set);
  const alive = pods.filter((pod) => !isFinished(pod));
  const ready = alive.filter((pod) => isReady(pod) && !pod.metadata.deletionTimestamp).length;
  const updated = alive.filter((pod) => hashOf(pod) === updateRevision).length;
  const before = set.status?.currentRevision || updateRevision;
  const isRolling = set.spec!.updateStrategy?.type !== "OnDelete";
  const isRolledOut = isRolling && updated === alive.length && ready === alive.length &&
    alive.length === (set.spec!.replicas ?? 1);
  const currentRevision = isRolledOut ? updateRevision : before;
  return {
    observedGeneration: set.metadata.generation,
    replicas: alive.length,
    readyReplicas: ready,
    availableReplicas: ready,
    currentReplicas: alive.filter((pod) => hashOf(pod) === currentRevision).length,
    updatedReplicas: updated,
    currentRevision,
    updateRevision,
    collisionCount: set.status?.collisionCount ?? 0,
  };
}

function hashOf(pod: Pod): string | undefined {
  return pod.metadata.labels?.["controller-revision-hash"];
}

function ordinalOf(pod: Pod): number {
  return Number(/-(\d+)$/.exec(pod.metadata.name)?.[1] ?? -1);
}

/** Whether all of its containers have ended for good. */
export function isFinished(pod: Pod): boolean {
  return pod.status?.phase === "Failed" || pod.status?.phase === "Succeeded";
}
