import { assert, assertEquals, assertMatch } from "@std/assert";
import { tellPod, untilPods } from "../kubelet.ts";
import { claim, claimsOf, eventsOf, podsOf, setsOf, statefulSet } from "../objects.ts";
import { type Answer, type ContractCase, type ContractTarget, eventually, ok, patch, send } from "../target.ts";

const IMAGE = "example.org/nothing";

/** A StatefulSet whose pods nothing ever starts: no scheduler of that name exists. */
function paused(name: string, replicas: number, spec: Answer = {}): Answer {
  const body = statefulSet(name, { replicas, serviceName: "service", ...spec });
  body.spec.template.spec.schedulerName = "nobody";
  return body;
}

const pathOf = (cluster: ContractTarget) => `${setsOf(cluster)}/s`;
const imageOf = (pod: Answer) => pod?.spec.containers[0].image;

/** Makes set `s` with `count` pods that run. */
async function runSet(cluster: ContractTarget, count: number, spec: Answer = {}): Promise<void> {
  await ok(cluster, "POST", setsOf(cluster), paused("s", count, spec));
  for (let i = 0; i < count; i++) await tellPod(cluster, `s-${i}`);
  await untilStatus(cluster, ({ readyReplicas = 0 }) => readyReplicas === count);
}

function changeImage(cluster: ContractTarget, image: string): ReturnType<typeof patch> {
  const containers = [{ name: "main", image }];
  return patch(cluster, "strategic", pathOf(cluster), { spec: { template: { spec: { containers } } } });
}

/** The set's status once it has seen the newest spec and is as is awaited. */
async function untilStatus(cluster: ContractTarget, isDone: (status: Answer) => boolean): Promise<Answer> {
  const isSeen = ({ metadata, status }: Answer) => status.observedGeneration === metadata.generation && isDone(status);
  return (await eventually(() => ok(cluster, "GET", pathOf(cluster)), isSeen)).status;
}

const scale = (cluster: ContractTarget, replicas: number) =>
  patch(cluster, "merge", `${pathOf(cluster)}/scale`, { spec: { replicas } });

