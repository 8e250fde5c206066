import { isFields } from "../../kube/json_value.ts";
import type { JsonPatchOperation } from "../../kube/patch/mod.ts";

/** What an apiserver asks a webhook, as far as we read it. */
export interface AdmissionRequest {
  /** The version of the review, which its answer has too. */
  apiVersion: string;
  uid: string;
  operation: string;
  /** `group/version/plural`, of the core group `/v1/pods`. */
  resource: string;
  /** Such as `eviction`; empty for the object itself. */
  subresource: string;
  /** Empty for what is in no namespace. */
  namespace: string;
  /** Absent where an object is deleted. */
  object?: Record<string, unknown>;
}

/** What a webhook says: yes, perhaps with changes, or no, in a sentence. */
export type Verdict = { kind: "allow"; patch?: readonly JsonPatchOperation[] } | { kind: "refuse"; message: string };

/** Both have the same shape; Kubeflow's own configurations ask for v1beta1 first. */
const VERSIONS = ["admission.k8s.io/v1", "admission.k8s.io/v1beta1"];

/** Reads a review, or answers a sentence on why it is none. */
export function readReview(value: unknown): AdmissionRequest | string {
  if (!isFields(value) || value.kind !== "AdmissionReview") return "Cannot read the review: it is no AdmissionReview.";
  const { apiVersion, request } = value;
  if (typeof apiVersion !== "string" || !VERSIONS.includes(apiVersion)) {
    return `Cannot read the review: its apiVersion is none of ${VERSIONS.join(", ")}.`;
  }
  if (!isFields(request)) return "Cannot read the review: it has no request.";
  const { uid, operation, resource, subResource = "", namespace = "", object } = request;
  if (typeof uid !== "string" || uid === "") return "Cannot read the review: its request has no uid.";
  if (typeof operation !== "string") return "Cannot read the review: its request has no operation.";
  if (!isFields(resource)) return "Cannot read the review: its request names no resource.";
  return {
    ...{ apiVersion, uid, operation },
    resource: `${resource.group ?? ""}/${resource.version}/${resource.resource}`,
    subresource: String(subResource ?? ""),
    namespace: String(namespace ?? ""),
    ...(isFields(object) ? { object } : {}),
  };
}

/** The answer to a review. */
export function toAnswer({ apiVersion, uid }: AdmissionRequest, verdict: Verdict): Record<string, unknown> {
  return { apiVersion, kind: "AdmissionReview", response: { uid, ...toResponse(verdict) } };
}

function toResponse(verdict: Verdict): Record<string, unknown> {
  if (verdict.kind === "refuse") {
    const { message } = verdict;
    return { allowed: false, status: { status: "Failure", message, reason: "Forbidden", code: 403 } };
  }
  const { patch = [] } = verdict;
  if (patch.length === 0) return { allowed: true };
  return { allowed: true, patchType: "JSONPatch", patch: new TextEncoder().encode(JSON.stringify(patch)).toBase64() };
}
