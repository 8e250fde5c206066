import { assertEquals } from "@std/assert";
import type { Node, Pod } from "../builtins.ts";
import { taintsAgainst } from "./taints.ts";

const node = (...taints: { key: string; value?: string; effect: string }[]) => ({ spec: { taints } }) as Node;
const pod = (...tolerations: Record<string, unknown>[]) =>
  ({ spec: { containers: [], tolerations } }) as unknown as Pod;
const NODES = [
  node({ key: "dedicated", value: "ml", effect: "NoSchedule" }, { key: "spot", effect: "PreferNoSchedule" }),
  node({ key: "dedicated", value: "ml", effect: "NoSchedule" }, { key: "gpu", effect: "NoExecute" }),
  node({ key: "node.kubernetes.io/unschedulable", effect: "NoSchedule" }),
  {} as Node,
];

Deno.test("taintsAgainst() names each taint that keeps a pod off, once", () => {
  assertEquals(taintsAgainst(pod(), NODES), ["dedicated=ml", "gpu"]);
  assertEquals(taintsAgainst({} as Pod, []), []);
});

Deno.test("taintsAgainst() leaves out what a pod bears, by key, value and effect", () => {
  const cases: [Record<string, unknown>, string[]][] = [
    [{ operator: "Exists" }, []],
    [{ operator: "Exists", effect: "NoExecute" }, ["dedicated=ml"]],
    [{ key: "dedicated", value: "ml" }, ["gpu"]],
    [{ key: "dedicated", value: "other" }, ["dedicated=ml", "gpu"]],
    [{ key: "dedicated", operator: "Exists" }, ["gpu"]],
    [{ key: "gpu" }, ["dedicated=ml"]],
    [{ key: "gpu", effect: "NoSchedule" }, ["dedicated=ml", "gpu"]],
    [{ value: "ml" }, ["dedicated=ml", "gpu"]],
  ];
  for (const [toleration, expected] of cases) {
    assertEquals(taintsAgainst(pod(toleration), NODES), expected, JSON.stringify(toleration));
  }
});
