import { assertEquals } from "@std/assert";
import type { ObjectMeta } from "../object.ts";
import { checkMetadata } from "./metadata_rules.ts";

const fieldsOf = (metadata: Partial<ObjectMeta>, before?: Partial<ObjectMeta>, kind = "Thing", group = "") =>
  checkMetadata(
    { kind, metadata: { name: "x", ...metadata } },
    before && { kind, metadata: { name: "x", ...before } },
    group,
  ).map(({ field }) => field);

Deno.test("names have the form of their kind", () => {
  assertEquals(fieldsOf({ name: "" }), ["metadata.name"]);
  assertEquals(fieldsOf({ name: "a.b" }), []);
  assertEquals(fieldsOf({ name: "a.b" }, undefined, "Namespace"), ["metadata.name"]);
  assertEquals(fieldsOf({ name: "a.b" }, undefined, "Service"), ["metadata.name"]);
  assertEquals(fieldsOf({ name: "a:b" }, undefined, "Role", "rbac.authorization.k8s.io"), []);
  assertEquals(fieldsOf({ name: "a-x", generateName: "a-" }), []);
  assertEquals(fieldsOf({ name: "x", generateName: "Upper-" }), ["metadata.generateName"]);
});

Deno.test("labels, annotations, owners and finalizers are checked", () => {
  assertEquals(fieldsOf({ labels: { "a b": "c", ok: "-" } }), ["metadata.labels", "metadata.labels"]);
  assertEquals(fieldsOf({ labels: { "example.org/a": "" }, annotations: { "a/b/c": "" } }), ["metadata.annotations"]);
  assertEquals(fieldsOf({ annotations: { a: "x".repeat(262_144) } }), ["metadata.annotations"]);
  const owner = { apiVersion: "v1", kind: "Pod", name: "p", uid: "", controller: true };
  assertEquals(fieldsOf({ ownerReferences: [owner] }), ["metadata.ownerReferences.uid"]);
  const two = [{ ...owner, uid: "1" }, { ...owner, uid: "2" }];
  assertEquals(fieldsOf({ ownerReferences: two }), ["metadata.ownerReferences"]);
  assertEquals(fieldsOf({ finalizers: ["orphan", "a.b/c", "held"] }), ["metadata.finalizers[2]"]);
  const going = { deletionTimestamp: "2026-01-01T00:00:00Z", finalizers: ["a.b/c"] };
  assertEquals(fieldsOf({ finalizers: ["a.b/c", "a.b/d"] }, going), ["metadata.finalizers"]);
});
