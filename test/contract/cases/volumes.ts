import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { claim, claimsOf, eventsOf, pod, podsOf } from "../objects.ts";
import { type Answer, type ContractCase, type ContractTarget, eventually, ok, patch, send } from "../target.ts";

const CLASSES = "/apis/storage.k8s.io/v1/storageclasses";
const VOLUMES = "/api/v1/persistentvolumes";
const FROZEN =
  "spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims";

const claimOf = (name: string, storageClassName?: string, storage = "1Gi"): Answer => ({
  ...claim(name),
  spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage } }, storageClassName },
});

const resize = (cluster: ContractTarget, name: string, storage: string) =>
  patch(cluster, "merge", `${claimsOf(cluster)}/${name}`, { spec: { resources: { requests: { storage } } } });

const until = (cluster: ContractTarget, name: string, isDone: (claim: Answer) => boolean) =>
  eventually(() => ok(cluster, "GET", `${claimsOf(cluster)}/${name}`), isDone);

const isBound = ({ status }: Answer) => status.phase === "Bound";

/** Waits for an Event about an object; others may come before it, since a class reaches the controllers a moment later. */
async function untilTold(cluster: ContractTarget, name: string, words: string): Promise<void> {
  const ask = () => ok(cluster, "GET", `${eventsOf(cluster)}?fieldSelector=involvedObject.name%3D${name}`);
  const isOf = ({ type, reason, message }: Answer) => `${type} ${reason}: ${message}` === words;
  await eventually(ask, ({ items }) => items.some(isOf));
}

/**
 * Runs `use` with a StorageClass that has a volume of 1Gi: where PersistentVolumes are served it is made here, else the
 * cluster's own provisioner makes it.
 */
async function withClass(
  cluster: ContractTarget,
  more: Answer,
  use: (storageClass: string) => Promise<void>,
): Promise<void> {
  const name = `${cluster.namespace}-class`;
  const provisioner = "sandbox.atelier.dev/directory";
  await ok(cluster, "POST", CLASSES, { metadata: { name }, provisioner, ...more });
  await send(cluster, "POST", VOLUMES, {
    metadata: { name },
    spec: {
      ...{ capacity: { storage: "1Gi" }, accessModes: ["ReadWriteOnce"], storageClassName: name },
      ...{ hostPath: { path: "/nowhere" }, persistentVolumeReclaimPolicy: "Retain" },
    },
  });
  await use(name);
  await ok(cluster, "DELETE", `${CLASSES}/${name}`);
  await send(cluster, "DELETE", `${VOLUMES}/${name}`);
}

/** A node that only pods which bear everything may use, and that none is ever started on. */
const node = (name: string): Answer => ({
  metadata: { name, labels: { "kubernetes.io/hostname": name } },
  spec: { taints: [{ key: "example.org/contract", effect: "NoSchedule" }] },
  status: {
    allocatable: { cpu: "1", memory: "1Gi", pods: "10" },
    capacity: { cpu: "1", memory: "1Gi", pods: "10" },
    conditions: [{ type: "Ready", status: "True" }],
  },
});

