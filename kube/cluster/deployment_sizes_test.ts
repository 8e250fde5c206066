import { assertEquals } from "@std/assert";
import type { Deployment, ReplicaSet } from "../builtins.ts";
import { leewayOf, planSizes } from "./deployment_sizes.ts";

const deployment = (replicas: number, strategy: object = {}): Deployment => ({
  metadata: { name: "d" },
  spec: { replicas, strategy, selector: {}, template: {} } as never,
});
const set = (name: string, replicas: number, available = replicas): ReplicaSet => ({
  metadata: { name, creationTimestamp: `2026-01-0${name.length}T00:00:00Z` },
  spec: { replicas, selector: {} },
  status: { replicas, availableReplicas: available },
});
const leeway = (replicas: number, maxSurge: unknown, maxUnavailable: unknown) => {
  const { surge, unavailable } = leewayOf(deployment(replicas, { rollingUpdate: { maxSurge, maxUnavailable } }));
  return [surge, unavailable];
};

Deno.test("leewayOf() rounds percentages up for more pods and down for fewer, never both to nothing", () => {
  assertEquals(leeway(1, "25%", "25%"), [1, 0]);
  assertEquals(leeway(10, "25%", "25%"), [3, 2]);
  assertEquals(leeway(3, 0, 0), [0, 1]);
  assertEquals(leeway(3, 2, 5), [2, 3]);
  assertEquals(leewayOf(deployment(4, { type: "Recreate" })), { surge: 0, unavailable: 0 });
});

Deno.test("a rollout of four goes by steps that keep three and make no more than five", () => {
  const step = (current: ReplicaSet | undefined, old: ReplicaSet[]) => {
    const sizes = planSizes(deployment(4), current, old, true);
    return [sizes.current, ...sizes.old.values()];
  };
  assertEquals(step(undefined, [set("a", 4)]), [1, 4]);
  assertEquals(step(set("bb", 1, 0), [set("a", 4)]), [1, 3]);
  assertEquals(step(set("bb", 1, 0), [set("a", 3)]), [2, 3]);
  assertEquals(step(set("bb", 2, 0), [set("a", 3)]), [2, 3]);
  assertEquals(step(set("bb", 2, 2), [set("a", 3)]), [2, 1]);
  assertEquals(step(set("bb", 4, 4), [set("a", 1)]), [4, 0]);
  assertEquals(step(set("bb", 6, 6), []), [4]);
});

Deno.test("old pods that do not serve go first, the oldest set's before others", () => {
  const { old } = planSizes(deployment(4), set("ccc", 1, 1), [set("a", 2, 0), set("bb", 2, 2)], true);
  assertEquals([...old], [["a", 0], ["bb", 2]]);
});
