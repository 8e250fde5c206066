import { assertEquals } from "@std/assert";
import { tellPod, untilPods } from "../kubelet.ts";
import { type Answer, type ContractCase, type ContractTarget, eventually, ok, patch } from "../target.ts";

// The sandbox has no Deployments as long as nothing of ours makes one.
const realOnly = "nothing of ours makes Deployments yet";

const deploymentsOf = ({ namespace }: ContractTarget) => `/apis/apps/v1/namespaces/${namespace}/deployments`;
const setsOf = ({ namespace }: ContractTarget) => `/apis/apps/v1/namespaces/${namespace}/replicasets`;
const pathOf = (cluster: ContractTarget) => `${deploymentsOf(cluster)}/d`;

const deployment = (replicas: number, spec: Answer = {}): Answer => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "d" },
  spec: {
    replicas,
    selector: { matchLabels: { app: "d" } },
    template: {
      metadata: { labels: { app: "d" } },
      spec: { schedulerName: "nobody", containers: [{ name: "main", image: "example.org/nothing" }] },
    },
    ...spec,
  },
});

async function runDeployment(cluster: ContractTarget, replicas: number, spec: Answer = {}): Promise<void> {
  await ok(cluster, "POST", deploymentsOf(cluster), deployment(replicas, spec));
  await runAll(cluster, replicas, "example.org/nothing");
}

/** Has the pods of an image run, once there are so many. */
async function runAll(cluster: ContractTarget, count: number, image: string): Promise<string[]> {
  const ofImage = (all: Record<string, Answer>) =>
    Object.keys(all).filter((each) =>
      all[each].spec.containers[0].image === image && !all[each].metadata.deletionTimestamp
    );
  const pods = await untilPods(cluster, (all) => ofImage(all).length >= count);
  for (const name of ofImage(pods)) await tellPod(cluster, name);
  return ofImage(pods);
}

const changeImage = (cluster: ContractTarget, image: string) =>
  patch(cluster, "strategic", pathOf(cluster), {
    spec: { template: { spec: { containers: [{ name: "main", image }] } } },
  });

const untilStatus = (cluster: ContractTarget, isDone: (status: Answer) => boolean) =>
  eventually(
    () => ok(cluster, "GET", pathOf(cluster)),
    ({ metadata, status }) => status.observedGeneration === metadata.generation && isDone(status),
  );

export const cases: ContractCase[] = [
  {
    name: "a Deployment makes a ReplicaSet, and that its pods, all named after their makers",
    realOnly,
    async run(cluster) {
      await runDeployment(cluster, 2);
      const { status } = await untilStatus(cluster, ({ availableReplicas }) => availableReplicas === 2);
      const condition = status.conditions.find((each: Answer) => each.type === "Available");
      assertEquals([condition.status, condition.reason], ["True", "MinimumReplicasAvailable"]);
      const { items: [set] } = await ok(cluster, "GET", setsOf(cluster));
      const pods = await untilPods(cluster, (all) => Object.keys(all).length === 2);
      const hash = set.metadata.labels["pod-template-hash"];
      assertEquals([set.metadata.name, set.metadata.ownerReferences[0].name], [`d-${hash}`, "d"]);
      for (const [name, { metadata }] of Object.entries(pods)) {
        assertEquals([name.startsWith(`d-${hash}-`), metadata.ownerReferences[0].kind], [true, "ReplicaSet"]);
      }
    },
  },
  {
    name: "a rolling update makes new pods before old ones go, and counts its revisions",
    realOnly,
    async run(cluster) {
      await runDeployment(cluster, 1);
      await untilStatus(cluster, ({ availableReplicas }) => availableReplicas === 1);
      await changeImage(cluster, "example.org/two");
      const both = await untilPods(cluster, (all) => Object.keys(all).length === 2);
      assertEquals(Object.values(both).filter((each) => each.metadata.deletionTimestamp).length, 0);
      await runAll(cluster, 1, "example.org/two");
      await untilPods(cluster, (all) => Object.keys(all).length === 1);
      const { metadata } = await untilStatus(cluster, ({ updatedReplicas }) => updatedReplicas === 1);
      assertEquals(metadata.annotations["deployment.kubernetes.io/revision"], "2");
      assertEquals((await ok(cluster, "GET", setsOf(cluster))).items.length, 2);
    },
  },
  {
    name: "with the strategy Recreate the old pods go first",
    realOnly,
    async run(cluster) {
      await runDeployment(cluster, 1, { strategy: { type: "Recreate" } });
      const before = await untilPods(cluster, (all) => Object.keys(all).length === 1);
      const [name] = Object.keys(before);
      await changeImage(cluster, "example.org/two");
      const after = await untilPods(cluster, (all) => Object.keys(all).length === 1 && !(name in all));
      assertEquals(Object.values(after)[0].spec.containers[0].image, "example.org/two");
    },
  },
  {
    name: "a Deployment is scaled, and pods that fail or go are replaced",
    realOnly,
    async run(cluster) {
      await runDeployment(cluster, 1);
      await patch(cluster, "merge", `${pathOf(cluster)}/scale`, { spec: { replicas: 2 } });
      const two = await untilPods(cluster, (all) => Object.keys(all).length === 2);
      const [first] = Object.keys(two);
      await ok(cluster, "DELETE", `/api/v1/namespaces/${cluster.namespace}/pods/${first}`);
      await untilPods(cluster, (all) => Object.keys(all).length === 2 && !(first in all));
      await patch(cluster, "merge", pathOf(cluster), { spec: { replicas: 0 } });
      await untilPods(cluster, (all) => Object.keys(all).length === 0);
    },
  },
  {
    name: "a rollout that does not get on says so after its deadline",
    realOnly,
    async run(cluster) {
      await ok(
        cluster,
        "POST",
        deploymentsOf(cluster),
        deployment(1, { progressDeadlineSeconds: 1, minReadySeconds: 0 }),
      );
      const { status } = await untilStatus(
        cluster,
        ({ conditions = [] }) => conditions.some((each: Answer) => each.reason === "ProgressDeadlineExceeded"),
      );
      const condition = status.conditions.find((each: Answer) => each.type === "Progressing");
      assertEquals([condition.status, condition.reason], ["False", "ProgressDeadlineExceeded"]);
    },
  },
];
