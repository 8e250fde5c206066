import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import type { Running } from "../../platform/running.ts";
import { NODES, PERSISTENT_VOLUME_CLAIMS, PODS, STATEFUL_SETS, STORAGE_CLASSES } from "../../kube/builtins.ts";
import type { KubeClient } from "../../kube/client.ts";
import { claimsOf } from "../../kube/cluster/claim_plan.ts";
import { startReflector } from "../../kube/reflector.ts";
import { runClaims } from "./claims.ts";
import { runScheduler } from "./scheduler.ts";
import { runStatefulSets } from "./stateful_set.ts";

/** What the built-in controllers need. */
export interface ControllersConfig {
  /** Of a user who may do everything (`system:masters`). */
  client: KubeClient;
  /** Claims get their directories under `volumes/` in here. */
  stateDir: string;
  clock: Clock;
  log: Log;
}

/** Starts the StatefulSet controller, the claim binder and the scheduler; ready when their stores are. */
export async function run(config: ControllersConfig, signal: AbortSignal): Promise<Running> {
  const { client, log, clock } = config;
  const options = { log, clock };
  const indexes = {
    owner: (pod: { metadata: { ownerReferences?: { uid: string; controller?: boolean }[] } }) =>
      (pod.metadata.ownerReferences ?? []).filter((each) => each.controller).map((each) => each.uid),
    claim: claimsOf,
  };
  const pods = startReflector(client, PODS, { ...options, indexes }, signal);
  const sets = startReflector(client, STATEFUL_SETS, options, signal);
  const claims = startReflector(client, PERSISTENT_VOLUME_CLAIMS, options, signal);
  const classes = startReflector(client, STORAGE_CLASSES, options, signal);
  const nodes = startReflector(client, NODES, options, signal);
  const stores = [pods, sets, claims, classes, nodes];
  await Promise.all(stores.map((each) => each.ready(signal)));
  const finished = Promise.all([
    runStatefulSets(config, { sets, pods }, signal),
    runClaims(config, { claims, classes, pods }, signal),
    runScheduler(config, { pods, claims, nodes }, signal),
    ...stores.map((each) => each.finished),
  ]).then(() => {});
  return { url: "", finished };
}
