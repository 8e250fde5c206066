import { assertEquals } from "@std/assert";
import type { AdmissionRequest } from "./admission_review.ts";
import { checkViewer, completeViewer, type ViewerRules } from "./review_pvc_viewer.ts";

const rules: ViewerRules = {
  complete: (viewer) => ({ ...viewer, spec: { ...viewer.spec, podSpec: { containers: [] } } }),
  faultOf: ({ spec: { pvc } }) => pvc ? undefined : "PVC name must be specified",
};
const requestOf = (object: unknown, change: Partial<AdmissionRequest> = {}): AdmissionRequest => ({
  ...{ apiVersion: "admission.k8s.io/v1", uid: "u", operation: "CREATE", namespace: "team", subresource: "" },
  resource: "kubeflow.org/v1alpha1/pvcviewers",
  object: object as Record<string, unknown>,
  ...change,
});
const viewer = { metadata: { name: "v" }, spec: { pvc: "data", rwoScheduling: false } };

Deno.test("a viewer is completed, and refused for its fault in the words that were given", () => {
  assertEquals(completeViewer(requestOf(viewer), rules), {
    kind: "allow",
    patch: [{ op: "add", path: "/spec/podSpec", value: { containers: [] } }],
  });
  assertEquals(checkViewer(requestOf(viewer), rules), { kind: "allow" });
  for (const spec of [{}, undefined]) {
    const refused = checkViewer(requestOf({ metadata: { name: "v" }, spec }, { operation: "UPDATE" }), rules);
    assertEquals(refused, { kind: "refuse", message: "PVC name must be specified" });
  }
});

Deno.test("one that is going may go, and what is no written viewer passes", () => {
  const going = { metadata: { name: "v", deletionTimestamp: "2026-01-01T00:00:00Z" }, spec: {} };
  assertEquals(checkViewer(requestOf(going, { operation: "UPDATE" }), rules), { kind: "allow" });
  for (const change of [{ operation: "DELETE" }, { resource: "/v1/pods" }, { subresource: "status" }]) {
    assertEquals(checkViewer(requestOf({ metadata: {} }, change), rules), { kind: "allow" });
    assertEquals(completeViewer(requestOf(viewer, change), rules), { kind: "allow", patch: [] });
  }
  assertEquals(checkViewer(requestOf(undefined), rules), { kind: "allow" });
});
