/** Effect: the controllers that make and remove the pods of one owner: of a StatefulSet, of a ReplicaSet. */
import { type Pod, PODS } from "../../kube/builtins.ts";
import type { OwnerPlan, PodOwner } from "../../kube/cluster/pod_owner.ts";
import { ApiError, isAlreadyExists, isNotFound } from "../../kube/errors.ts";
import type { KubeObject } from "../../kube/object.ts";
import { keyOf } from "../../kube/resource_type.ts";
import type { Store } from "../../kube/store.ts";
import { createWorkQueue, toNext } from "../../kube/work_queue.ts";
import { createEventRecorder } from "./event_recorder.ts";
import type { ControllersConfig } from "./run.ts";
import { untilSeen, writeStatus } from "./status_writes.ts";

/** Of one kind, until the signal aborts; the pods are indexed by `owner`: the UID of the controlling owner. */
export async function runOwnedPods<T extends KubeObject>(
  config: ControllersConfig,
  kind: PodOwner<T>,
  { owners, pods }: { owners: Store<T>; pods: Store<Pod> },
  signal: AbortSignal,
): Promise<void> {
  const { client, log, clock } = config;
  const record = createEventRecorder(client, kind.component, signal, config);
  const act = async (owner: T, { create = [], remove = [] }: OwnerPlan) => {
    const { name } = owner.metadata;
    let seen: string | undefined;
    for (const pod of create) {
      try {
        const { metadata } = await client.create(PODS, pod);
        seen = metadata.resourceVersion;
        record(owner, "Normal", "SuccessfulCreate", kind.words.created(metadata.name, name));
      } catch (failure) {
        // Another's pod has the name, whose end wakes us.
        if (isAlreadyExists(failure)) continue;
        record(owner, "Warning", "FailedCreate", kind.words.failed(pod.metadata.name, name) + wordsOf(failure));
        return { seen, failure };
      }
    }
    for (const { metadata } of remove) {
      await client.delete(PODS, metadata, { preconditions: { uid: metadata.uid } }).catch((error) => {
        if (!isNotFound(error)) throw error;
      });
      record(owner, "Normal", "SuccessfulDelete", kind.words.deleted(metadata.name, name));
    }
    return { seen };
  };
  const reconcile = async (key: string) => {
    const owner = owners.get(key);
    if (!owner) return toNext();
    const owned = pods.byIndex("owner", owner.metadata.uid!);
    const plan = kind.plan(owner, owned, clock.now());
    const { seen, failure } = await act(owner, plan);
    const { status, afterMs } = failure ? kind.plan(owner, owned, clock.now(), wordsOf(failure)) : plan;
    await writeStatus(client, kind.type, owner, status, kind.omitted);
    if (failure) throw failure;
    await untilSeen(pods, seen, signal);
    return toNext(afterMs);
  };
  const queue = createWorkQueue({ reconcile, log, clock, name: kind.type.plural });
  owners.subscribe((change) => queue.add(keyOf(change.object)));
  pods.subscribe(({ object: { metadata } }) => {
    const owner = metadata.ownerReferences?.find((each) => each.controller && each.kind === kind.type.kind);
    if (owner) queue.add(keyOf({ namespace: metadata.namespace, name: owner.name }));
  });
  for (const owner of owners.list()) queue.add(keyOf(owner));
  await queue.run(signal);
}

const wordsOf = (error: unknown) => error instanceof ApiError ? error.status.message ?? "" : String(error);
