import type { Deployment, ReplicaSet } from "../builtins.ts";
import { leewayOf } from "./deployment_sizes.ts";

export type DeploymentStatus = NonNullable<Deployment["status"]>;
type Condition = NonNullable<DeploymentStatus["conditions"]>[number];
type Told = Pick<Condition, "type" | "status" | "reason" | "message">;

/** The ReplicaSets of a Deployment: that of its present template, and the others. */
export interface OwnedSets {
  current?: ReplicaSet;
  /** Whether `current` is not there yet, and made now. */
  isNew?: boolean;
  old: readonly ReplicaSet[];
}

/** The status of a Deployment as its controller tells it; conditions keep their times where they say the same. */
export function deploymentStatus(deployment: Deployment, sets: OwnedSets, now: Date): DeploymentStatus {
  const { current, isNew, old } = sets;
  const live = [...current && !isNew ? [current] : [], ...old];
  const count = (field: "replicas" | "readyReplicas" | "availableReplicas" | "terminatingReplicas") =>
    live.reduce((sum, { status }) => sum + (status?.[field] ?? 0), 0);
  const [replicas, availableReplicas] = [count("replicas"), count("availableReplicas")];
  const counted = {
    observedGeneration: deployment.metadata.generation,
    replicas,
    updatedReplicas: isNew ? 0 : current?.status?.replicas ?? 0,
    readyReplicas: count("readyReplicas"),
    availableReplicas,
    unavailableReplicas: Math.max(
      0,
      (deployment.spec!.replicas ?? 1) - availableReplicas,
      replicas - availableReplicas,
    ),
    terminatingReplicas: count("terminatingReplicas"),
  };
  const told = [availability(deployment, availableReplicas), progress(deployment, counted, sets, now)];
  const failure = live.flatMap(({ status }) => status?.conditions ?? []).find(({ type }) => type === "ReplicaFailure");
  const all = [...told, ...failure ? [failure] : []].filter((each) => each !== undefined);
  return { ...counted, conditions: all.map((each) => withTimes(each, deployment, now)) };
}

/** When a rollout that does not get on is to be looked at again, in milliseconds. */
export function overdueAfterMs({ spec }: Deployment, { conditions }: DeploymentStatus, now: Date): number | undefined {
  const progressing = conditions?.find((each) => each.type === "Progressing");
  if (!progressing?.lastUpdateTime || progressing.status !== "True" || progressing.reason === DONE) return undefined;
  const due = Date.parse(`${progressing.lastUpdateTime}`) + (spec!.progressDeadlineSeconds ?? 600) * 1_000;
  return Math.max(0, due - now.getTime()) + 1_000;
}

/** Whether all pods are of the present template, there and available. */
export function isComplete({ metadata, spec }: Deployment, status: DeploymentStatus): boolean {
  const wanted = spec!.replicas ?? 1;
  const { updatedReplicas = 0, replicas = 0, availableReplicas = 0, observedGeneration = 0 } = status;
  return [updatedReplicas, replicas, availableReplicas].every((each) => each === wanted) &&
    observedGeneration >= (metadata.generation ?? 0);
}

const DONE = "NewReplicaSetAvailable";
const LATE = "ProgressDeadlineExceeded";

function availability(deployment: Deployment, available: number): Told {
  const least = (deployment.spec!.replicas ?? 1) - leewayOf(deployment).unavailable;
  return available >= least
    ? {
      ...{ type: "Available", status: "True", reason: "MinimumReplicasAvailable" },
      message: "Deployment has minimum availability.",
    }
    : {
      ...{ type: "Available", status: "False", reason: "MinimumReplicasUnavailable" },
      message: "Deployment does not have minimum availability.",
    };
}

function progress(deployment: Deployment, next: DeploymentStatus, sets: OwnedSets, now: Date): Told | undefined {
  const { spec, status: before = {} } = deployment;
  const known = before.conditions?.find((each) => each.type === "Progressing");
  const say = (status: string, reason: string, message: string) => ({ type: "Progressing", status, reason, message });
  const set = sets.current ? `ReplicaSet "${sets.current.metadata.name}"` : `Deployment "${deployment.metadata.name}"`;
  if (spec!.paused) {
    return known?.reason === LATE ? known : say("Unknown", "DeploymentPaused", "Deployment is paused");
  }
  if (known?.reason === "DeploymentPaused") return say("Unknown", "DeploymentResumed", "Deployment is resumed");
  if (sets.isNew) {
    return say("True", "NewReplicaSetCreated", `Created new replica set "${sets.current!.metadata.name}"`);
  }
  if (next.replicas === next.updatedReplicas && known?.reason === DONE) return known;
  if (isComplete(deployment, next)) return say("True", DONE, `${set} has successfully progressed.`);
  if (isFurther(before, next)) return say("True", "ReplicaSetUpdated", `${set} is progressing.`);
  if (!known) {
    const found = sets.current && `Found new replica set "${sets.current.metadata.name}"`;
    return found ? say("True", "FoundNewReplicaSet", found) : undefined;
  }
  if (known.reason === LATE || known.reason === DONE) return known;
  const due = Date.parse(`${known.lastUpdateTime}`) + (spec!.progressDeadlineSeconds ?? 600) * 1_000;
  return due < now.getTime() ? say("False", LATE, `${set} has timed out progressing.`) : known;
}

function isFurther(before: DeploymentStatus, next: DeploymentStatus): boolean {
  const oldOf = ({ replicas = 0, updatedReplicas = 0 }: DeploymentStatus) => replicas - updatedReplicas;
  return (["updatedReplicas", "readyReplicas", "availableReplicas"] as const).some((each) =>
    (next[each] ?? 0) > (before[each] ?? 0)
  ) || oldOf(next) < oldOf(before);
}

/** Progress that goes on has a new time each time it is seen; all else keeps its words and times while it stays so. */
function withTimes(told: Told, { status }: Deployment, now: Date): Condition {
  const at = `${now.toISOString().slice(0, 19)}Z`;
  const before = status?.conditions?.find((each) => each.type === told.type);
  if (!before || before.status !== told.status) return { ...pick(told), lastUpdateTime: at, lastTransitionTime: at };
  const isNews = told !== before && (before.reason !== told.reason || told.reason === "ReplicaSetUpdated");
  return isNews ? { ...pick(told), lastUpdateTime: at, lastTransitionTime: before.lastTransitionTime } : before;
}

const pick = ({ type, status, reason, message }: Told) => ({ type, status, reason, message });
