import { assertEquals } from "@std/assert";
import type { Pod, StatefulSet } from "../builtins.ts";
import { planStatefulSet, revisionOf } from "./stateful_set_plan.ts";

const set = (change: Partial<NonNullable<StatefulSet["spec"]>> = {}, status?: StatefulSet["status"]): StatefulSet => ({
  metadata: { name: "nb", namespace: "demo", uid: "set-uid", generation: 3 },
  spec: {
    replicas: 1,
    selector: { matchLabels: { statefulset: "nb" } },
    template: {
      metadata: { labels: { statefulset: "nb" } } as never,
      spec: { containers: [{ name: "nb", image: "a" }] },
    },
    ...change,
  } as StatefulSet["spec"],
  status,
});
const pod = (
  ordinal: number,
  change: { ready?: boolean; hash?: string; phase?: string; gone?: boolean } = {},
): Pod => ({
  metadata: {
    name: `nb-${ordinal}`,
    namespace: "demo",
    labels: { "controller-revision-hash": change.hash ?? revisionOf(set()) },
    ...change.gone ? { deletionTimestamp: "2026-01-01T00:00:00Z" } : {},
  },
  status: {
    phase: change.phase ?? "Running",
    conditions: [{ type: "Ready", status: change.ready === false ? "False" : "True" }],
  },
});
const step = (of: StatefulSet, pods: Pod[]) => {
  const { create = [], remove } = planStatefulSet(of, pods);
  return { create: create.map((each) => each.metadata.name), remove: remove?.metadata.name };
};
const NOTHING = { create: [], remove: undefined };

Deno.test("a missing pod is created with the labels and the owner that Kubernetes gives it", () => {
  const [created] = planStatefulSet(set(), []).create!;
  assertEquals(created.metadata.labels, {
    statefulset: "nb",
    "apps.kubernetes.io/pod-index": "0",
    "controller-revision-hash": revisionOf(set()),
    "statefulset.kubernetes.io/pod-name": "nb-0",
  });
  assertEquals(created.metadata.ownerReferences, [
    {
      apiVersion: "apps/v1",
      kind: "StatefulSet",
      name: "nb",
      uid: "set-uid",
      controller: true,
      blockOwnerDeletion: true,
    },
  ]);
  assertEquals(created.spec?.hostname, "nb-0");
});

Deno.test("pods come one after the other, or all at once with Parallel", () => {
  assertEquals(step(set({ replicas: 3 }), [pod(0)]).create, ["nb-1"]);
  assertEquals(step(set({ replicas: 3 }), [pod(0, { ready: false })]), NOTHING);
  assertEquals(step(set({ replicas: 3, podManagementPolicy: "Parallel" }), []).create, ["nb-0", "nb-1", "nb-2"]);
});

Deno.test("surplus pods go, the highest first and one at a time", () => {
  assertEquals(step(set({ replicas: 0 }), [pod(0), pod(1)]).remove, "nb-1");
  assertEquals(step(set({ replicas: 0 }), [pod(0), pod(1, { gone: true })]), NOTHING);
});

Deno.test("a pod of an older template is replaced where it is healthy, never where it is broken", () => {
  assertEquals(step(set(), [pod(0, { hash: "nb-old" })]).remove, "nb-0");
  assertEquals(step(set(), [pod(0, { hash: "nb-old", ready: false })]), NOTHING);
  assertEquals(step(set({ updateStrategy: { type: "OnDelete" } }), [pod(0, { hash: "nb-old" })]), NOTHING);
});

Deno.test("a finished pod is removed so that it can come again; one that is going is waited for", () => {
  assertEquals(step(set(), [pod(0, { phase: "Failed", ready: false })]).remove, "nb-0");
  assertEquals(step(set(), [pod(0, { gone: true })]), NOTHING);
  assertEquals(step(set(), [pod(0)]), NOTHING);
});

Deno.test("a StatefulSet that is being deleted gets nothing new", () => {
  const going = set();
  going.metadata.deletionTimestamp = "2026-01-01T00:00:00Z";
  assertEquals(step(going, []), NOTHING);
});

Deno.test("the status keeps the current revision until the rollout is through", () => {
  const before = { replicas: 1, currentRevision: "nb-old" };
  const rolling = planStatefulSet(set({}, before), [pod(0, { hash: "nb-old" })]).status;
  assertEquals([rolling.currentRevision, rolling.updateRevision, rolling.updatedReplicas], [
    "nb-old",
    revisionOf(set()),
    0,
  ]);
  const done = planStatefulSet(set({}, before), [pod(0)]).status;
  assertEquals(done, {
    observedGeneration: 3,
    replicas: 1,
    readyReplicas: 1,
    availableReplicas: 1,
    currentReplicas: 1,
    updatedReplicas: 1,
    currentRevision: revisionOf(set()),
    updateRevision: revisionOf(set()),
    collisionCount: 0,
  });
});
