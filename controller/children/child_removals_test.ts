import { assertEquals } from "@std/assert";
import { exampleNotebook } from "../../kube/explain/example_notebook.ts";
import { NOTEBOOKS, type Service, SERVICES } from "../../kube/mod.ts";
import { VIRTUAL_SERVICES } from "../../kube/routing/routes.ts";
import { planChildRemovals } from "./child_removals.ts";

const object = exampleNotebook();
const childOf = (uid: string | undefined, kind = "Notebook") => ({
  metadata: {
    ...{ name: "train", namespace: "team", uid: "child" },
    ownerReferences: [{ apiVersion: "kubeflow.org/v1", kind, name: "other", uid: uid ?? "", controller: true }],
  },
} as Service);
const routes = { kind: "istio", type: VIRTUAL_SERVICES, isReady: true } as const;
const own = childOf(object.metadata.uid);
const service = { portName: "http", targetPort: 80 };
const route = { prefix: "/a/", rewrite: "/a/", headers: {} };
const plan = (differs: Partial<Parameters<typeof planChildRemovals>[1]>, wish = {}) =>
  planChildRemovals({ type: NOTEBOOKS }, { object, service: own, route: own, routes, ...differs }, wish);

Deno.test("the Service and the route that nobody asks for any more go", () => {
  const key = { namespace: "team", name: "train", uid: "child" };
  assertEquals(plan({}), [{ type: SERVICES, ...key }, { type: VIRTUAL_SERVICES, ...key }]);
  assertEquals(plan({}, { service }), [{ type: VIRTUAL_SERVICES, ...key }]);
  assertEquals(plan({}, { service, route }), []);
});

Deno.test("what is somebody else's, is going, or was left out by a mistake stays", () => {
  const foreign = childOf("another");
  const going = { ...own, metadata: { ...own.metadata, deletionTimestamp: "2026-11-23T10:00:00Z" } };
  assertEquals(plan({ service: foreign, route: going }), []);
  assertEquals(plan({}, { fault: { reason: "InvalidSpec" } }), []);
  const deleted = { ...object, metadata: { ...object.metadata, deletionTimestamp: "2026-11-23T10:00:00Z" } };
  assertEquals(plan({ object: deleted }), []);
});