export const cases: ContractCase[] = [
  {
    name: "pods come one by one, each when the one before is ready",
    async run(cluster) {
      await ok(cluster, "POST", setsOf(cluster), paused("s", 2));
      await untilPods(cluster, (pods) => "s-0" in pods);
      await tellPod(cluster, "s-0", false);
      await untilStatus(cluster, ({ replicas }) => replicas === 1);
      assertEquals((await send(cluster, "GET", `${podsOf(cluster)}/s-1`)).status, 404);
      await tellPod(cluster, "s-0");
      await untilPods(cluster, (pods) => "s-1" in pods);
    },
  },
  {
    name: "a pod is called after its set and its number, and says whose it is and of which revision",
    async run(cluster) {
      await ok(cluster, "POST", setsOf(cluster), paused("s", 1));
      const { "s-0": pod } = await untilPods(cluster, (pods) => "s-0" in pods);
      // The pod may be seen before the set's own status says of which revision it is.
      const status = await untilStatus(cluster, ({ updateRevision }) => updateRevision !== undefined);
      const { metadata } = await ok(cluster, "GET", pathOf(cluster));
      assertEquals(pod.metadata.labels, {
        app: "s",
        "apps.kubernetes.io/pod-index": "0",
        "controller-revision-hash": status.updateRevision,
        "statefulset.kubernetes.io/pod-name": "s-0",
      });
      assertMatch(status.updateRevision, /^s-[a-z0-9]+$/);
      assertEquals(pod.metadata.ownerReferences, [{
        ...{ apiVersion: "apps/v1", kind: "StatefulSet", name: "s", uid: metadata.uid },
        ...{ controller: true, blockOwnerDeletion: true },
      }]);
      assertEquals([pod.metadata.generateName, pod.spec.hostname, pod.spec.subdomain], ["s-", "s-0", "service"]);
    },
  },
  {
    name: "the status counts pods, those that are ready, and those of each revision; what is none is left out",
    async run(cluster) {
      await ok(cluster, "POST", setsOf(cluster), paused("s", 2));
      await untilPods(cluster, (pods) => "s-0" in pods);
      const first = await untilStatus(cluster, ({ replicas }) => replicas === 1);
      const { updateRevision } = first;
      const revisions = { currentRevision: updateRevision, updateRevision, collisionCount: 0, observedGeneration: 1 };
      assertEquals(first, { ...revisions, replicas: 1, availableReplicas: 0, currentReplicas: 1, updatedReplicas: 1 });
      await tellPod(cluster, "s-0");
      await untilPods(cluster, (pods) => "s-1" in pods);
      const second = await untilStatus(cluster, ({ replicas }) => replicas === 2);
      const counts = { replicas: 2, readyReplicas: 1, availableReplicas: 1, currentReplicas: 2, updatedReplicas: 2 };
      assertEquals(second, { ...revisions, ...counts });
    },
  },
  {
    name: "a new template replaces the pods from the highest, each when the one before is ready",
    async run(cluster) {
      await runSet(cluster, 2);
      const { currentRevision: before } = (await ok(cluster, "GET", pathOf(cluster))).status;
      await changeImage(cluster, "example.org/two");
      const pods = await untilPods(cluster, (all) => imageOf(all["s-1"]) === "example.org/two");
      assertEquals(imageOf(pods["s-0"]), IMAGE);
      const rolling = await untilStatus(cluster, ({ updatedReplicas }) => updatedReplicas === 1);
      assertEquals([rolling.currentRevision, rolling.currentReplicas, rolling.readyReplicas], [before, 1, 1]);
      assert(rolling.updateRevision !== before);
      await tellPod(cluster, "s-1");
      await untilPods(cluster, (all) => imageOf(all["s-0"]) === "example.org/two");
      await tellPod(cluster, "s-0");
      const done = await untilStatus(cluster, ({ currentRevision }) => currentRevision !== before);
      assertEquals([done.currentRevision, done.updatedReplicas, done.readyReplicas], [done.updateRevision, 2, 2]);
    },
  },
  {
    name: "a pod that is not ready is not replaced by a newer template, until somebody deletes it",
    async run(cluster) {
      await runSet(cluster, 1);
      await changeImage(cluster, "example.org/wrong");
      await untilPods(cluster, (all) => imageOf(all["s-0"]) === "example.org/wrong");
      const broken = await tellPod(cluster, "s-0", false);
      await changeImage(cluster, "example.org/right");
      const { updateRevision } = await untilStatus(cluster, ({ updatedReplicas = 0 }) => updatedReplicas === 0);
      const { metadata } = await ok(cluster, "GET", `${podsOf(cluster)}/s-0`);
      assertEquals([metadata.uid, metadata.deletionTimestamp], [broken.metadata.uid, undefined]);
      await ok(cluster, "DELETE", `${podsOf(cluster)}/s-0`, { preconditions: { uid: metadata.uid } });
      const pods = await untilPods(cluster, (all) => imageOf(all["s-0"]) === "example.org/right");
      assertEquals(pods["s-0"].metadata.labels["controller-revision-hash"], updateRevision);
    },
  },
  {
    name: "the template of before has the revision of before",
    async run(cluster) {
      await runSet(cluster, 0);
      const { updateRevision } = await untilStatus(cluster, (status) => status.updateRevision !== undefined);
      await changeImage(cluster, "example.org/two");
      await untilStatus(cluster, (status) => status.updateRevision !== updateRevision);
      await changeImage(cluster, IMAGE);
      await untilStatus(cluster, (status) => status.updateRevision === updateRevision);
    },
  },
  {
    name: "scaling up adds at the end, scaling down takes from the end",
    async run(cluster) {
      await runSet(cluster, 1);
      await scale(cluster, 3);
      await tellPod(cluster, "s-1");
      await tellPod(cluster, "s-2");
      await untilStatus(cluster, ({ readyReplicas }) => readyReplicas === 3);
      await scale(cluster, 1);
      const pods = await untilPods(cluster, (all) => Object.keys(all).length === 1);
      assertEquals(Object.keys(pods), ["s-0"]);
      await scale(cluster, 0);
      await untilPods(cluster, (all) => Object.keys(all).length === 0);
      const status = await untilStatus(cluster, ({ replicas }) => replicas === 0);
      assertEquals([status.readyReplicas, status.currentReplicas], [undefined, undefined]);
    },
  },
  {
    name: "a pod that is deleted comes back under its name, one that failed is replaced",
    async run(cluster) {
      await runSet(cluster, 1);
      const { metadata: { uid } } = await ok(cluster, "GET", `${podsOf(cluster)}/s-0`);
      await ok(cluster, "DELETE", `${podsOf(cluster)}/s-0`);
      const again = await untilPods(cluster, (all) => all["s-0"] !== undefined && all["s-0"].metadata.uid !== uid);
      await tellPod(cluster, "s-0");
      await patch(cluster, "merge", `${podsOf(cluster)}/s-0/status`, { status: { phase: "Failed" } });
      const isNew = (all: Record<string, Answer>) =>
        all["s-0"] !== undefined && all["s-0"].metadata.uid !== again["s-0"].metadata.uid;
      await untilPods(cluster, isNew);
    },
  },
  {
    name: "a pod on a node that is being deleted is waited for",
    async run(cluster) {
      await runSet(cluster, 1);
      const path = `${podsOf(cluster)}/s-0`;
      const target = { kind: "Node", name: "contract-no-such-node" };
      await ok(cluster, "POST", `${path}/binding`, { metadata: { name: "s-0" }, target });
      await scale(cluster, 0);
      const marked = await eventually(() => ok(cluster, "GET", path), ({ metadata }) => metadata.deletionTimestamp);
      await scale(cluster, 1);
      await untilStatus(cluster, ({ replicas }) => replicas === 1);
      assertEquals((await ok(cluster, "GET", path)).metadata.uid, marked.metadata.uid);
      await ok(cluster, "DELETE", path, { gracePeriodSeconds: 0 });
      await untilPods(cluster, (all) => all["s-0"] !== undefined && all["s-0"].metadata.uid !== marked.metadata.uid);
    },
  },
  {
    name: "with the policy Parallel pods come and go all at once",
    async run(cluster) {
      await ok(cluster, "POST", setsOf(cluster), paused("s", 3, { podManagementPolicy: "Parallel" }));
      await untilPods(cluster, (all) => Object.keys(all).length === 3);
      await scale(cluster, 0);
      await untilPods(cluster, (all) => Object.keys(all).length === 0);
    },
  },
  {
    name: "with the strategy OnDelete a new template waits until the pod is deleted",
    async run(cluster) {
      await runSet(cluster, 1, { updateStrategy: { type: "OnDelete" } });
      await changeImage(cluster, "example.org/two");
      await untilStatus(cluster, ({ updatedReplicas = 0 }) => updatedReplicas === 0);
      assertEquals(imageOf(await ok(cluster, "GET", `${podsOf(cluster)}/s-0`)), IMAGE);
      await ok(cluster, "DELETE", `${podsOf(cluster)}/s-0`);
      await untilPods(cluster, (all) => imageOf(all["s-0"]) === "example.org/two");
    },
  },
  {
    name: "Events say which pods a set has made and deleted",
    async run(cluster) {
      await runSet(cluster, 1);
      await scale(cluster, 0);
      const list = async () =>
        (await ok(cluster, "GET", `${eventsOf(cluster)}?fieldSelector=involvedObject.kind%3DStatefulSet`)).items
          .map((each: Answer) => `${each.type} ${each.reason}: ${each.message}`).sort();
      const told = await eventually(list, (all) => all.length >= 2);
      assertEquals(told, [
        "Normal SuccessfulCreate: Create Pod s-0 in StatefulSet s successful",
        "Normal SuccessfulDelete: Delete Pod s-0 in StatefulSet s successful",
      ]);
    },
  },
  {
    name: "a set that is deleted takes its pods with it, one that is orphaned leaves them",
    async run(cluster) {
      await runSet(cluster, 1);
      await ok(cluster, "DELETE", pathOf(cluster), { propagationPolicy: "Orphan" });
      await eventually(() => send(cluster, "GET", pathOf(cluster)), ({ status }) => status === 404);
      assertEquals((await ok(cluster, "GET", `${podsOf(cluster)}/s-0`)).metadata.ownerReferences, undefined);
      await ok(cluster, "DELETE", `${podsOf(cluster)}/s-0`);
      await runSet(cluster, 1);
      await ok(cluster, "DELETE", pathOf(cluster));
      await untilPods(cluster, (all) => Object.keys(all).length === 0);
    },
  },
  {
    name: "a set takes pods that match and are nobody's",
    realOnly: "a StatefulSet makes all of its pods itself",
    async run(cluster) {
      await runSet(cluster, 1);
      await ok(cluster, "DELETE", pathOf(cluster), { propagationPolicy: "Orphan" });
      await eventually(() => send(cluster, "GET", pathOf(cluster)), ({ status }) => status === 404);
      await ok(cluster, "POST", setsOf(cluster), paused("s", 1));
      await untilPods(cluster, (all) => all["s-0"].metadata.ownerReferences?.[0].kind === "StatefulSet");
    },
  },
  {
    name: "revisions are kept, so that the one before can be brought back",
    realOnly: "revisions are not kept",
    async run(cluster) {
      await runSet(cluster, 0);
      await changeImage(cluster, "example.org/two");
      const path = `/apis/apps/v1/namespaces/${cluster.namespace}/controllerrevisions`;
      const { items } = await eventually(() => ok(cluster, "GET", path), (each) => each.items.length === 2);
      const images = items.sort((a: Answer, b: Answer) => a.revision - b.revision).map(({ data }: Answer) =>
        imageOf(data.spec.template)
      );
      assertEquals(images, [IMAGE, "example.org/two"]);
    },
  },
  {
    name: "a partition keeps the pods below it at the revision before",
    realOnly: "revisions are not kept",
    async run(cluster) {
      await runSet(cluster, 2, { updateStrategy: { type: "RollingUpdate", rollingUpdate: { partition: 1 } } });
      await changeImage(cluster, "example.org/two");
      await untilPods(cluster, (all) => imageOf(all["s-1"]) === "example.org/two");
      await tellPod(cluster, "s-1");
      await ok(cluster, "DELETE", `${podsOf(cluster)}/s-0`);
      await untilPods(cluster, (all) => imageOf(all["s-0"]) === IMAGE);
    },
  },
  {
    name: "claims are made from a set's templates, and stay when it goes",
    realOnly: "claims are made by name",
    async run(cluster) {
      const volumeClaimTemplates = [{ ...claim("data"), metadata: { name: "data" } }];
      await ok(cluster, "POST", setsOf(cluster), paused("s", 1, { volumeClaimTemplates }));
      const { "s-0": pod } = await untilPods(cluster, (all) => "s-0" in all);
      assert(pod.spec.volumes.some((each: Answer) => each.persistentVolumeClaim?.claimName === "data-s-0"));
      await ok(cluster, "DELETE", pathOf(cluster));
      await untilPods(cluster, (all) => Object.keys(all).length === 0);
      await ok(cluster, "GET", `${claimsOf(cluster)}/data-s-0`);
    },
  },
];
