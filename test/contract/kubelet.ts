import { podsOf } from "./objects.ts";
import { type Answer, type ContractTarget, eventually, ok, patch } from "./target.ts";

/** Says of a pod what a kubelet would: that its containers run and are ready, or not. */
export async function tellPod(cluster: ContractTarget, name: string, isReady = true): Promise<Answer> {
  const path = `${podsOf(cluster)}/${name}`;
  const { spec, metadata } = await eventually(() => patchable(cluster, path), (each) => each !== undefined);
  const at = metadata.creationTimestamp;
  const status = isReady ? "True" : "False";
  const conditions = ["PodScheduled", "Initialized", "ContainersReady", "Ready"].map((type) => (
    { type, status: type === "PodScheduled" ? "True" : status, lastTransitionTime: at }
  ));
  const containerStatuses = spec.containers.map(({ name, image }: Answer) => ({
    ...{ name, image, imageID: "", ready: isReady, restartCount: 0, started: isReady },
    state: isReady ? { running: { startedAt: at } } : { waiting: { reason: "ImagePullBackOff" } },
  }));
  const phase = isReady ? "Running" : "Pending";
  const { body } = await patch(cluster, "strategic", `${path}/status`, {
    status: { phase, conditions, containerStatuses },
  });
  return body;
}

async function patchable(cluster: ContractTarget, path: string): Promise<Answer | undefined> {
  const response = await cluster.fetch(path);
  const body = await response.json();
  return response.ok ? body : undefined;
}

/** The pods of a namespace by their names, once they are as is awaited. */
export async function untilPods(
  cluster: ContractTarget,
  isDone: (pods: Record<string, Answer>) => boolean,
): Promise<Record<string, Answer>> {
  return await eventually(
    async () => {
      const { items } = await ok(cluster, "GET", podsOf(cluster));
      return Object.fromEntries(items.map((each: Answer) => [each.metadata.name, each]));
    },
    isDone,
  );
}
