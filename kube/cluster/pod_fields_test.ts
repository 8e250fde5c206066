import { assertEquals } from "@std/assert";
import type { Pod } from "../builtins.ts";
import { podField } from "./pod_fields.ts";

const POD: Pod = {
  metadata: { name: "nb-0", namespace: "demo", labels: { b: "2", "a/b": 'say "c"' } },
  spec: { containers: [], serviceAccountName: "default-editor" },
};
const field = (path: string) => podField(POD, path, { podIP: "10.1.2.3", hostIP: "10.0.0.1" });

Deno.test("podField() gives what a pod is and where it runs", () => {
  assertEquals(field("metadata.namespace"), "demo");
  assertEquals(field("spec.serviceAccountName"), "default-editor");
  assertEquals([field("status.podIP"), field("status.hostIP")], ["10.1.2.3", "10.0.0.1"]);
  assertEquals([field("metadata.labels['a/b']"), field("metadata.labels['none']")], ['say "c"', ""]);
});

Deno.test("podField() lists all labels as the kubelet does, a quoted line each", () => {
  assertEquals(field("metadata.labels"), 'a/b="say \\"c\\""\nb="2"');
  assertEquals(field("metadata.annotations"), "");
});

Deno.test("podField() knows no other fields", () => {
  for (const path of ["spec.containers", "status.phase", "metadata", "toString"]) assertEquals(field(path), undefined);
});
