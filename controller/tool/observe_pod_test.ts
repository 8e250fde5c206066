import { assertEquals } from "@std/assert";
import { examplePod, exampleStatefulSet } from "../../kube/explain/example_pod.ts";
import {
  createMemoryStore,
  type Deployment,
  type KubeObject,
  type Pod,
  PODS,
  REPLICA_SETS,
  type ReplicaSet,
} from "../../kube/mod.ts";
import { claimIndex, ownerIndex } from "../watches/intake.ts";
import { observePod } from "./observe_pod.ts";

const deployment = { metadata: { name: "runs", namespace: "team", uid: "d1" } } as Deployment;

function controlledBy(kind: string, uid: string): Pick<KubeObject["metadata"], "ownerReferences"> {
  return { ownerReferences: [{ apiVersion: "apps/v1", kind, name: uid, uid, controller: true }] };
}

function replicaSet(uid: string, revision: number): ReplicaSet {
  const annotations = { "deployment.kubernetes.io/revision": String(revision) };
  return { metadata: { name: uid, namespace: "team", uid, annotations, ...controlledBy("Deployment", "d1") } };
}

function podOf(set: string, name: string, differs: Partial<KubeObject["metadata"]> = {}): Pod {
  return examplePod({ metadata: { name, uid: name, ...controlledBy("ReplicaSet", set), ...differs } });
}

function storesOf(sets: ReplicaSet[], pods: Pod[]) {
  const indexes = { owner: ownerIndex };
  const ofSets = createMemoryStore(REPLICA_SETS, { indexes });
  const ofPods = createMemoryStore(PODS, { indexes: { ...indexes, claim: claimIndex } });
  ofSets.writer.replaceAll(sets, "1");
  ofPods.writer.replaceAll(pods, "1");
  return { replicaSets: ofSets.store, pods: ofPods.store };
}

const observe = (sets: ReplicaSet[], pods: Pod[]) =>
  observePod({ workload: "Deployment" }, deployment, storesOf(sets, pods));

Deno.test("a Deployment's pod is the newest of those that stay, whichever ReplicaSet made it", () => {
  const old = podOf("rs1", "old", { creationTimestamp: "2026-11-23T10:00:00Z" });
  const young = podOf("rs2", "young", { creationTimestamp: "2026-11-23T10:05:00Z" });
  const leaving = podOf("rs2", "leaving", { creationTimestamp: "2026-11-23T10:09:00Z", deletionTimestamp: "now" });
  const foreign = podOf("other", "foreign", { creationTimestamp: "2026-11-23T11:00:00Z" });
  const sets = [replicaSet("rs1", 1), replicaSet("rs2", 2)];
  const seen = observe(sets, [leaving, old, young, foreign]);
  assertEquals([seen.pod?.metadata.name, seen.isOutdated, seen.replicaSets.length], ["young", false, 2]);
  assertEquals(observe(sets, [leaving]).pod?.metadata.name, "leaving");
});

Deno.test("a Deployment's pod is outdated when it is not of the newest revision", () => {
  const sets = [replicaSet("rs9", 9), replicaSet("rs10", 10)];
  assertEquals(observe(sets, [podOf("rs9", "a")]).isOutdated, true);
  assertEquals(observe(sets, [podOf("rs10", "a")]).isOutdated, false);
  assertEquals(observe(sets, []), { pod: undefined, isOutdated: false, replicaSets: sets });
});

Deno.test("a StatefulSet's pod is the one that it controls, and outdated by its revision", () => {
  const set = exampleStatefulSet({ updateRevision: "train-2" });
  const owned = examplePod();
  const pod = { ...owned, metadata: { ...owned.metadata, ...controlledBy("StatefulSet", set.metadata.uid!) } };
  const seen = (pods: Pod[], of = set) => observePod({ workload: "StatefulSet" }, of, storesOf([], pods));
  assertEquals([seen([pod]).pod?.metadata.name, seen([pod]).isOutdated], ["train-0", true]);
  assertEquals(seen([pod], exampleStatefulSet()).isOutdated, false);
  assertEquals(seen([owned]).pod, undefined);
});
