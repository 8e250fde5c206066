import { assertEquals } from "@std/assert";
import type { Node, PersistentVolumeClaim, Pod } from "../builtins.ts";
import { placePod } from "./schedule_plan.ts";

const NODE: Node = {
  metadata: { name: "one", labels: { zone: "a", cores: "4" } },
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

const requiring = (...nodeSelectorTerms: object[]) =>
  pod({ affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } } });
const named = (...values: string[]) => ({ key: "metadata.name", operator: "In", values });
const labelled = (key: string, operator: string, ...values: string[]) => ({ key, operator, values });

Deno.test("a pod goes to the node that it names, and says why where that is not there", () => {
  assertEquals(place(requiring({ matchFields: [named("one")] })), { node: "one" });
  assertEquals(place(requiring({ matchFields: [named("gone")] }, { matchFields: [named("one")] })), { node: "one" });
  const absent = "0/1 nodes are available: 1 node(s) didn't satisfy plugin(s) [NodeAffinity].";
  assertEquals(why(requiring({ matchFields: [named("gone")] })), absent);
  assertEquals(
    why(requiring({ matchFields: [named("one"), named("two")] })),
    "0/1 nodes are available: pod affinity terms conflict.",
  );
});

Deno.test("required labels are met by every operator, and each of a term's requirements counts", () => {
  const met = (...matchExpressions: object[]) => "node" in place(requiring({ matchExpressions }));
  assertEquals([met(labelled("zone", "In", "a", "b")), met(labelled("zone", "In", "b"))], [true, false]);
  assertEquals([met(labelled("zone", "NotIn", "b")), met(labelled("zone", "NotIn", "a"))], [true, false]);
  assertEquals([met(labelled("zone", "Exists")), met(labelled("disk", "Exists"))], [true, false]);
  assertEquals([met(labelled("disk", "DoesNotExist")), met(labelled("zone", "DoesNotExist"))], [true, false]);
  assertEquals([met(labelled("cores", "Gt", "3")), met(labelled("cores", "Lt", "3"))], [true, false]);
  assertEquals([met(labelled("zone", "Exists"), labelled("disk", "Exists")), met()], [false, false]);
  const elsewhere = { matchFields: [named("one")], matchExpressions: [labelled("zone", "In", "b")] };
  assertEquals(
    why(requiring(elsewhere)),
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
