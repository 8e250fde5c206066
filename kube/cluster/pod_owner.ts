import { type Pod, REPLICA_SETS, type ReplicaSet, STATEFUL_SETS, type StatefulSet } from "../builtins.ts";
import type { KubeObject } from "../object.ts";
import type { ResourceType } from "../resource_type.ts";
import { planReplicaSet } from "./replica_set_plan.ts";
import { planStatefulSet } from "./stateful_set_plan.ts";

/** What an owner of pods needs next, and how it is now. */
export interface OwnerPlan {
  create?: readonly Pod[];
  remove?: readonly Pod[];
  status: object;
  /** When to look again though nothing changes. */
  afterMs?: number;
}

/** A kind of object that makes and removes pods: what it decides, and in which words its controller tells of it. */
export interface PodOwner<T extends KubeObject> {
  type: ResourceType<T>;
  /** Who tells. */
  component: string;
  /** Numbers of its status that Go leaves out where they are 0. */
  omitted: readonly string[];
  /** From the pods that it owns; `failure` is why the last one was refused. */
  plan(owner: T, pods: readonly Pod[], now: Date, failure?: string): OwnerPlan;
  /** Messages of Events by the names of the pod and the owner; `failed` goes on with the reason. */
  words: Record<"created" | "failed" | "deleted", (pod: string, owner: string) => string>;
}

export const STATEFUL: PodOwner<StatefulSet> = {
  type: STATEFUL_SETS,
  component: "statefulset-controller",
  omitted: ["readyReplicas", "currentReplicas", "updatedReplicas"],
  plan(set, pods) {
    const { remove, ...rest } = planStatefulSet(set, pods);
    return { ...rest, remove: remove && !remove.metadata.deletionTimestamp ? [remove] : [] };
  },
  words: {
    created: (pod, set) => `Create Pod ${pod} in StatefulSet ${set} successful`,
    failed: (pod, set) => `Create Pod ${pod} in StatefulSet ${set} failed error: `,
    deleted: (pod, set) => `Delete Pod ${pod} in StatefulSet ${set} successful`,
  },
};

export const REPLICATED: PodOwner<ReplicaSet> = {
  type: REPLICA_SETS,
  component: "replicaset-controller",
  omitted: ["fullyLabeledReplicas", "readyReplicas", "availableReplicas"],
  plan: planReplicaSet,
  words: {
    created: (pod) => `Created pod: ${pod}`,
    failed: () => "Error creating: ",
    deleted: (pod) => `Deleted pod: ${pod}`,
  },
};
