import { parse } from "@std/yaml";
import { pruneUnknown } from "./decoding.ts";
import { cause } from "../../kube/field_cause.ts";
import { badRequest, invalid, notFound, unsupportedMediaType } from "../../kube/failure.ts";
import { jsonPatch, type JsonPatchOperation, mergePatch, strategicMergePatch } from "../../kube/patch/mod.ts";
import type { RequestInfo } from "./request_info.ts";
import { applyConfig } from "../../kube/ownership/mod.ts";
import { keyIn } from "./storage.ts";
import { isFields } from "../../kube/json_value.ts";
import type { UntypedObject } from "../../kube/object.ts";
import { type Core, create, toVersion, update, type WriteRequest } from "./writes.ts";

const APPLY = "application/apply-patch+yaml";
const PATCHES: Record<string, (target: unknown, patch: unknown, request: WriteRequest) => unknown> = {
  "application/json-patch+json": (target, patch) => jsonPatch(target, patch as JsonPatchOperation[]),
  "application/merge-patch+json": mergePatch,
  "application/strategic-merge-patch+json": (target, patch, { resource }) =>
    strategicMergePatch(target, patch, resource.schema),
};

/** Reads a request's body as JSON, or YAML where it says so; throws 400 for what is neither. */
export function parseBody(text: string, contentType: string): unknown {
  try {
    return contentType.includes("yaml") ? parse(text) : JSON.parse(text);
  } catch (error) {
    throw badRequest(`error decoding patch: ${error instanceof Error ? error.message : error}`);
  }
}

/** Carries out a PATCH of any type; `isCreated` where an apply made the object. */
export function patchObject(
  core: Core,
  info: RequestInfo,
  request: WriteRequest,
  contentType: string,
  body: unknown,
): { object: UntypedObject; isCreated: boolean } {
  if (contentType === APPLY) return apply(core, info, request, body);
  const patch = PATCHES[contentType];
  const served = Object.keys(PATCHES).filter((each) => !request.resource.isCustom || !each.includes("strategic"));
  if (!served.includes(contentType)) throw unsupportedMediaType([...served, APPLY]);
  const object = update(core, request, (current) => ({ object: patch(current, body, request) as UntypedObject }));
  return { object, isCreated: false };
}

function apply(core: Core, { params }: RequestInfo, request: WriteRequest, body: unknown) {
  const { resource, namespace, name, writer } = request;
  if (!params.get("fieldManager")) {
    const missing = cause.required("fieldManager", "is required for apply patch");
    throw invalid({ group: "meta.k8s.io", plural: "", kind: "PatchOptions" }, "", [missing]);
  }
  if (!isFields(body)) throw badRequest("error decoding YAML: the body is not an object");
  const config = configOf(pruneUnknown({ ...body, metadata: { ...body.metadata as object, name } }, request), request);
  if (config.metadata.managedFields?.length) throw badRequest("metadata.managedFields must be nil");
  const isForced = params.get("force") === "true";
  const found = core.storage.get(resource.id, keyIn(namespace, name));
  if (found) {
    const object = update(core, request, (current) => applyConfig(current, config, resource.schema, writer, isForced));
    return { object, isCreated: false };
  }
  if (request.subresource) throw notFound(resource, name);
  const { object, managedFields } = applyConfig(undefined, config, resource.schema, writer, isForced);
  return { object: toVersion(create(core, request, object, managedFields), resource), isCreated: true };
}

/** What may be applied through the main resource, or through its status. */
function configOf(body: UntypedObject, { resource, subresource }: WriteRequest): UntypedObject {
  const { apiVersion, kind, metadata, status, ...rest } = body;
  if (!resource.subresources.includes("status")) return body;
  if (subresource !== "status") return { apiVersion, kind, metadata, ...rest };
  const { name, namespace, resourceVersion, uid } = metadata;
  const identity = Object.entries({ name, namespace, resourceVersion, uid }).filter(([, value]) => value !== undefined);
  return { apiVersion, kind, metadata: Object.fromEntries(identity) as unknown as UntypedObject["metadata"], status };
}
