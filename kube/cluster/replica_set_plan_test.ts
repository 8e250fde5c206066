import { assertEquals } from "@std/assert";
import type { Pod, ReplicaSet } from "../builtins.ts";
import { planReplicaSet } from "./replica_set_plan.ts";

const NOW = new Date("2026-01-01T00:01:00Z");
const set = (replicas: number, rest: object = {}): ReplicaSet => ({
  metadata: { name: "d-1", namespace: "demo", uid: "set-uid", generation: 4 },
  spec: {
    ...{ replicas, selector: {} },
    template: { metadata: { labels: { app: "d" } }, spec: { containers: [{ name: "c", image: "a" }] } } as never,
    ...rest,
  },
});
const pod = (name: string, { ready = true, gone = false, phase = "Running", node = "n", at = "00:00" } = {}): Pod => ({
  metadata: {
    name,
    labels: { app: "d" },
    creationTimestamp: `2026-01-01T00:${at}Z`,
    ...(gone ? { deletionTimestamp: "2026-01-01T00:00:00Z" } : {}),
  },
  spec: { containers: [], nodeName: node },
  status: {
    phase,
    conditions: [{ type: "Ready", status: ready ? "True" : "False", lastTransitionTime: `2026-01-01T00:${at}Z` }],
  } as never,
});
const removed = (replicas: number, pods: Pod[]) =>
  planReplicaSet(set(replicas), pods, NOW).remove.map((each) => each.metadata.name);

Deno.test("what is missing is made, named by the apiserver after the set", () => {
  const { create } = planReplicaSet(set(3), [pod("a"), pod("b", { gone: true }), pod("c", { phase: "Failed" })], NOW);
  assertEquals(create.length, 2);
  assertEquals([create[0].metadata.name, create[0].metadata.generateName], [undefined, "d-1-"]);
  assertEquals(create[0].metadata.ownerReferences?.[0], {
    ...{ apiVersion: "apps/v1", kind: "ReplicaSet", name: "d-1", uid: "set-uid" },
    ...{ controller: true, blockOwnerDeletion: true },
  });
});

Deno.test("of too many the least dear go: unplaced, not running, not ready, young", () => {
  const pods = [
    pod("old"),
    pod("young", { at: "00:30" }),
    pod("unready", { ready: false }),
    pod("pending", { ready: false, phase: "Pending" }),
    pod("unplaced", { ready: false, phase: "Pending", node: "" }),
  ];
  assertEquals(removed(0, pods), ["unplaced", "pending", "unready", "young", "old"]);
  assertEquals(removed(3, pods), ["unplaced", "pending"]);
});

Deno.test("the status counts what is ready, available for long enough, and going", () => {
  const pods = [pod("a"), pod("b", { at: "00:50" }), pod("c", { gone: true })];
  const { status, afterMs } = planReplicaSet(set(2, { minReadySeconds: 30 }), pods, NOW);
  assertEquals(status, {
    ...{ observedGeneration: 4, replicas: 2, fullyLabeledReplicas: 2, readyReplicas: 2, availableReplicas: 1 },
    ...{ terminatingReplicas: 1, conditions: [] },
  });
  assertEquals(afterMs, 20_000);
});

Deno.test("a refused pod is a condition, with the time of the first refusal", () => {
  const first = planReplicaSet(set(1), [], NOW, "exceeded quota").status;
  const later = planReplicaSet({ ...set(1), status: first }, [], new Date("2026-01-01T00:05:00Z"), "other").status;
  const told = { type: "ReplicaFailure", status: "True", reason: "FailedCreate" };
  assertEquals(later.conditions, [{ ...told, message: "other", lastTransitionTime: "2026-01-01T00:01:00Z" as never }]);
});

Deno.test("a set that is being deleted makes nothing", () => {
  const going = set(2);
  going.metadata.deletionTimestamp = "2026-01-01T00:00:00Z";
  assertEquals(planReplicaSet(going, [], NOW).create, []);
});
