/** Effect: the Deployment controller. */
import { type Deployment, DEPLOYMENTS, type Pod, REPLICA_SETS, type ReplicaSet } from "../../kube/builtins.ts";
import { type DeploymentPlan, OMITTED, planDeployment } from "../../kube/cluster/deployment_plan.ts";
import { REVISION } from "../../kube/cluster/deployment_revisions.ts";
import { isAlreadyExists } from "../../kube/errors.ts";
import { keyOf } from "../../kube/resource_type.ts";
import type { Store } from "../../kube/store.ts";
import { createWorkQueue, toNext } from "../../kube/work_queue.ts";
import { createEventRecorder, type RecordEvent } from "./event_recorder.ts";
import type { ControllersConfig } from "./run.ts";
import { untilSeen, writeStatus } from "./status_writes.ts";

interface Parts {
  deployments: Store<Deployment>;
  /** Both indexed by `owner`: the UID of the controlling owner. */
  sets: Store<ReplicaSet>;
  pods: Store<Pod>;
}

/** Works until the signal aborts. */
export async function runDeployments(config: ControllersConfig, parts: Parts, signal: AbortSignal): Promise<void> {
  const { client, log, clock } = config;
  const { deployments, sets, pods } = parts;
  const record = createEventRecorder(client, "deployment-controller", signal, config);
  const reconcile = async (key: string) => {
    const deployment = deployments.get(key);
    if (!deployment) return toNext();
    const owned = sets.byIndex("owner", deployment.metadata.uid!);
    const ownedPods = owned.flatMap((set) => pods.byIndex("owner", set.metadata.uid!));
    const plan = planDeployment(deployment, owned, ownedPods, clock.now());
    const seen = await roll(config, deployment, plan, record);
    if (plan.revision && deployment.metadata.annotations?.[REVISION] !== plan.revision) {
      const metadata = { annotations: { [REVISION]: plan.revision } };
      await client.patch(DEPLOYMENTS, deployment.metadata, { metadata }, { type: "merge" });
    }
    await writeStatus(client, DEPLOYMENTS, deployment, plan.status, OMITTED);
    await untilSeen(sets, seen, signal);
    return toNext(plan.afterMs);
  };
  const queue = createWorkQueue({ reconcile, log, clock, name: "deployments" });
  deployments.subscribe((change) => queue.add(keyOf(change.object)));
  // A set's status changes with its pods, so that these need not wake us too.
  sets.subscribe(({ object: { metadata } }) => {
    const owner = metadata.ownerReferences?.find((each) => each.controller && each.kind === "Deployment");
    if (owner) queue.add(keyOf({ namespace: metadata.namespace, name: owner.name }));
  });
  for (const each of deployments.list()) queue.add(keyOf(each));
  await queue.run(signal);
}

/** Makes, scales and removes ReplicaSets; answers the newest version that it has written. */
async function roll(
  { client }: ControllersConfig,
  deployment: Deployment,
  { create, change, remove }: DeploymentPlan,
  record: RecordEvent,
): Promise<string | undefined> {
  let seen: string | undefined;
  const tell = (name: string, from: number, to: number) => {
    if (from === to) return;
    const message = `Scaled ${from < to ? "up" : "down"} replica set ${name} from ${from} to ${to}`;
    record(deployment, "Normal", "ScalingReplicaSet", message);
  };
  if (create) {
    const created = await client.create(REPLICA_SETS, create).catch((error) => {
      // Another's has the name.
      if (isAlreadyExists(error)) return create;
      record(deployment, "Warning", "ReplicaSetCreateError", `Failed to create new replica set: ${error.message}`);
      throw error;
    });
    seen = created.metadata.resourceVersion;
    tell(create.metadata.name, 0, create.spec!.replicas!);
  }
  for (const { set: { metadata, spec }, replicas, annotations } of change) {
    // The version keeps a size away that was decided from an older state.
    const { resourceVersion } = metadata;
    const patch = { metadata: { resourceVersion, annotations }, spec: { replicas } };
    seen = (await client.patch(REPLICA_SETS, metadata, patch, { type: "merge" })).metadata.resourceVersion;
    tell(metadata.name, spec!.replicas ?? 1, replicas);
  }
  for (const { metadata } of remove) {
    await client.delete(REPLICA_SETS, metadata, { preconditions: { uid: metadata.uid } });
  }
  return seen;
}
