import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { tellPod, untilPods } from "../kubelet.ts";
import { deployment, eventsOf } from "../objects.ts";
import { type Answer, type ContractCase, type ContractTarget, eventually, ok, patch, send } from "../target.ts";

const deploymentsOf = ({ namespace }: ContractTarget) => `/apis/apps/v1/namespaces/${namespace}/deployments`;
const setsOf = ({ namespace }: ContractTarget) => `/apis/apps/v1/namespaces/${namespace}/replicasets`;
const pathOf = (cluster: ContractTarget) => `${deploymentsOf(cluster)}/d`;

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
  for (const name of ofImage(pods)) if (pods[name].status.phase !== "Running") await tellPod(cluster, name);
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
  {
    name:
      "a ReplicaSet remembers its revision and its Deployment's annotations, and an undone rollout takes it up again",
    async run(cluster) {
      await runDeployment(cluster, 1);
      await untilStatus(cluster, ({ availableReplicas }) => availableReplicas === 1);
      await patch(cluster, "merge", pathOf(cluster), { metadata: { annotations: { "a/b": "c" } } });
      await changeImage(cluster, "example.org/two");
      await runAll(cluster, 1, "example.org/two");
      await untilPods(cluster, (all) => Object.keys(all).length === 1);
      await changeImage(cluster, "example.org/nothing");
      await runAll(cluster, 1, "example.org/nothing");
      await untilStatus(cluster, ({ updatedReplicas, replicas }) => updatedReplicas === 1 && replicas === 1);
      const { items } = await ok(cluster, "GET", setsOf(cluster));
      const told = items.map(({ metadata: { annotations }, spec }: Answer) => [
        annotations["deployment.kubernetes.io/revision"],
        annotations["deployment.kubernetes.io/revision-history"],
        annotations["a/b"],
        spec.replicas,
      ]);
      assertEquals(told.sort(), [["2", undefined, "c", 0], ["3", "1", "c", 1]]);
      const { metadata } = await ok(cluster, "GET", pathOf(cluster));
      assertEquals(metadata.annotations["deployment.kubernetes.io/revision"], "3");
    },
  },
  {
    name: "pods that a quota refuses are a condition of the ReplicaSet and of its Deployment",
    async run(cluster) {
      const quotas = `/api/v1/namespaces/${cluster.namespace}/resourcequotas`;
      await ok(cluster, "POST", quotas, {
        ...{ apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "none" }, spec: { hard: { pods: "0" } } },
      });
      await eventually(
        () => ok(cluster, "GET", `${quotas}/none`),
        ({ status }) => status?.hard?.pods === "0",
      );
      await ok(cluster, "POST", deploymentsOf(cluster), deployment(1));
      const failureOf = ({ conditions = [] }: Answer) =>
        conditions.find(({ type }: Answer) => type === "ReplicaFailure");
      const { status } = await untilStatus(cluster, (status) => failureOf(status) !== undefined);
      const { reason, message } = failureOf(status);
      assertEquals([reason, status.unavailableReplicas], ["FailedCreate", 1]);
      assertMatch(message, /^pods "d-[a-z0-9]+-[a-z0-9]{5}" is forbidden: exceeded quota: none, requested: pods=1/);
      const { items: [set] } = await ok(cluster, "GET", setsOf(cluster));
      assertEquals([failureOf(set.status).message.slice(0, 8), set.status.replicas], ['pods "d-', 0]);
      const event = await eventually(
        async () => {
          const { items } = await ok(cluster, "GET", eventsOf(cluster));
          return items.find((each: Answer) => each.reason === "FailedCreate");
        },
        (found) => found !== undefined,
      );
      assertEquals([event.involvedObject.kind, event.message.slice(0, 22)], ["ReplicaSet", 'Error creating: pods "']);
    },
  },
  {
    name: "a Deployment that is paused is scaled, not rolled, and rolls once it is resumed",
    async run(cluster) {
      await runDeployment(cluster, 1);
      await untilStatus(cluster, ({ availableReplicas }) => availableReplicas === 1);
      await patch(cluster, "merge", pathOf(cluster), { spec: { paused: true } });
      await changeImage(cluster, "example.org/two");
      await patch(cluster, "merge", pathOf(cluster), { spec: { replicas: 2 } });
      await runAll(cluster, 2, "example.org/nothing");
      const { status } = await untilStatus(cluster, ({ availableReplicas }) => availableReplicas === 2);
      const progressing = status.conditions.find((each: Answer) => each.type === "Progressing");
      assertEquals([progressing.status, progressing.reason], ["Unknown", "DeploymentPaused"]);
      await patch(cluster, "merge", pathOf(cluster), { spec: { paused: false } });
      await untilPods(
        cluster,
        (all) => Object.values(all).some((each) => each.spec.containers[0].image.endsWith("two")),
      );
    },
  },
  {
    name: "old ReplicaSets go beyond the history that is kept, and a deleted Deployment takes all with it",
    async run(cluster) {
      await runDeployment(cluster, 1, { revisionHistoryLimit: 0 });
      await untilStatus(cluster, ({ availableReplicas }) => availableReplicas === 1);
      await changeImage(cluster, "example.org/two");
      await runAll(cluster, 1, "example.org/two");
      const sets = () => ok(cluster, "GET", setsOf(cluster)).then(({ items }) => items.length);
      await eventually(sets, (count) => count === 1, 15_000);
      await ok(cluster, "DELETE", pathOf(cluster));
      await eventually(sets, (count) => count === 0, 15_000);
      await untilPods(cluster, (all) => Object.keys(all).length === 0);
    },
  },
  {
    name: "a Deployment gets its type's defaults",
    async run(cluster) {
      const { spec, metadata } = await ok(cluster, "POST", deploymentsOf(cluster), { ...deployment(1), status: {} });
      const { template: _, selector: __, ...defaulted } = spec;
      assertEquals(defaulted, {
        ...{ replicas: 1, progressDeadlineSeconds: 600, revisionHistoryLimit: 10 },
        strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: "25%" } },
      });
      assertEquals([metadata.generation, spec.template.spec.restartPolicy], [1, "Always"]);
    },
  },
  {
    name: "a Deployment's strategy is one of two, its selector is its template's, and stays",
    async run(cluster) {
      const refused = async (spec: Answer) => {
        const { status, body } = await send(cluster, "POST", deploymentsOf(cluster), deployment(1, spec));
        return [status, body.message];
      };
      const words = (what: string) => `Deployment.apps "d" is invalid: ${what}`;
      assertEquals(await refused({ strategy: { type: "Recreate", rollingUpdate: { maxSurge: 1 } } }), [
        422,
        words("spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'"),
      ]);
      assertEquals(await refused({ strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } }), [
        422,
        words("spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0"),
      ]);
      assertEquals(await refused({ strategy: { type: "Quick" } }), [
        422,
        words(
          'spec.strategy: Unsupported value: {"Type":"Quick","RollingUpdate":null}: ' +
            'supported values: "Recreate", "RollingUpdate"',
        ),
      ]);
      assertEquals(await refused({ selector: { matchLabels: { app: "other" } } }), [
        422,
        words(
          'spec.template.metadata.labels: Invalid value: {"app":"d"}: `selector` does not match template `labels`',
        ),
      ]);
      await ok(cluster, "POST", deploymentsOf(cluster), deployment(1));
      const recreate = { spec: { strategy: { type: "Recreate" } } };
      const { body: merged } = await patch(cluster, "merge", pathOf(cluster), recreate);
      assertStringIncludes(merged.message, "may not be specified when strategy `type` is 'Recreate'");
      const labels = { app: "d", more: "x" };
      const { body: moved } = await patch(cluster, "merge", pathOf(cluster), {
        spec: { selector: { matchLabels: labels }, template: { metadata: { labels } } },
      });
      assertStringIncludes(moved.message, 'spec.selector: Invalid value: {"matchLabels":{"app":"d","more":"x"}}');
      assertStringIncludes(moved.message, "field is immutable");
    },
  },
];
