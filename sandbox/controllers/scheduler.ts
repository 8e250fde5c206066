/** Effect: the scheduler. Looks at all waiting pods again whenever something changes that could let one fit. */
import { type Node, type PersistentVolumeClaim, type Pod, PODS } from "../../kube/builtins.ts";
import type { Store } from "../../kube/store.ts";
import { keyOf, pathOf } from "../../kube/resource_type.ts";
import { createWorkQueue, toNext } from "../../kube/work_queue.ts";
import { createEventRecorder, type RecordEvent, toTimestamp } from "./event_recorder.ts";
import { isFinished } from "../../kube/cluster/stateful_set_plan.ts";
import type { ControllersConfig } from "./run.ts";
import { placePod } from "../../kube/cluster/schedule_plan.ts";

const SCHEDULER = "default-scheduler";

interface Parts {
  pods: Store<Pod>;
  claims: Store<PersistentVolumeClaim>;
  nodes: Store<Node>;
}

/** Works until the signal aborts. */
export async function runScheduler(config: ControllersConfig, parts: Parts, signal: AbortSignal): Promise<void> {
  const { client, log } = config;
  const { pods, claims, nodes } = parts;
  const record = createEventRecorder(client, SCHEDULER, signal, config);
  // Bound by us, but not yet seen so in the store: they take their room already.
  const assumed = new Map<string, Pod>();
  const reconcile = async (key: string) => {
    const pod = pods.get(key);
    if (!pod || !isWaiting(pod) || assumed.has(pod.metadata.uid!)) return toNext();
    const bound = [...pods.list().filter((each) => each.spec?.nodeName), ...assumed.values()];
    const placement = placePod(pod, { nodes: nodes.list(), bound, claim: (each) => claims.get(each) });
    if ("message" in placement) {
      await refuse(config, pod, placement.message, record);
    } else {
      assumed.set(pod.metadata.uid!, { ...pod, spec: { ...pod.spec!, nodeName: placement.node } });
      await bind(config, pod, placement.node).catch((error) => {
        assumed.delete(pod.metadata.uid!);
        throw error;
      });
      record(pod, "Normal", "Scheduled", `Successfully assigned ${key} to ${placement.node}`);
    }
    return toNext();
  };
  // One at a time: two decisions at once would both count the same room as free.
  const queue = createWorkQueue({ reconcile, log, name: "scheduler", concurrency: 1 });
  const addWaiting = () => pods.list().filter(isWaiting).forEach((each) => queue.add(keyOf(each)));
  pods.subscribe((change) => {
    if (change.type === "delete" || change.object.spec?.nodeName) assumed.delete(change.object.metadata.uid!);
    if (change.type === "apply" && isWaiting(change.object)) queue.add(keyOf(change.object));
    else if (change.type === "delete" || isFinished(change.object)) addWaiting();
  });
  claims.subscribe(addWaiting);
  nodes.subscribe(addWaiting);
  addWaiting();
  await queue.run(signal);
}

/** Says why a pod fits nowhere, once for each reason. */
async function refuse({ client, clock }: ControllersConfig, pod: Pod, message: string, record: RecordEvent) {
  if (pod.status?.conditions?.some((each) => each.type === "PodScheduled" && each.message === message)) return;
  record(pod, "Warning", "FailedScheduling", message);
  const lastTransitionTime = toTimestamp(clock.now());
  const conditions = [{ type: "PodScheduled", status: "False", reason: "Unschedulable", message, lastTransitionTime }];
  const patch = { status: { phase: "Pending", conditions } };
  await client.patch(PODS, pod.metadata, patch, { type: "merge", subresource: "status" });
}

async function bind({ client }: ControllersConfig, pod: Pod, node: string): Promise<void> {
  const { namespace, name, uid } = pod.metadata;
  const target = { apiVersion: "v1", kind: "Node", name: node };
  const body = JSON.stringify({ apiVersion: "v1", kind: "Binding", metadata: { namespace, name, uid }, target });
  const headers = { "content-type": "application/json" };
  const response = await client.fetch("request", pathOf(PODS, pod.metadata, "binding"), {
    method: "POST",
    headers,
    body,
  });
  const answer = await response.text();
  if (!response.ok && response.status !== 404) throw new Error(`Cannot bind ${namespace}/${name}: ${answer}`);
}

function isWaiting(pod: Pod): boolean {
  const isOurs = (pod.spec?.schedulerName ?? SCHEDULER) === SCHEDULER;
  return isOurs && !pod.spec?.nodeName && !pod.metadata.deletionTimestamp && !isFinished(pod);
}
