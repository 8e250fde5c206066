import { assertEquals, assertThrows } from "@std/assert";
import { ApiError } from "../errors.ts";
import type { UntypedObject } from "../object.ts";
import { CLEANUP, FOREGROUND, ORPHAN, planDeletion } from "./deletion_plan.ts";
import type { DeleteOptions } from "./write_options.ts";

const NOW = new Date("2026-01-01T00:00:00Z");
const OF = { group: "", plural: "things", kind: "Thing" };
const object = (metadata: Partial<UntypedObject["metadata"]>, more = {}): UntypedObject => ({
  ...{ apiVersion: "v1", kind: "Thing", metadata: { name: "x", uid: "1", ...metadata } },
  ...more,
});
const plan = (of: UntypedObject, options: DeleteOptions = {}) =>
  planDeletion(OF, of, options, NOW, (date) => date.toISOString());

Deno.test("what nothing holds is removed, what a finalizer holds is marked, and marked again changes nothing", () => {
  assertEquals(plan(object({})).kind, "remove");
  const marked = plan(object({ finalizers: ["a.b/c"], generation: 1 }));
  assertEquals([marked.kind, marked.object.metadata.deletionTimestamp, marked.object.metadata.generation], [
    ...["mark", NOW.toISOString(), 2],
  ]);
  assertEquals(plan(marked.object).kind, "nothing");
});

Deno.test("the policy is a finalizer: foreground and orphan hold, background lets go", () => {
  const finalizersOf = (propagationPolicy: string) =>
    plan(object({}), { propagationPolicy }).object.metadata.finalizers;
  assertEquals([finalizersOf("Foreground"), finalizersOf("Orphan")], [[FOREGROUND], [ORPHAN]]);
  assertEquals(plan(object({ finalizers: [FOREGROUND] }), { propagationPolicy: "Background" }).kind, "remove");
  const definition = object({}, { kind: "CustomResourceDefinition" });
  assertEquals(plan(definition).object.metadata.finalizers, [CLEANUP]);
});

Deno.test("a pod on a node has its grace, which can only be cut short", () => {
  const pod = object({}, { kind: "Pod", spec: { nodeName: "n", terminationGracePeriodSeconds: 7 } });
  const first = plan(pod).object;
  assertEquals(first.metadata.deletionGracePeriodSeconds, 7);
  assertEquals(plan(first, { gracePeriodSeconds: 9 }).kind, "nothing");
  assertEquals(plan(first, { gracePeriodSeconds: -1 }).object.metadata.deletionGracePeriodSeconds, 1);
  assertEquals(plan(first, { gracePeriodSeconds: 0 }).kind, "remove");
  assertEquals(plan({ ...pod, status: { phase: "Failed" } }).kind, "remove");
});

Deno.test("preconditions and the cluster's own namespaces are kept", () => {
  const refused = (of: UntypedObject, options: DeleteOptions = {}) =>
    assertThrows(() => plan(of, options), ApiError).code;
  assertEquals(refused(object({}), { preconditions: { uid: "2" } }), 409);
  assertEquals(refused(object({ resourceVersion: "5" }), { preconditions: { resourceVersion: "4" } }), 409);
  assertEquals(refused(object({ name: "default" }, { kind: "Namespace" })), 403);
  assertEquals(plan(object({}, { kind: "Namespace" })).object.status, { phase: "Terminating" });
});
