import { assertEquals } from "@std/assert";
import type { PvcViewer } from "../../kube/mod.ts";
import type { AdmissionRequest } from "./admission_review.ts";
import { reviewPvcViewer } from "./review_pvc_viewer.ts";

const faultOf = ({ spec: { pvc } }: PvcViewer) => pvc ? undefined : "PVC name must be specified";
const review = (object: unknown, change: Partial<AdmissionRequest> = {}) =>
  reviewPvcViewer({
    ...{ apiVersion: "admission.k8s.io/v1", uid: "u", operation: "CREATE", namespace: "team", subresource: "" },
    resource: "kubeflow.org/v1alpha1/pvcviewers",
    object: object as Record<string, unknown>,
    ...change,
  }, faultOf);

Deno.test("a viewer is refused for its fault when it is written, in the words that were given", () => {
  assertEquals(review({ metadata: { name: "v" }, spec: { pvc: "data" } }), { kind: "allow" });
  for (const spec of [{}, undefined]) {
    const refused = review({ metadata: { name: "v" }, spec }, { operation: "UPDATE" });
    assertEquals(refused, { kind: "refuse", message: "PVC name must be specified" });
  }
});

Deno.test("one that is going may go, and what is no written viewer passes", () => {
  const going = { metadata: { name: "v", deletionTimestamp: "2026-01-01T00:00:00Z" }, spec: {} };
  assertEquals(review(going, { operation: "UPDATE" }), { kind: "allow" });
  for (const change of [{ operation: "DELETE" }, { resource: "/v1/pods" }, { subresource: "status" }]) {
    assertEquals(review({ metadata: {} }, change), { kind: "allow" });
  }
  assertEquals(review(undefined), { kind: "allow" });
});
