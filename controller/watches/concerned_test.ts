import { assertEquals } from "@std/assert";
import {
  type CoreEvent,
  createMemoryStore,
  type KubeObject,
  type Pod,
  PODS,
  PVC_VIEWERS,
  type PvcViewer,
  type Tensorboard,
  TENSORBOARDS,
} from "../../kube/mod.ts";
import type { ToolObject } from "../../kube/explain/mod.ts";
import { exampleNotebook } from "../../kube/explain/example_notebook.ts";
import { createKinds } from "../kinds.ts";
import { DEFAULT_SETTINGS } from "../settings.ts";
import { concernedBy, isOwnedByOurs, mounters, namesakes, ownersOfPod } from "./concerned.ts";

const kinds = createKinds(DEFAULT_SETTINGS);
const key = (name: string) => ({ namespace: "team", name });
const tensorboard = { metadata: key("runs"), spec: { logspath: "pvc://data/a" } } as Tensorboard;
const viewer = { metadata: key("data"), spec: { pvc: "data" } } as PvcViewer;

function storeOf(plural: string, objects: ToolObject[]) {
  const kind = kinds.get(plural)!;
  const claim = (object: ToolObject) => kind.claimsOf(kind.complete(object)).map((each) => `team/${each}`);
  const { store, writer } = createMemoryStore(kind.type, { indexes: { claim } });
  writer.replaceAll(objects, "1");
  return store;
}

const objects = new Map([
  ["notebooks", storeOf("notebooks", [exampleNotebook()])],
  [TENSORBOARDS.plural, storeOf("tensorboards", [tensorboard])],
  [PVC_VIEWERS.plural, storeOf("pvcviewers", [viewer])],
]);
const lookup = { kinds, objects };

function podOf(kind: string, maker: string, name = `${maker}-abcde`): Pod {
  const owner = { apiVersion: "apps/v1", kind, name: maker, uid: maker, controller: true };
  return { metadata: { ...key(name), uid: name, ownerReferences: [owner] } };
}

function pods(...known: Pod[]) {
  const { store, writer } = createMemoryStore(PODS);
  writer.replaceAll(known, "1");
  return store;
}

const about = (kind: string, name: string): CoreEvent => ({
  metadata: { ...key("event") },
  involvedObject: { kind, name, namespace: "team" },
});

Deno.test("a child's name says whose it would be, whoever owns it", () => {
  assertEquals(namesakes(lookup, "service", key("runs")), ["tensorboards/team/runs"]);
  assertEquals(namesakes(lookup, "service", key("pvcviewer-data")), ["pvcviewers/team/data"]);
  assertEquals(namesakes(lookup, "route", key("notebook-team-train")), ["notebooks/team/train"]);
  assertEquals(namesakes(lookup, "workload", key("train"), "Deployment"), []);
  assertEquals(namesakes(lookup, "workload", key("train"), "StatefulSet"), ["notebooks/team/train"]);
  assertEquals(namesakes(lookup, "service", { namespace: "other", name: "runs" }), []);
});

Deno.test("a pod belongs to whoever its maker's name means", () => {
  assertEquals(ownersOfPod(lookup, podOf("StatefulSet", "train")), ["notebooks/team/train"]);
  assertEquals(ownersOfPod(lookup, podOf("ReplicaSet", "runs-5787c47cb5")), ["tensorboards/team/runs"]);
  assertEquals(ownersOfPod(lookup, podOf("ReplicaSet", "pvcviewer-data-f498cb7d5")), ["pvcviewers/team/data"]);
  assertEquals(ownersOfPod(lookup, podOf("Job", "runs-1")), []);
  assertEquals(ownersOfPod(lookup, { metadata: key("train-0") } as Pod), []);
});

const events: [string, CoreEvent, string[], Pod[]?][] = [
  ["a StatefulSet", about("StatefulSet", "train"), ["notebooks/team/train"]],
  ["a Deployment", about("Deployment", "pvcviewer-data"), ["pvcviewers/team/data"]],
  ["a ReplicaSet", about("ReplicaSet", "runs-5787c47cb5"), ["tensorboards/team/runs"]],
  ["a StatefulSet's pod that is not known", about("Pod", "train-0"), ["notebooks/team/train"]],
  ["a Deployment's pod that is not known", about("Pod", "runs-5787c47cb5-gm2vh"), ["tensorboards/team/runs"]],
  ["a known pod", about("Pod", "odd"), ["tensorboards/team/runs"], [podOf("ReplicaSet", "runs-5787c47cb5", "odd")]],
  ["a known pod of somebody else", about("Pod", "train-0"), [], [podOf("ReplicaSet", "other-1", "train-0")]],
  ["a claim", about("PersistentVolumeClaim", "data"), ["tensorboards/team/runs", "pvcviewers/team/data"]],
  ["one of ours itself", about("Tensorboard", "runs"), ["tensorboards/team/runs"]],
  ["one of ours that is gone", about("Tensorboard", "gone"), []],
  ["anything else", about("Job", "runs"), []],
];

for (const [what, event, expected, known = []] of events) {
  Deno.test(`an Event on ${what} concerns whom it should`, () => {
    assertEquals(concernedBy(lookup, event, pods(...known)), expected);
  });
}

Deno.test("whoever mounts a claim is found by it", () => {
  assertEquals(mounters(lookup, "team/data"), ["tensorboards/team/runs", "pvcviewers/team/data"]);
  assertEquals(mounters(lookup, "other/data"), []);
});

Deno.test("what one of our kinds controls is ours, of whichever version", () => {
  const ownedBy = (apiVersion: string, kind: string, controller = true): KubeObject => ({
    metadata: { ...key("a"), ownerReferences: [{ apiVersion, kind, name: "a", uid: "1", controller }] },
  });
  assertEquals(
    [
      ownedBy("kubeflow.org/v1beta1", "Notebook"),
      ownedBy("tensorboard.kubeflow.org/v1alpha1", "Tensorboard"),
      ownedBy("other.org/v1", "Notebook"),
      ownedBy("kubeflow.org/v1", "Notebook", false),
      { metadata: key("a") },
    ].map((each) => isOwnedByOurs(lookup, each)),
    [true, true, false, false, false],
  );
});
