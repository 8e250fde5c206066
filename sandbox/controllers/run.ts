import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import type { Running } from "../../platform/running.ts";
import {
  DEPLOYMENTS,
  NODES,
  PERSISTENT_VOLUME_CLAIMS,
  PODS,
  REPLICA_SETS,
  STATEFUL_SETS,
  STORAGE_CLASSES,
} from "../../kube/builtins.ts";
import type { KubeClient } from "../../kube/client.ts";
import { claimsOf } from "../../kube/cluster/claim_plan.ts";
import { REPLICATED, STATEFUL } from "../../kube/cluster/pod_owner.ts";
import type { KubeObject } from "../../kube/object.ts";
import { startReflector } from "../../kube/reflector.ts";
import { runClaims } from "./claims.ts";
import { runDeployments } from "./deployment.ts";
import { runOwnedPods } from "./owned_pods.ts";
import { runScheduler } from "./scheduler.ts";

/** What the built-in controllers need. */
export interface ControllersConfig {
  /** Of a user who may do everything (`system:masters`). */
  client: KubeClient;
  /** Claims get their directories under `volumes/` in here. */
  stateDir: string;
  clock: Clock;
  log: Log;
}

/** Starts the controllers of workloads, the claim binder and the scheduler; ready when their stores are. */
export async function run(config: ControllersConfig, signal: AbortSignal): Promise<Running> {
  const { client, log, clock } = config;
  const options = { log, clock };
  const owner = ({ metadata }: KubeObject) =>
    (metadata.ownerReferences ?? []).filter((each) => each.controller).map((each) => each.uid);
  const pods = startReflector(client, PODS, { ...options, indexes: { owner, claim: claimsOf } }, signal);
  const statefulSets = startReflector(client, STATEFUL_SETS, options, signal);
  const replicaSets = startReflector(client, REPLICA_SETS, { ...options, indexes: { owner } }, signal);
  const deployments = startReflector(client, DEPLOYMENTS, options, signal);
  const claims = startReflector(client, PERSISTENT_VOLUME_CLAIMS, options, signal);
  const classes = startReflector(client, STORAGE_CLASSES, options, signal);
  const nodes = startReflector(client, NODES, options, signal);
  const stores = [pods, statefulSets, replicaSets, deployments, claims, classes, nodes];
  await Promise.all(stores.map((each) => each.ready(signal)));
  const finished = Promise.all([
    runOwnedPods(config, STATEFUL, { owners: statefulSets, pods }, signal),
    runOwnedPods(config, REPLICATED, { owners: replicaSets, pods }, signal),
    runDeployments(config, { deployments, sets: replicaSets, pods }, signal),
    runClaims(config, { claims, classes, pods }, signal),
    runScheduler(config, { pods, claims, nodes }, signal),
    ...stores.map((each) => each.finished),
  ]).then(() => {});
  return { url: "", finished };
}
