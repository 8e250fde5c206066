/** Effect: the StatefulSet controller. */
import { type Pod, PODS, STATEFUL_SETS, type StatefulSet } from "../../kube/builtins.ts";
import { ApiError, isAlreadyExists, isNotFound } from "../../kube/errors.ts";
import type { Store } from "../../kube/store.ts";
import { keyOf, parseKey } from "../../kube/resource_type.ts";
import { createWorkQueue } from "../../kube/work_queue.ts";
import { createEventRecorder, type RecordEvent } from "./event_recorder.ts";
import { isSubset } from "./subset.ts";
import { planStatefulSet } from "../../kube/cluster/stateful_set_plan.ts";
import type { ControllersConfig } from "./run.ts";

/** What the controller reads and says. */
interface Parts {
  sets: Store<StatefulSet>;
  /** Indexed by `owner`: the UID of the controlling owner. */
  pods: Store<Pod>;
}

/** Works until the signal aborts. */
export async function runStatefulSets(config: ControllersConfig, parts: Parts, signal: AbortSignal): Promise<void> {
  const { client, log } = config;
  const { sets, pods } = parts;
  const record = createEventRecorder(client, "statefulset-controller", signal, config);
  const reconcile = async (key: string) => {
    const set = sets.get(key);
    if (set) await reconcileSet(config, set, pods.byIndex("owner", set.metadata.uid!), record);
    return { kind: "done" } as const;
  };
  const queue = createWorkQueue({ reconcile, log, name: "statefulsets" });
  sets.subscribe((change) => queue.add(keyOf(change.object)));
  pods.subscribe(({ object }) => {
    const owner = object.metadata.ownerReferences?.find((each) => each.controller && each.kind === "StatefulSet");
    if (owner) queue.add(keyOf({ namespace: object.metadata.namespace, name: owner.name }));
  });
  for (const set of sets.list()) queue.add(keyOf(set));
  await queue.run(signal);
}

async function reconcileSet(
  { client }: ControllersConfig,
  set: StatefulSet,
  pods: readonly Pod[],
  record: RecordEvent,
): Promise<void> {
  const plan = planStatefulSet(set, pods);
  const status = Object.fromEntries(Object.entries(plan.status).map(([name, value]) => [name, omitZero(name, value)]));
  if (!isSubset(status, set.status ?? {})) {
    const patch = { status };
    await ignoringAbsence(client.patch(STATEFUL_SETS, set.metadata, patch, { type: "merge", subresource: "status" }));
  }
  for (const pod of plan.create ?? []) {
    const subject = `Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name}`;
    try {
      await client.create(PODS, pod);
      record(set, "Normal", "SuccessfulCreate", `Create ${subject} successful`);
    } catch (error) {
      // The store has not seen it yet, or another's pod has the name: either way its change wakes us.
      if (isAlreadyExists(error)) continue;
      const why = error instanceof ApiError ? error.status.message : (error as Error).message;
      record(set, "Warning", "FailedCreate", `Create ${subject} failed error: ${why}`);
      throw error;
    }
  }
  if (!plan.remove || plan.remove.metadata.deletionTimestamp) return;
  const { name, uid } = plan.remove.metadata;
  await ignoringAbsence(client.delete(PODS, parseKey(keyOf(plan.remove)), { preconditions: { uid } }));
  record(set, "Normal", "SuccessfulDelete", `Delete Pod ${name} in StatefulSet ${set.metadata.name} successful`);
}

/** Go leaves these out where they are 0; null does so in a merge patch. */
const OMITTED = ["readyReplicas", "currentReplicas", "updatedReplicas"];
const omitZero = (name: string, value: unknown) => value === 0 && OMITTED.includes(name) ? null : value;

async function ignoringAbsence(write: Promise<unknown>): Promise<void> {
  await write.catch((error) => {
    if (!isNotFound(error)) throw error;
  });
}
