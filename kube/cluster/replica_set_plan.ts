import type { Pod, ReplicaSet } from "../builtins.ts";
import { isFinished, isReady } from "./stateful_set_plan.ts";

type Status = NonNullable<ReplicaSet["status"]>;
type Condition = NonNullable<Status["conditions"]>[number];

/** What a ReplicaSet needs next, and how it is now. */
export interface ReplicaSetPlan {
  create: Pod[];
  remove: Pod[];
  status: Status;
  /** When to look again though nothing changes. */
  afterMs?: number;
}

/** What to do next for a ReplicaSet with the pods that it owns; `failure` is why the last of them was refused. */
export function planReplicaSet(set: ReplicaSet, pods: readonly Pod[], now: Date, failure?: string): ReplicaSetPlan {
  const active = pods.filter((pod) => !isFinished(pod) && !pod.metadata.deletionTimestamp);
  const missing = set.metadata.deletionTimestamp ? 0 : (set.spec!.replicas ?? 1) - active.length;
  const create = Array.from({ length: Math.max(0, missing) }, () => podOf(set));
  const remove = missing < 0 ? [...active].sort(lessDearFirst).slice(0, -missing) : [];
  const dueMs = active.filter(isReady).map((pod) => availableAfterMs(pod, set, now)).filter((ms) => ms > 0);
  const afterMs = dueMs.length > 0 ? { afterMs: Math.min(...dueMs) } : {};
  return { create, remove, status: statusOf(set, pods, active, { now, failure }), ...afterMs };
}

function podOf({ metadata: { name, namespace, uid }, spec }: ReplicaSet): Pod {
  const template = spec!.template!;
  const owner = { apiVersion: "apps/v1", kind: "ReplicaSet", name, uid: uid! };
  return {
    metadata: {
      generateName: `${name}-`,
      namespace,
      labels: template.metadata?.labels,
      annotations: template.metadata?.annotations,
      ownerReferences: [{ ...owner, controller: true, blockOwnerDeletion: true }],
    } as Pod["metadata"],
    spec: template.spec,
  };
}

const PHASES = ["Pending", "Unknown", "Running"];

/** As Kubernetes ranks them: unplaced ones go before placed ones, unready before ready, young before old. */
function lessDearFirst(a: Pod, b: Pod): number {
  const rank = (pod: Pod) => [Number(!!pod.spec?.nodeName), PHASES.indexOf(pod.status?.phase ?? ""), +isReady(pod)];
  const [ranksOfA, ranksOfB] = [rank(a), rank(b)];
  const differing = ranksOfA.findIndex((each, i) => each !== ranksOfB[i]);
  if (differing >= 0) return ranksOfA[differing] - ranksOfB[differing];
  return (a.metadata.creationTimestamp ?? "") < (b.metadata.creationTimestamp ?? "") ? 1 : -1;
}

/** In how many milliseconds a ready pod has been so for long enough; 0 or less: it has. */
function availableAfterMs(pod: Pod, { spec }: ReplicaSet, now: Date): number {
  const since = pod.status?.conditions?.find((each) => each.type === "Ready")?.lastTransitionTime;
  const seconds = spec!.minReadySeconds ?? 0;
  return seconds === 0 || !since ? 0 : Date.parse(since) + seconds * 1_000 - now.getTime();
}

function statusOf(
  set: ReplicaSet,
  pods: readonly Pod[],
  active: readonly Pod[],
  { now, failure }: { now: Date; failure?: string },
): Status {
  const labels = Object.entries(set.spec!.template?.metadata?.labels ?? {});
  const ready = active.filter(isReady);
  const terminating = pods.filter((pod) => pod.metadata.deletionTimestamp && !isFinished(pod));
  return {
    observedGeneration: set.metadata.generation,
    replicas: active.length,
    fullyLabeledReplicas: active.filter((pod) => labels.every(([key, value]) => pod.metadata.labels?.[key] === value))
      .length,
    readyReplicas: ready.length,
    availableReplicas: ready.filter((pod) => availableAfterMs(pod, set, now) <= 0).length,
    terminatingReplicas: terminating.length,
    conditions: failure === undefined ? [] : [failureOf(set, failure, now)],
  };
}

function failureOf({ status }: ReplicaSet, message: string, now: Date): Condition {
  const before = status?.conditions?.find((each) => each.type === "ReplicaFailure");
  const lastTransitionTime = before?.lastTransitionTime ?? `${now.toISOString().slice(0, 19)}Z`;
  return { type: "ReplicaFailure", status: "True", reason: "FailedCreate", message, lastTransitionTime };
}
