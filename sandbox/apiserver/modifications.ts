import { parse } from "@std/yaml";
import { pruneUnknown, UNREADABLE } from "./decoding.ts";
import { cause } from "../../kube/field_cause.ts";
import { badRequest, invalid, notFound, unsupportedMediaType } from "../../kube/failure.ts";
import { jsonPatch, type JsonPatchOperation, mergePatch, strategicMergePatch } from "../../kube/patch/mod.ts";
import type { RequestInfo } from "./request_info.ts";
import { applyConfig, refuseUntyped } from "../../kube/ownership/mod.ts";
import { apiVersionOf, type Resource } from "./registry.ts";
import { keyIn } from "./storage.ts";
import { type Fields, isFields } from "../../kube/json_value.ts";
import type { UntypedObject } from "../../kube/object.ts";
import { type Core, create, toVersion, update, type WriteRequest } from "./writes.ts";

const APPLY = "application/apply-patch+yaml";
const PATCHES: Record<string, (target: unknown, patch: unknown, request: WriteRequest) => unknown> = {
  "application/json-patch+json": (target, patch) => jsonPatch(target, patch as JsonPatchOperation[]),
  "application/merge-patch+json": mergePatch,
  "application/strategic-merge-patch+json": (target, patch, { resource }) =>
    strategicMergePatch(target, patch, resource.schema),
};

/** Reads a patch as JSON, or YAML where it says so; throws 400 for what is neither. */
export function parsePatch(text: string, contentType: string): unknown {
  try {
    return contentType.includes("yaml") ? parse(text) : JSON.parse(text);
  } catch (error) {
    const what = contentType.includes("yaml") ? "YAML" : "patch";
    throw badRequest(`error decoding ${what}: ${error instanceof Error ? error.message : error}`);
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
  const patch = patchBy(request, contentType, body);
  return {
    object: update(core, request, (current) => ({ object: patch(current) as UntypedObject })),
    isCreated: false,
  };
}

/** What a patch that is no apply makes of an object; throws 400 or 415 where it cannot be one. */
export function patchBy(request: WriteRequest, contentType: string, body: unknown): (target: unknown) => unknown {
  const patch = PATCHES[contentType];
  const served = Object.keys(PATCHES).filter((each) => !request.resource.isCustom || !each.includes("strategic"));
  if (!served.includes(contentType)) throw unsupportedMediaType([...served, APPLY]);
  if (!contentType.includes("json-patch") && !isFields(body)) throw badRequest(`error decoding patch: ${UNREADABLE}`);
  return (target) => patch(target, body, request);
}

function apply(core: Core, { params }: RequestInfo, request: WriteRequest, body: unknown) {
  const { resource, namespace, name, writer } = request;
  if (!isFields(body)) throw badRequest("error decoding YAML: the body is not an object");
  refuseOtherType(body, resource);
  const given = { ...body, metadata: { name, ...body.metadata as object } } as UntypedObject;
  if (given.metadata.managedFields) throw badRequest("metadata.managedFields must be nil");
  refuseUntyped(given, resource.schema);
  const config = configOf(pruneUnknown(given, request), request);
  const isForced = params.get("force") === "true";
  const found = core.storage.get(resource.id, keyIn(namespace, name));
  if (found) {
    const object = update(core, request, (current) => applyConfig(current, config, resource.schema, writer, isForced));
    return { object, isCreated: false };
  }
  if (request.subresource) throw notFound(resource, name);
  const { uid, resourceVersion: _, ...metadata } = config.metadata;
  // It means one object that was; a new one is another.
  if (uid) throw invalid(resource, name, [cause.invalid("metadata.uid", uid, "field is immutable")]);
  const { object, managedFields } = applyConfig(undefined, { ...config, metadata }, resource.schema, writer, isForced);
  return { object: toVersion(create(core, request, object, managedFields), resource), isCreated: true };
}

function refuseOtherType({ apiVersion = "", kind = "" }: Fields, resource: Resource): void {
  if (apiVersion === apiVersionOf(resource) && kind === resource.kind) return;
  const version = String(apiVersion).includes("/") ? apiVersion : `/${apiVersion}`;
  throw badRequest(`invalid object type: ${version}, Kind=${kind}`);
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
