import { type ApiError, ROLES_READ_MS, stableHash } from "../../kube/mod.ts";
import type { KubeObject } from "../../kube/mod.ts";

/** How long a refusal for policy's sake stands before it is tried again: the policy may have changed, in ms. */
export const POLICY_RETRY_MS = 300_000;

/** How long our own missing right stands before it is tried again, in ms: roles are mended by people who wait. */
export const RIGHTS_RETRY_MS = 30_000;

/** A body that the apiserver would not take. */
export interface ChildRefusal {
  readonly bodyHash: string;
  readonly code: number;
  readonly message: string;
  /** When it may be tried again, in ms since 1970; Infinity: only another body may. */
  readonly retryAtMs: number;
}

/** Whether an error means that this body will not be taken, whoever sends it again. */
export function isRefusal(error: ApiError): boolean {
  const isSaidOfBody = error.code === 422 || error.code === 403 || error.code === 400 || isUnknownField(error);
  return isSaidOfBody || isHeldUp(error) || isOthers(error);
}

/** Whether what is in the body's place belongs to somebody else: they wrote the same fields, or closed it to changes. */
function isOthers({ code, status: { message = "", details } }: ApiError): boolean {
  if (code === 422) return message.includes("field is immutable when `immutable` is set");
  return code === 409 && details?.causes?.some((each) => each.reason === "FieldManagerConflict") === true;
}

/** Whether a body was not taken since somebody else has its place. */
export function isLeftToOthers({ code }: Pick<ChildRefusal, "code">): boolean {
  return code === 409;
}

/** Whether the apiserver cannot take any body now: a webhook is down, or no address for a Service is left. */
function isHeldUp({ code, status: { message = "" } }: ApiError): boolean {
  return code === 500 && /failed calling webhook|failed to allocate (?:a serviceIP|IP)|range is full/.test(message);
}

/**
 * Whether the body has a field that this apiserver does not know, as a notebook from a newer cluster may: kube-apiserver
 * 1.36 answers an apply of one with a 500.
 */
function isUnknownField(error: ApiError): boolean {
  return error.code === 500 && (error.status.message ?? "").startsWith("failed to create typed patch object");
}

/**
 * Whether the apiserver forbids it to us, whatever the body, and has not done so for long: after its start it forbids
 * everything until it has read its roles. To be tried again at once rather than told.
 */
export function isForbiddenForNow(error: ApiError, sinceMs: number | undefined, now: Date): boolean {
  return isLackOfRights(error) && now.getTime() - (sinceMs ?? now.getTime()) < ROLES_READ_MS;
}

/** A 403 of the authoriser, and of the admission that asks it, unlike one of a quota or a policy. */
function isLackOfRights({ code, status }: ApiError): boolean {
  return code === 403 && / is forbidden: (User ".*" cannot |cannot set blockOwnerDeletion)/.test(status.message ?? "");
}

/** Remembers that the apiserver answered `error` to this body. */
export function refusalOf(body: KubeObject, error: ApiError, now: Date): ChildRefusal {
  // Policies change, and apiservers are upgraded, without the body changing.
  const mayPass = error.code === 403 || isUnknownField(error) || isHeldUp(error) || isOthers(error);
  const retryMs = isLackOfRights(error) || isHeldUp(error) ? RIGHTS_RETRY_MS : POLICY_RETRY_MS;
  const retryAtMs = mayPass ? now.getTime() + retryMs : Infinity;
  const code = isOthers(error) ? 409 : isUnknownField(error) ? 422 : error.code;
  return { bodyHash: stableHash(body), code, message: error.status.message ?? error.message, retryAtMs };
}

/** The refusal that still stands for a body; undefined where it may be tried. */
export function standingRefusal(
  body: KubeObject,
  refusal: ChildRefusal | undefined,
  now: Date,
): ChildRefusal | undefined {
  if (!refusal || refusal.retryAtMs <= now.getTime()) return undefined;
  return refusal.bodyHash === stableHash(body) ? refusal : undefined;
}
