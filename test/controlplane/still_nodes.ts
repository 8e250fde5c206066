/** Nodes that exist as objects alone, for a real scheduler: of each pod there it is said that it runs, at once. */
import { isNotFound, keyOf, type KubeClient, NODES, type Pod, PODS } from "../../kube/mod.ts";

/** Nodes on which nothing moves. */
export interface StillNodes extends AsyncDisposable {
  readonly names: readonly string[];
}

/** How many there are and how much room each has. */
export interface StillNodesOptions {
  names: readonly string[];
  room?: Record<string, string>;
}

/**
 * Makes the nodes and answers for their kubelets until it is disposed of. The plane must have been started with
 * `FLAGS_FOR_SIMULATED_NODES`: nobody renews a heartbeat here.
 */
export async function startStillNodes(client: KubeClient, options: StillNodesOptions): Promise<StillNodes> {
  const { names, room = { cpu: "4", memory: "8Gi", pods: "20" } } = options;
  const over = new AbortController();
  for (const name of names) await makeNode(client, name, room);
  const answering = answerForPods(client, names, over.signal);
  return {
    names,
    async [Symbol.asyncDispose]() {
      over.abort();
      await answering;
    },
  };
}

async function makeNode(client: KubeClient, name: string, room: Record<string, string>): Promise<void> {
  const labels = { "kubernetes.io/hostname": name };
  await client.create(NODES, { metadata: { name, labels } });
  const conditions = [{ type: "Ready", status: "True", reason: "Still", message: "Nothing moves here." }];
  const status = { allocatable: room, capacity: room, conditions };
  await client.patch(NODES, { name }, { status }, { type: "merge", subresource: "status" });
  await client.patch(NODES, { name }, { spec: { taints: null } }, { type: "merge" });
}

async function answerForPods(client: KubeClient, names: readonly string[], signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const options = { sendInitialEvents: true, timeoutSeconds: 300 };
      for await (const { type, object } of client.watch(PODS, options, signal)) {
        if (type !== "ADDED" && type !== "MODIFIED") continue;
        if (names.includes(object.spec?.nodeName ?? "")) await answerFor(client, object);
      }
    } catch {
      // Watched again: a plane that stops refuses everything.
    }
  }
}

/** As a kubelet that is never late: what is to go is gone, everything else runs. */
async function answerFor(client: KubeClient, pod: Pod): Promise<void> {
  try {
    if (pod.metadata.deletionTimestamp) {
      await client.delete(PODS, pod.metadata, { gracePeriodSeconds: 0, preconditions: { uid: pod.metadata.uid } });
    } else if (pod.status?.phase === "Pending") {
      await client.patch(PODS, pod.metadata, { status: runningStatus(pod) }, { type: "merge", subresource: "status" });
    }
  } catch (error) {
    if (!isNotFound(error)) throw new Error(`Cannot answer for ${keyOf(pod)}`, { cause: error });
  }
}

/** The status of a pod of which everything runs and is ready, as a kubelet writes it. */
export function runningStatus(pod: Pod) {
  const at = pod.metadata.creationTimestamp;
  const condition = (type: string) => ({ type, status: "True", lastTransitionTime: at });
  return {
    phase: "Running",
    podIP: "10.9.9.9",
    conditions: ["PodScheduled", "Initialized", "ContainersReady", "Ready"].map(condition),
    containerStatuses: pod.spec!.containers.map(({ name, image = "" }) => ({
      ...{ name, image, imageID: "", ready: true, started: true, restartCount: 0 },
      state: { running: { startedAt: at } },
    })),
  };
}