export const cases: ContractCase[] = [
  {
    name: "a claim of an immediate class is bound to a volume of its size",
    async run(cluster) {
      await withClass(cluster, {}, async (storageClass) => {
        await ok(cluster, "POST", claimsOf(cluster), claimOf("c", storageClass));
        const { metadata, spec, status } = await until(cluster, "c", isBound);
        assertEquals(status, { phase: "Bound", accessModes: ["ReadWriteOnce"], capacity: { storage: "1Gi" } });
        assert(spec.volumeName);
        assertEquals(metadata.annotations["pv.kubernetes.io/bind-completed"], "yes");
        assertEquals(metadata.finalizers, ["kubernetes.io/pvc-protection"]);
      });
    },
  },
  {
    name: "a claim that cannot be bound says why in an Event",
    async run(cluster) {
      await ok(cluster, "POST", claimsOf(cluster), claimOf("none", ""));
      const none = "no persistent volumes available for this claim and no storage class is set";
      await untilTold(cluster, "none", `Normal FailedBinding: ${none}`);
      await ok(cluster, "POST", claimsOf(cluster), claimOf("lost", "not-there"));
      const lost = 'storageclass.storage.k8s.io "not-there" not found';
      await untilTold(cluster, "lost", `Warning ProvisioningFailed: ${lost}`);
      assertEquals((await ok(cluster, "GET", `${claimsOf(cluster)}/lost`)).status, { phase: "Pending" });
    },
  },
  {
    name: "a claim of a class that waits is bound for the first pod that uses it, and the pod gets its node",
    // Its node is there for all.
    isAlone: true,
    async run(cluster) {
      const name = `${cluster.namespace}-node`;
      await withClass(cluster, { volumeBindingMode: "WaitForFirstConsumer" }, async (storageClass) => {
        await ok(cluster, "POST", claimsOf(cluster), claimOf("c", storageClass));
        const waiting = "waiting for first consumer to be created before binding";
        await untilTold(cluster, "c", `Normal WaitForFirstConsumer: ${waiting}`);
        await ok(cluster, "POST", "/api/v1/nodes", node(name));
        const volumes = [{ name: "v", persistentVolumeClaim: { claimName: "c" } }];
        const nodeSelector = { "kubernetes.io/hostname": name };
        const tolerations = [{ operator: "Exists" }];
        const user = pod("p", { schedulerName: undefined, volumes, nodeSelector, tolerations });
        await ok(cluster, "POST", podsOf(cluster), user);
        await until(cluster, "c", isBound);
        const placed = await eventually(
          () => ok(cluster, "GET", `${podsOf(cluster)}/p`),
          ({ spec }) => spec.nodeName !== undefined,
        );
        assertEquals(placed.spec.nodeName, name);
        await ok(cluster, "DELETE", `${podsOf(cluster)}/p`, { gracePeriodSeconds: 0 });
        await ok(cluster, "DELETE", `/api/v1/nodes/${name}`);
      });
    },
  },
  {
    name: "a claim that a pod uses stays until the pod has gone",
    async run(cluster) {
      await withClass(cluster, {}, async (storageClass) => {
        await ok(cluster, "POST", claimsOf(cluster), claimOf("c", storageClass));
        await until(cluster, "c", isBound);
        const volumes = [{ name: "v", persistentVolumeClaim: { claimName: "c" } }];
        await ok(cluster, "POST", podsOf(cluster), pod("p", { volumes }));
        const target = { kind: "Node", name: "contract-no-such-node" };
        await ok(cluster, "POST", `${podsOf(cluster)}/p/binding`, { metadata: { name: "p" }, target });
        const marked = await ok(cluster, "DELETE", `${claimsOf(cluster)}/c`);
        assert(marked.metadata.deletionTimestamp);
        const kept = await ok(cluster, "GET", `${claimsOf(cluster)}/c`);
        assertEquals(kept.metadata.finalizers, ["kubernetes.io/pvc-protection"]);
        await ok(cluster, "DELETE", `${podsOf(cluster)}/p`, { gracePeriodSeconds: 0 });
        const ask = () => send(cluster, "GET", `${claimsOf(cluster)}/c`);
        await eventually(ask, ({ status }) => status === 404);
      });
    },
  },
  {
    name: "a bound claim may ask for more where its class allows it, never for less than it has",
    async run(cluster) {
      await withClass(cluster, { allowVolumeExpansion: true }, async (storageClass) => {
        await ok(cluster, "POST", claimsOf(cluster), claimOf("c", storageClass));
        await until(cluster, "c", isBound);
        const grown = await resize(cluster, "c", "2Gi");
        assertEquals([grown.status, grown.body.spec.resources.requests.storage], [200, "2Gi"]);
        const { status, body } = await resize(cluster, "c", "512Mi");
        const words = "spec.resources.requests.storage: Forbidden: field can not be less than status.capacity";
        assertEquals([status, body.message], [422, `PersistentVolumeClaim "c" is invalid: ${words}`]);
      });
    },
  },
  {
    name: "a claim whose class does not allow it, or that is not bound, cannot ask for more",
    async run(cluster) {
      await withClass(cluster, {}, async (storageClass) => {
        await ok(cluster, "POST", claimsOf(cluster), claimOf("c", storageClass));
        await until(cluster, "c", isBound);
        const { status, body } = await resize(cluster, "c", "2Gi");
        const words =
          "only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must " +
          "support resize";
        assertEquals([status, body.message], [403, `persistentvolumeclaims "c" is forbidden: ${words}`]);
        await ok(cluster, "POST", claimsOf(cluster), claimOf("waiting", "not-there"));
        const pending = await resize(cluster, "waiting", "2Gi");
        assertEquals(pending.status, 422);
        assertStringIncludes(pending.body.message, FROZEN);
      });
    },
  },
  {
    name: "modes, class and volume of a claim stay as they are",
    async run(cluster) {
      await withClass(cluster, {}, async (storageClass) => {
        await ok(cluster, "POST", claimsOf(cluster), claimOf("c", storageClass));
        await until(cluster, "c", isBound);
        for (
          const spec of [{ accessModes: ["ReadWriteMany"] }, { storageClassName: "other" }, { volumeName: "other" }]
        ) {
          const { status, body } = await patch(cluster, "merge", `${claimsOf(cluster)}/c`, { spec });
          assertEquals(status, 422);
          assertStringIncludes(body.message, FROZEN);
        }
      });
    },
  },
  {
    name: "volumes are objects of the cluster, bound to their claim and released by it",
    realOnly: "a claim's volume is its directory",
    async run(cluster) {
      await withClass(cluster, {}, async (storageClass) => {
        await ok(cluster, "POST", claimsOf(cluster), claimOf("c", storageClass));
        await until(cluster, "c", isBound);
        const volume = await ok(cluster, "GET", `${VOLUMES}/${storageClass}`);
        assertEquals([volume.status.phase, volume.spec.claimRef.name], ["Bound", "c"]);
        await ok(cluster, "DELETE", `${claimsOf(cluster)}/c`);
        const ask = () => ok(cluster, "GET", `${VOLUMES}/${storageClass}`);
        await eventually(ask, ({ status }) => status.phase === "Released");
      });
    },
  },
];
