import { parse } from "@std/yaml";
import { badRequest, invalid, unsupportedMediaType } from "../../kube/failure.ts";
import { cause } from "../../kube/field_cause.ts";
import type { ApiError } from "../../kube/errors.ts";
import { apiVersionOf, type Resource } from "./registry.ts";
import { isFields } from "../../kube/json_value.ts";
import type { UntypedObject } from "../../kube/object.ts";
import { completeType } from "../../kube/rules/builtin_defaults.ts";
import { fillDefaults, prune } from "../../kube/structural/mod.ts";
import type { WriteRequest } from "./writes.ts";

/** 400 of what is no object at all. */
export const UNREADABLE = "json: cannot unmarshal array into Go value of type map[string]interface {}";

/** Reads a body as an object of the resource: identity checked, unknown fields away, defaults filled in. */
export function decode(body: UntypedObject, request: WriteRequest): UntypedObject {
  if (!isFields(body)) throw badRequest(UNREADABLE);
  const { resource, namespace } = request;
  const expected = apiVersionOf(resource);
  const { apiVersion = expected, kind = resource.kind } = body;
  if (apiVersion !== expected) {
    const words = `(${apiVersion}) does not match the expected API version (${expected})`;
    throw badRequest(`the API version in the data ${words}`);
  }
  if (kind !== resource.kind && resource.isCustom) {
    const wrong = cause.invalid("kind", kind, `must be ${resource.kind}`);
    throw invalid({ ...resource, kind: String(kind) }, body.metadata?.name ?? "", [wrong]);
  }
  if (kind !== resource.kind) {
    const why = `no kind "${kind}" is registered for version "${expected}"`;
    throw request.isPatch
      ? undecodable(request, body, why)
      : badRequest(`${kind} in version "${resource.version}" cannot be handled as a ${resource.kind}: ${why}`);
  }
  const object = pruneUnknown(body, request);
  Object.assign(object, { apiVersion, kind, metadata: isFields(object.metadata) ? object.metadata : {} });
  const given = object.metadata.namespace;
  if (given && namespace && given !== namespace) {
    throw badRequest("the namespace of the provided object does not match the namespace sent on the request");
  }
  if (namespace) object.metadata.namespace = namespace;
  else delete object.metadata.namespace;
  fillDefaults(object, resource.schema);
  if (!resource.isCustom) completeType(object);
  return object;
}

/** What bodies of creations and updates may be. */
const TYPES = ["application/json", "application/yaml", "application/vnd.kubernetes.protobuf"];

/** Reads the body of a creation or an update; throws 400 or 415 where it is none. */
export function readObject(text: string, contentType: string, { kind, isCustom }: Resource): UntypedObject {
  if (contentType !== "" && !TYPES.includes(contentType)) throw unsupportedMediaType(TYPES);
  const refuse = (why: string) => badRequest(`the object provided is unrecognized (must be of type ${kind}): ${why}`);
  try {
    const body = contentType === "application/yaml" ? parse(text) : JSON.parse(text);
    if (!isCustom || !isFields(body) || body.kind) return body as UntypedObject;
  } catch (error) {
    throw refuse(`couldn't get version/kind; json parse error: ${(error as Error).message}`);
  }
  throw refuse(`Object 'Kind' is missing in '${text}'`);
}

/** A copy of `body` without fields that the schema does not know, which are reported as the request wants it. */
export function pruneUnknown(body: UntypedObject, request: WriteRequest): UntypedObject {
  const { resource, unknownFields: policy, warn } = request;
  const { schema } = resource;
  const unknown: string[] = [];
  const object = prune(body, schema, "", unknown, resource) as UntypedObject;
  if (unknown.length === 0 || policy === "Ignore") return object;
  const words = unknown.map((path) => `unknown field "${path}"`);
  if (policy === "Warn") words.forEach(warn);
  if (policy === "Strict") throw undecodable(request, body, `strict decoding error: ${words.join(", ")}`);
  return object;
}

/** What Go cannot decode as the resource: a 400, or a 422 where it is what a patch has made of an object. */
export function undecodable({ resource, isPatch }: WriteRequest, object: unknown, why: string): ApiError {
  const { kind, version } = resource;
  if (!isPatch) return badRequest(`${kind} in version "${version}" cannot be handled as a ${kind}: ${why}`);
  return invalid({ group: "", plural: "", kind: "" }, "", [cause.invalid("patch", JSON.stringify(object), why)]);
}
