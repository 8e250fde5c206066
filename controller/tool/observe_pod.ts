import type { Workload } from "../../kube/explain/mod.ts";
import { keyOf, type Pod, type ReplicaSet } from "../../kube/mod.ts";
import { controllerOf } from "../children/child_ownership.ts";
import type { ToolKind } from "./tool_kind.ts";
import type { ToolStores } from "./tool_stores.ts";

/** The pod of a workload, and what is known of how it was made. */
export interface ObservedPod {
  readonly pod?: Pod;
  readonly isOutdated: boolean;
  /** Of a Deployment. */
  readonly replicaSets: readonly ReplicaSet[];
}

/** Finds the pod that a workload controls: a StatefulSet's only one, or a Deployment's newest. */
export function observePod(
  { workload: maker }: Pick<ToolKind, "workload">,
  workload: Workload | undefined,
  stores: Pick<ToolStores, "pods" | "replicaSets">,
): ObservedPod {
  if (!workload) return { isOutdated: false, replicaSets: [] };
  return maker === "StatefulSet" ? ofStatefulSet(workload, stores) : ofDeployment(workload, stores);
}

function ofStatefulSet(set: Workload, { pods }: Pick<ToolStores, "pods">): ObservedPod {
  const { namespace, name, uid } = set.metadata;
  const named = pods.get(keyOf({ namespace, name: `${name}-0` }));
  const pod = named && controllerOf(named)?.uid === uid ? named : undefined;
  const wanted = set.status && "updateRevision" in set.status ? set.status.updateRevision : undefined;
  const actual = pod?.metadata.labels?.["controller-revision-hash"];
  return { pod, isOutdated: Boolean(wanted && actual && wanted !== actual), replicaSets: [] };
}

function ofDeployment(deployment: Workload, stores: Pick<ToolStores, "pods" | "replicaSets">): ObservedPod {
  const replicaSets = stores.replicaSets.byIndex("owner", deployment.metadata.uid ?? "");
  const pods = replicaSets.flatMap((each) => stores.pods.byIndex("owner", each.metadata.uid ?? ""));
  const pod = pods.reduce<Pod | undefined>(
    (newest, each) => newest && !isNewer(each, newest) ? newest : each,
    undefined,
  );
  const current = replicaSets.reduce<ReplicaSet | undefined>(
    (last, each) => last && revisionOf(each) <= revisionOf(last) ? last : each,
    undefined,
  );
  const isOutdated = pod !== undefined && controllerOf(pod)?.uid !== current?.metadata.uid;
  return { pod, isOutdated, replicaSets };
}

/** One that stays counts before one that goes, whenever they were made. */
function isNewer(a: Pod, b: Pod): boolean {
  const isLeaving = (pod: Pod) => pod.metadata.deletionTimestamp !== undefined;
  if (isLeaving(a) !== isLeaving(b)) return isLeaving(b);
  return (a.metadata.creationTimestamp ?? "") > (b.metadata.creationTimestamp ?? "");
}

function revisionOf({ metadata }: ReplicaSet): number {
  return Number(metadata.annotations?.["deployment.kubernetes.io/revision"] ?? 0);
}
