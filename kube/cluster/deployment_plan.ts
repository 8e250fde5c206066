import type { Deployment, Pod, ReplicaSet } from "../builtins.ts";
import {
  currentAnnotations,
  findCurrentSet,
  newSetOf,
  REVISION,
  revisionOf,
  sizeAnnotations,
} from "./deployment_revisions.ts";
import { leewayOf, planSizes } from "./deployment_sizes.ts";
import { type DeploymentStatus, deploymentStatus, isComplete, overdueAfterMs } from "./deployment_status.ts";
import { isFinished } from "./stateful_set_plan.ts";

/** Numbers of its status that Go leaves out where they are 0. */
export const OMITTED = ["replicas", "updatedReplicas", "readyReplicas", "availableReplicas", "unavailableReplicas"];

/** What is to be different about a ReplicaSet. */
export interface SetChange {
  set: ReplicaSet;
  replicas: number;
  annotations: Record<string, string>;
}

/** One step of a rollout, and how the Deployment is now. */
export interface DeploymentPlan {
  create?: ReplicaSet;
  change: SetChange[];
  /** Beyond the history that is kept. */
  remove: ReplicaSet[];
  /** The number of the present template; undefined while that has no ReplicaSet. */
  revision?: string;
  status: DeploymentStatus;
  /** When to look again though nothing changes. */
  afterMs?: number;
}

/** What to do next for a Deployment with the ReplicaSets that it owns and their pods. */
export function planDeployment(
  deployment: Deployment,
  sets: readonly ReplicaSet[],
  pods: readonly Pod[],
  now: Date,
): DeploymentPlan {
  const found = findCurrentSet(deployment, sets);
  const old = sets.filter((each) => each !== found);
  if (deployment.metadata.deletionTimestamp) {
    return { change: [], remove: [], status: deploymentStatus(deployment, { current: found, old }, now) };
  }
  const sizes = planSizes(deployment, found, old, isRunning(pods, found));
  const remembered = sizeAnnotations(deployment.spec!.replicas ?? 1, leewayOf(deployment).surge);
  const own = currentAnnotations(deployment, found, old);
  const create = !found && sizes.current !== undefined ? newSetOf(deployment, sizes.current) : undefined;
  if (create) create.metadata.annotations = { ...own, ...remembered };
  const changeOf = (set: ReplicaSet, replicas: number, annotations: Record<string, string>): SetChange => ({
    set,
    replicas,
    annotations: replicas > 0 || replicas !== set.spec!.replicas ? { ...annotations, ...remembered } : annotations,
  });
  const change = [
    ...found ? [changeOf(found, sizes.current!, own)] : [],
    ...old.map((set) => changeOf(set, sizes.old.get(set.metadata.name)!, {})),
  ].filter(isDifferent);
  const current = found ?? create;
  const status = deploymentStatus(deployment, { current, isNew: create !== undefined, old }, now);
  return {
    create,
    change,
    remove: isComplete(deployment, status) ? forgotten(deployment, old) : [],
    revision: current && own[REVISION],
    status,
    afterMs: overdueAfterMs(deployment, status, now),
  };
}

/** Whether pods of other templates are there that have not ended. */
function isRunning(pods: readonly Pod[], current: ReplicaSet | undefined): boolean {
  const ownerOf = (pod: Pod) => pod.metadata.ownerReferences?.find((each) => each.controller)?.uid;
  return pods.some((pod) => ownerOf(pod) !== current?.metadata.uid && !isFinished(pod));
}

function isDifferent({ set, replicas, annotations }: SetChange): boolean {
  const has = set.metadata.annotations ?? {};
  return set.spec!.replicas !== replicas || Object.entries(annotations).some(([key, value]) => has[key] !== value);
}

/** The oldest revisions that have no pods, but as many as the Deployment keeps. */
function forgotten({ spec }: Deployment, old: readonly ReplicaSet[]): ReplicaSet[] {
  const surplus = old.length - (spec!.revisionHistoryLimit ?? 10);
  const isIdle = ({ metadata, spec, status }: ReplicaSet) =>
    !metadata.deletionTimestamp && spec!.replicas === 0 && (status?.replicas ?? 0) === 0 &&
    (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0);
  const byRevision = [...old].sort((a, b) => revisionOf(a) - revisionOf(b));
  return surplus > 0 ? byRevision.slice(0, surplus).filter(isIdle) : [];
}
