import { type PvcViewer, withClaim } from "../../kube/mod.ts";
import { hasMetadata } from "../../kube/has_metadata.ts";
import { jsonDiff } from "../../kube/patch/mod.ts";
import type { AdmissionRequest, Verdict } from "./admission_review.ts";

/** What is known of PVCViewers. */
export interface ViewerRules {
  /** The viewer with what it leaves open. */
  complete: (viewer: PvcViewer) => PvcViewer;
  /** What is wrong with a viewer, in Kubeflow's words; undefined where nothing is. */
  faultOf: (viewer: PvcViewer) => string | undefined;
}

/** Fills in what a viewer leaves open, as Kubeflow's webhook did when it was written. */
export function completeViewer(request: AdmissionRequest, { complete }: Pick<ViewerRules, "complete">): Verdict {
  const viewer = writtenViewer(request);
  return { kind: "allow", patch: viewer ? jsonDiff(viewer, complete(withClaim(viewer))) : [] };
}

/** Refuses a viewer that cannot work, as Kubeflow's webhook did; but one that is going may go, whatever it is like. */
export function checkViewer(request: AdmissionRequest, { faultOf }: Pick<ViewerRules, "faultOf">): Verdict {
  const viewer = writtenViewer(request);
  const fault = viewer && !viewer.metadata.deletionTimestamp ? faultOf(withClaim(viewer)) : undefined;
  return fault === undefined ? { kind: "allow" } : { kind: "refuse", message: fault };
}

/** The viewer that is created or changed, where a request is about one. */
function writtenViewer({ object, operation, resource, subresource }: AdmissionRequest): PvcViewer | undefined {
  const isViewer = resource === "kubeflow.org/v1alpha1/pvcviewers" && subresource === "";
  const isWritten = operation === "CREATE" || operation === "UPDATE";
  return isViewer && isWritten && hasMetadata(object) ? object as unknown as PvcViewer : undefined;
}
