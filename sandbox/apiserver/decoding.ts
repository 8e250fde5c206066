import { badRequest, failure } from "../../kube/failure.ts";
import { apiVersionOf } from "./registry.ts";
import { isFields } from "../../kube/json_value.ts";
import type { UntypedObject } from "../../kube/object.ts";
import { fillDefaults, prune } from "../../kube/structural/mod.ts";
import type { WriteRequest } from "./writes.ts";

/** Reads a body as an object of the resource: identity checked, unknown fields away, defaults filled in. */
export function decode(body: UntypedObject, request: WriteRequest): UntypedObject {
  if (!isFields(body)) throw badRequest(`json: cannot unmarshal ${typeof body} into an object`);
  const { resource, namespace } = request;
  const expected = apiVersionOf(resource);
  const { apiVersion = expected, kind = resource.kind } = body;
  if (apiVersion !== expected) {
    const words = `(${apiVersion}) does not match the expected API version (${expected})`;
    throw badRequest(`the API version in the data ${words}`);
  }
  if (kind !== resource.kind) {
    const why = `no kind "${kind}" is registered for version "${expected}"`;
    throw badRequest(`${kind} in version "${resource.version}" cannot be handled as a ${resource.kind}: ${why}`);
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
  return object;
}

/** A copy of `body` without fields that the schema does not know, which are reported as the request wants it. */
export function pruneUnknown(
  body: UntypedObject,
  { resource, unknownFields: policy, warn }: WriteRequest,
): UntypedObject {
  const { schema, kind, version } = resource;
  const unknown: string[] = [];
  const object = prune(body, schema, "", unknown, resource) as UntypedObject;
  if (unknown.length === 0 || policy === "Ignore") return object;
  const words = unknown.map((path) => `unknown field "${path}"`);
  if (policy === "Warn") words.forEach(warn);
  if (policy === "Strict") {
    const why = `strict decoding error: ${words.join(", ")}`;
    throw badRequest(`${kind} in version "${version}" cannot be handled as a ${kind}: ${why}`);
  }
  if (policy === "Apply") {
    const fields = unknown.map((path) => `.${path}: field not declared in schema`).join("\n");
    throw failure(500, "InternalError", `failed to create typed patch object: ${fields}`, {});
  }
  return object;
}
