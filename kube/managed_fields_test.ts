import { assertEquals } from "@std/assert";
import type { KubeObject } from "./object.ts";
import { withoutForeignFields } from "./managed_fields.ts";

Deno.test("our own fields are kept, of others who and when", () => {
  const ours = { manager: "us", operation: "Apply" as const, fieldsV1: { "f:spec": {} } };
  const time = "2026-01-01T00:00:00Z";
  const theirs = {
    manager: "them",
    operation: "Update" as const,
    time,
    fieldsType: "FieldsV1",
    fieldsV1: { "f:a": {} },
  };
  const object: KubeObject = { metadata: { name: "a", managedFields: [ours, theirs] } };
  assertEquals(withoutForeignFields(object, "us").metadata.managedFields, [
    ours,
    { manager: "them", operation: "Update", time },
  ]);
  assertEquals(object.metadata.managedFields?.[1], theirs);
});
