import { badRequest, conflict, invalid, notFound } from "../failure.ts";
import { cause } from "../field_cause.ts";
import { at, type Fields, fieldsAt } from "../json_value.ts";
import type { UntypedObject } from "../object.ts";
import { TOKEN_ISSUER, type TokenBinding, toTokenClaims } from "./token_claims.ts";
import { signToken, type TokenKey } from "./token_signature.ts";

const SUBJECT = { group: "authentication.k8s.io", plural: "TokenRequest", kind: "TokenRequest" };
const MIN_SECONDS = 600;
const DEFAULT_SECONDS = 3600;

/** What a token is made of besides its request. */
export interface TokenMaking {
  key: TokenKey;
  now: Date;
  /** An object that is there; of its ServiceAccount's namespace, if its kind has one. */
  find(kind: "Pod" | "Node", name: string): UntypedObject | undefined;
}

/** Answers a TokenRequest for `account` with a signed token; throws 400, 404, 409 or 422. */
export function answerTokenRequest(
  request: UntypedObject,
  account: UntypedObject,
  { key, now, find }: TokenMaking,
): UntypedObject {
  const { name, namespace, uid } = account.metadata;
  const given = fieldsAt(request, "metadata").uid;
  if (given && given !== uid) {
    const why = `the UID in the token request (${given}) does not match the UID of the service account (${uid})`;
    throw conflict(SUBJECT, name, why);
  }
  const spec = toSpec(fieldsAt(request, "spec"));
  const binding = toBinding(account, fieldsAt(spec, "boundObjectRef"), find);
  const token = signToken(toTokenClaims(binding, spec, { now, id: crypto.randomUUID() }), key);
  const metadata = { name, namespace, uid, creationTimestamp: toTimestamp(now) };
  const expirationTimestamp = toTimestamp(new Date(now.getTime() + spec.expirationSeconds * 1000));
  const identity = { kind: "TokenRequest", apiVersion: "authentication.k8s.io/v1" };
  return { ...identity, metadata, spec, status: { token, expirationTimestamp } };
}

function toSpec(spec: Fields) {
  const { audiences: asked, expirationSeconds: seconds = DEFAULT_SECONDS } = spec;
  const audiences = Array.isArray(asked) && asked.length > 0 ? asked.map(String) : [TOKEN_ISSUER];
  if (typeof seconds !== "number" || seconds < MIN_SECONDS) {
    const why = "may not specify a duration less than 10 minutes";
    throw invalid(SUBJECT, "", [cause.invalid("spec.expirationSeconds", seconds, why)]);
  }
  return { ...spec, audiences, expirationSeconds: seconds };
}

function toBinding(account: UntypedObject, reference: Fields, find: TokenMaking["find"]): TokenBinding {
  const { kind, apiVersion, name: podName = "", uid } = reference as Record<string, string | undefined>;
  if (!kind) return { account };
  if (kind !== "Pod" || apiVersion !== "v1") {
    throw badRequest(`cannot bind token to object of type /${apiVersion}, Kind=${kind}`);
  }
  const pod = find("Pod", podName);
  if (!pod) throw notFound({ group: "", plural: "pods" }, podName);
  const { name } = account.metadata;
  if (at(pod, "spec.serviceAccountName") !== name) {
    const why = "to pod running with different serviceaccount name.";
    throw badRequest(`cannot bind token for serviceaccount "${name}" ${why}`);
  }
  if (uid && uid !== pod.metadata.uid) {
    const why = `the UID in the bound object reference (${uid}) does not match the UID in record.`;
    const then = "The object might have been deleted and then recreated";
    throw conflict({ group: "", plural: "Pod" }, podName, `${why} ${then}`);
  }
  return { account, pod, node: find("Node", String(at(pod, "spec.nodeName") ?? "")) };
}

const toTimestamp = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, "Z");
