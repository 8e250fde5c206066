import { assertEquals } from "@std/assert";
import type { Node, PersistentVolumeClaim, Pod } from "../builtins.ts";
import { placePod } from "./schedule_plan.ts";

const NODE: Node = {
  metadata: { name: "one", labels: { zone: "a" } },
  status: { allocatable: { cpu: "2", memory: "4Gi", pods: "3" } },
};
const pod = (spec: object = {}, name = "p"): Pod => ({
  metadata: { name, namespace: "demo" },
  spec: { containers: [], ...spec } as Pod["spec"],
});
const asking = (requests: object, limits: object = {}) =>
  pod({ containers: [{ name: "c", resources: { requests, limits } }] });
const place = (of: Pod, bound: Pod[] = [], claim?: Partial<PersistentVolumeClaim>) =>
  placePod(of, { nodes: [NODE], bound, claim: () => claim as PersistentVolumeClaim | undefined });
const why = (...args: Parameters<typeof place>) => (place(...args) as { message: string }).message;
const running = (requests: object) => ({ ...asking(requests), spec: { ...asking(requests).spec!, nodeName: "one" } });

Deno.test("a pod goes where it fits", () => {
  assertEquals(place(asking({ cpu: "500m", memory: "1Gi" }), [running({ cpu: "1500m" })]), { node: "one" });
  assertEquals(place(pod({ nodeSelector: { zone: "a" } })), { node: "one" });
});

Deno.test("what is missing is said in the scheduler's words", () => {
  assertEquals(
    why(asking({ cpu: "600m" }), [running({ cpu: "1500m" })]),
    "0/1 nodes are available: 1 Insufficient cpu.",
  );
  assertEquals(
    why(asking({ memory: "5Gi" }, { "nvidia.com/gpu": "1" })),
    "0/1 nodes are available: 1 Insufficient memory, 1 Insufficient nvidia.com/gpu.",
  );
  assertEquals(why(pod(), [running({}), running({}), running({})]), "0/1 nodes are available: 1 Too many pods.");
  assertEquals(
    why(pod({ nodeSelector: { zone: "b" } })),
    "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.",
  );
});

Deno.test("finished pods take no room", () => {
  const done = { ...running({ cpu: "2" }), status: { phase: "Succeeded" } };
  assertEquals(place(asking({ cpu: "2" }), [done]), { node: "one" });
});

Deno.test("a pod waits for its claims", () => {
  const mounting = pod({ volumes: [{ name: "v", persistentVolumeClaim: { claimName: "work" } }] });
  assertEquals(why(mounting), `0/1 nodes are available: persistentvolumeclaim "work" not found.`);
  const claim = { metadata: { name: "work" }, status: { phase: "Pending" } };
  assertEquals(why(mounting, [], claim), "0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims.");
  assertEquals(place(mounting, [], { ...claim, status: { phase: "Bound" } }), { node: "one" });
});
