import { assertEquals } from "@std/assert";
import type { KubeObject, ManagedFieldsEntry } from "../../kube/mod.ts";
import { isFormersWork, planOwnershipMove } from "./ownership_move.ts";

function withFields(...managedFields: ManagedFieldsEntry[]): KubeObject {
  return { metadata: { name: "a", namespace: "b", resourceVersion: "7", managedFields } };
}

const former: ManagedFieldsEntry = {
  manager: "tensorboard-controller",
  operation: "Update",
  apiVersion: "apps/v1",
  time: "2026-11-23T16:11:48Z",
  fieldsV1: { "f:spec": { "f:replicas": {} } },
};
const status: ManagedFieldsEntry = { ...former, subresource: "status" };
const kubectl: ManagedFieldsEntry = { ...former, manager: "kubectl" };
const ours: ManagedFieldsEntry = {
  manager: "atelier-controller",
  operation: "Apply",
  apiVersion: "apps/v1",
  fieldsV1: { "f:spec": { "f:template": {} }, "f:metadata": {} },
};

Deno.test("what a former controller owns becomes ours, and everybody else keeps theirs", () => {
  const steps = planOwnershipMove(withFields(status, former, kubectl))!;
  assertEquals(steps[0], { op: "test", path: "/metadata/resourceVersion", value: "7" });
  assertEquals(steps[1].value, [status, kubectl, {
    manager: "atelier-controller",
    operation: "Apply",
    apiVersion: "apps/v1",
    time: "2026-11-23T16:11:48Z",
    fieldsType: "FieldsV1",
    fieldsV1: { "f:spec": { "f:replicas": {} } },
  }]);
});

Deno.test("what was ours already stays ours beside it", () => {
  const [, { value }] = planOwnershipMove(withFields(ours, former))!;
  const [entry] = value as ManagedFieldsEntry[];
  assertEquals(entry.fieldsV1, { "f:spec": { "f:template": {}, "f:replicas": {} }, "f:metadata": {} });
});

Deno.test("there is nothing to move of others, of a status, or of ours", () => {
  assertEquals(planOwnershipMove(withFields(status, kubectl, ours)), undefined);
  assertEquals([withFields(former), withFields(former, ours), withFields(status)].map(isFormersWork), [
    true,
    false,
    false,
  ]);
});
