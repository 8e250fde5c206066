import { hasMetadata } from "../../kube/has_metadata.ts";
import { type PvcViewer, withClaim } from "../../kube/mod.ts";
import type { AdmissionRequest, Verdict } from "./admission_review.ts";

/** What is wrong with a viewer, in Kubeflow's words; undefined where nothing is. */
export type FaultOfViewer = (viewer: PvcViewer) => string | undefined;

/**
 * Refuses a viewer that cannot work when it is written, as Kubeflow's webhook did; but one that is going may go, whatever
 * it is like.
 */
export function reviewPvcViewer(request: AdmissionRequest, faultOf: FaultOfViewer): Verdict {
  const { object, operation, resource, subresource } = request;
  const isViewer = resource === "kubeflow.org/v1alpha1/pvcviewers" && subresource === "";
  const isWritten = operation === "CREATE" || operation === "UPDATE";
  if (!isViewer || !isWritten || !hasMetadata(object)) return { kind: "allow" };
  const viewer = withClaim(object as unknown as PvcViewer);
  const fault = viewer.metadata.deletionTimestamp ? undefined : faultOf(viewer);
  return fault === undefined ? { kind: "allow" } : { kind: "refuse", message: fault };
}
