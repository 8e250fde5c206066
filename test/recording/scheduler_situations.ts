import { isNotFound, PODS } from "../../kube/mod.ts";
import { anEvent, awaited, listAt, makeNotebook, runs, scheduledPod, type Situation } from "./situation.ts";

const on = (node: string) => ({ nodeSelector: { "kubernetes.io/hostname": node } });
const asks = (cpu: string) => ({ container: { resources: { requests: { cpu } } } });

function claimAt(namespace: string): string {
  return `/api/v1/namespaces/${namespace}/persistentvolumeclaims`;
}

/** Else the claim of any other namespace may take the volume. */
function claimedBy(namespace: string) {
  return { claimRef: { namespace, name: "data" } };
}

function mounts(claim: string) {
  return { volumes: [{ name: claim, persistentVolumeClaim: { claimName: claim } }] };
}

/** What the scheduler, and the controllers of volumes and nodes, do to a pod. */
export const SCHEDULER_SITUATIONS: readonly Situation[] = [
  {
    name: "mixed",
    isAboutNodes: true,
    how: "64 CPU asked for, on nodes of 4 CPU of which one has a taint.",
    async make(world, namespace) {
      await makeNotebook(world, namespace, {}, asks("64"));
      await anEvent(world, namespace, "FailedScheduling");
    },
  },
  {
    name: "taint",
    isAboutNodes: true,
    how: "A nodeSelector that only the node with the taint dedicated=ml matches.",
    async make(world, namespace) {
      await makeNotebook(world, namespace, on("reserved"));
      await anEvent(world, namespace, "FailedScheduling");
    },
  },
  {
    name: "affinity",
    isAboutNodes: true,
    how: "A required node affinity that no node has.",
    async make(world, namespace) {
      const matchExpressions = [{ key: "gpu", operator: "In", values: ["a100", "h100"] }];
      const required = { nodeSelectorTerms: [{ matchExpressions }] };
      await makeNotebook(world, namespace, {
        affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required } },
      });
      await anEvent(world, namespace, "FailedScheduling");
    },
  },
  {
    name: "first-consumer",
    how: "A claim of a StorageClass that binds on first use, whose provisioner does not exist.",
    async make(world, namespace) {
      await world.create("/apis/storage.k8s.io/v1/storageclasses", {
        metadata: { name: "lazy" },
        provisioner: "disks.example.org",
        volumeBindingMode: "WaitForFirstConsumer",
      });
      const spec = {
        storageClassName: "lazy",
        accessModes: ["ReadWriteOnce"],
        resources: { requests: { storage: "1Gi" } },
      };
      await world.create(claimAt(namespace), { metadata: { name: "data" }, spec });
      await makeNotebook(world, namespace, { ...mounts("data"), ...on("n1") });
      await anEvent(world, namespace, "ExternalProvisioning");
    },
  },
  {
    name: "lost",
    how: "The PersistentVolume of a bound claim is deleted.",
    async make(world, namespace) {
      const storage = { storageClassName: "", accessModes: ["ReadWriteOnce"] };
      const volumes = "/api/v1/persistentvolumes";
      const source = { hostPath: { path: "/nowhere" }, capacity: { storage: "1Gi" } };
      await world.create(volumes, {
        metadata: { name: "pv-lost" },
        spec: { ...storage, ...source, ...claimedBy(namespace) },
      });
      const spec = { ...storage, volumeName: "pv-lost", resources: { requests: { storage: "1Gi" } } };
      await world.create(claimAt(namespace), { metadata: { name: "data" }, spec });
      const phase = (wanted: string) =>
        awaited(`a claim that is ${wanted}`, async () => {
          const [claim] = await listAt(world, claimAt(namespace)) as { status?: { phase?: string } }[];
          return claim?.status?.phase === wanted;
        });
      await phase("Bound");
      await world.admin.fetch("request", `${volumes}/pv-lost`, { method: "DELETE" });
      await world.admin.fetch("request", `${volumes}/pv-lost`, {
        method: "PATCH",
        body: JSON.stringify({ metadata: { finalizers: null } }),
        headers: { "content-type": "application/merge-patch+json" },
      });
      await phase("Lost");
      await makeNotebook(world, namespace, mounts("data"));
      await anEvent(world, namespace, "FailedScheduling");
    },
  },
  {
    name: "multi-attach",
    how: "A CSI volume that its VolumeAttachment says is attached to n1, and a pod on n2 that mounts it.",
    async make(world, namespace) {
      const storage = { storageClassName: "", accessModes: ["ReadWriteOnce"] };
      await world.create("/apis/storage.k8s.io/v1/csidrivers", {
        metadata: { name: "disks.example.org" },
        spec: { attachRequired: true },
      });
      await world.create("/api/v1/persistentvolumes", {
        metadata: { name: "pv-shared" },
        spec: {
          ...storage,
          capacity: { storage: "1Gi" },
          csi: { driver: "disks.example.org", volumeHandle: "disk-1" },
          ...claimedBy(namespace),
        },
      });
      const spec = { ...storage, volumeName: "pv-shared", resources: { requests: { storage: "1Gi" } } };
      await world.create(claimAt(namespace), { metadata: { name: "data" }, spec });
      // Not ours, so that nothing is placed beside it.
      const container = { name: "train", image: "quay.io/team/train:1" };
      await world.create(`/api/v1/namespaces/${namespace}/pods`, {
        metadata: { name: "holder" },
        spec: { ...mounts("data"), ...on("n1"), containers: [container] },
      });
      await runs(world, await scheduledPod(world, namespace, "holder"));
      const attachments = "/apis/storage.k8s.io/v1/volumeattachments";
      const attachment = await awaited("a VolumeAttachment", async () => (await listAt(world, attachments))[0]);
      await world.admin.fetch("request", `${attachments}/${attachment.metadata.name}/status`, {
        method: "PATCH",
        body: JSON.stringify({ status: { attached: true } }),
        headers: { "content-type": "application/merge-patch+json" },
      });
      const pod = {
        volumes: mounts("data").volumes,
        nodeName: "n2",
        containers: [{ name: "lab", image: "quay.io/team/lab:1" }],
      };
      await makeNotebook(world, namespace, pod);
      await anEvent(world, namespace, "FailedAttachVolume");
    },
  },
  {
    name: "preempted",
    how: "A pod of a higher priority takes a node of 1 CPU; no kubelet lets the victim go.",
    async make(world, namespace) {
      const path = "/apis/scheduling.k8s.io/v1/priorityclasses";
      await world.create(path, { metadata: { name: "important" }, value: 1000 });
      await makeNotebook(world, namespace, on("tiny"), asks("800m"));
      await runs(world, await scheduledPod(world, namespace));
      const container = { name: "train", image: "quay.io/team/train:1", resources: { requests: { cpu: "800m" } } };
      await world.create(`/api/v1/namespaces/${namespace}/pods`, {
        metadata: { name: "urgent" },
        spec: { ...on("tiny"), priorityClassName: "important", containers: [container] },
      });
      await isLeaving(world, namespace);
    },
  },
  {
    name: "drained",
    how: "A pod is evicted by the Eviction API, as kubectl drain does.",
    async make(world, namespace) {
      await makeNotebook(world, namespace, on("n1"));
      await runs(world, await scheduledPod(world, namespace));
      await world.create(`/api/v1/namespaces/${namespace}/pods/lab-0/eviction`, {
        apiVersion: "policy/v1",
        kind: "Eviction",
        metadata: { name: "lab-0", namespace },
      });
      await isLeaving(world, namespace);
    },
  },
  {
    name: "machine-lost",
    how: "A node whose Lease is not renewed for longer than --node-monitor-grace-period.",
    async make(world, namespace) {
      await makeNotebook(world, namespace, on("lost"));
      await runs(world, await scheduledPod(world, namespace));
      await awaited("a pod that is not ready", async () => {
        const pod = await world.admin.get(PODS, { namespace, name: "lab-0" });
        return pod.status?.conditions?.some((each) => each.type === "Ready" && each.status === "False");
      });
    },
  },
  {
    name: "machine-lost-leaving",
    how: "The same, with a pod that tolerates it for two seconds only.",
    async make(world, namespace) {
      const tolerations = ["unreachable", "not-ready"].map((each) => ({
        key: `node.kubernetes.io/${each}`,
        operator: "Exists",
        effect: "NoExecute",
        tolerationSeconds: 2,
      }));
      await makeNotebook(world, namespace, { ...on("lost"), tolerations });
      await runs(world, await scheduledPod(world, namespace));
      await isLeaving(world, namespace);
    },
  },
];

/** Resolves when the pod is told to go. */
function isLeaving({ admin }: Parameters<Situation["make"]>[0], namespace: string): Promise<unknown> {
  return awaited(`${namespace}/lab-0 told to go`, async () => {
    const pod = await admin.get(PODS, { namespace, name: "lab-0" }).catch((error) => {
      if (isNotFound(error)) throw new Error(`Cannot record ${namespace}: its pod is gone already`);
      throw error;
    });
    return pod.metadata.deletionTimestamp !== undefined;
  });
}
