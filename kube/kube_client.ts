import type {
  ApplyOptions,
  DeleteOptions,
  KubeClient,
  ListOptions,
  LogOptions,
  NewObject,
  PatchOptions,
  WriteOptions,
} from "./client.ts";
import { execInPod } from "./client_exec.ts";
import { type JsonRequest, requestJson, requestStream, withQuery } from "./client_request.ts";
import { watchFrames } from "./client_watch.ts";
import { hasMetadata } from "./has_metadata.ts";
import type { KubeList, KubeObject } from "./object.ts";
import { apiVersionOf, type ObjectKey, pathOf, type ResourceType } from "./resource_type.ts";
import type { Transport } from "./transport.ts";

const PATCH_CONTENT_TYPES = {
  merge: "application/merge-patch+json",
  json: "application/json-patch+json",
  strategic: "application/strategic-merge-patch+json",
} as const;

/** Makes a client over a transport; each request that is no stream ends after `timeoutMs` (30 s). */
export function createKubeClient(transport: Transport, options: { timeoutMs?: number } = {}): KubeClient {
  const { timeoutMs = 30_000 } = options;
  const ask = (request: JsonRequest) => requestJson(transport, request, timeoutMs);
  return {
    get: (type, key, signal) => ask({ method: "GET", path: pathOf(type, key), signal }) as Promise<never>,
    list: async (type, options = {}, signal) =>
      named(type, await ask({ method: "GET", path: listPath(type, options), signal }) as KubeList<never>),
    create: (type, object, options = {}) => ask(createRequest(type, object, options)) as Promise<never>,
    replace: (type, object, options = {}) => ask(replaceRequest(type, object, options)) as Promise<never>,
    patch: (type, key, patch, options) => ask(patchRequest(type, key, patch, options)) as Promise<never>,
    apply: (type, object, options) => ask(applyRequest(type, object, options)) as Promise<never>,
    delete: async (type, key, options = {}) => void await ask(deleteRequest(type, key, options)),
    watch: (type, options, signal) => watchFrames(transport, type, options, signal),
    logs: (key, options, signal) => requestStream(transport, "stream", logPath(key, options), signal),
    exec: (key, command, options = {}) => execInPod(transport, key, command, options),
    fetch: (lane, path, init) => transport.fetch(lane, path, init),
  };
}

function listPath(type: ResourceType, options: ListOptions): string {
  const { namespace, ...query } = options;
  return withQuery(pathOf(type, { namespace }), query);
}

/** Items of built-in lists come without apiVersion and kind, those of watches with them. */
function named<T extends KubeObject>(type: ResourceType, list: KubeList<T>): KubeList<T> {
  if (!hasMetadata(list)) throw new Error(`Cannot read a list of ${type.plural}: the answer is none.`);
  for (const item of list.items ??= []) {
    if (!hasMetadata(item)) throw new Error(`Cannot read a list of ${type.plural}: one of its items is no object.`);
    item.apiVersion ??= apiVersionOf(type);
    item.kind ??= type.kind;
  }
  return list;
}

function createRequest(type: ResourceType, object: NewObject<KubeObject>, options: WriteOptions): JsonRequest {
  const path = withQuery(pathOf(type, { namespace: object.metadata?.namespace }), writeQuery(options));
  return { method: "POST", path, body: typed(type, object), signal: options.signal };
}

function replaceRequest(
  type: ResourceType,
  object: KubeObject,
  options: WriteOptions & { subresource?: string },
): JsonRequest {
  const path = withQuery(pathOf(type, object.metadata, options.subresource), writeQuery(options));
  return { method: "PUT", path, body: typed(type, object), signal: options.signal };
}

function patchRequest(type: ResourceType, key: ObjectKey, patch: unknown, options: PatchOptions): JsonRequest {
  const path = withQuery(pathOf(type, key, options.subresource), writeQuery(options));
  return { method: "PATCH", path, body: patch, contentType: PATCH_CONTENT_TYPES[options.type], signal: options.signal };
}

function applyRequest(type: ResourceType, object: KubeObject, options: ApplyOptions): JsonRequest {
  // What is unknown is refused or kept by the apply itself; validation on top only has the body parsed as YAML once more.
  const query = { ...writeQuery(options), force: options.force, fieldValidation: "Ignore" };
  return {
    method: "PATCH",
    path: withQuery(pathOf(type, object.metadata, options.subresource), query),
    body: typed(type, object),
    // JSON is YAML, and a server before 1.36 knows no apply patch in JSON.
    contentType: "application/apply-patch+yaml",
    signal: options.signal,
  };
}

function deleteRequest(type: ResourceType, key: ObjectKey, options: DeleteOptions): JsonRequest {
  const { signal, dryRun, ...rest } = options;
  const body = { kind: "DeleteOptions", apiVersion: "v1", ...rest, dryRun: dryRun ? ["All"] : undefined };
  return { method: "DELETE", path: pathOf(type, key), body, signal };
}

function logPath(key: ObjectKey, options: LogOptions): string {
  return withQuery(
    `/api/v1/namespaces/${encodeURIComponent(key.namespace ?? "")}/pods/${encodeURIComponent(key.name)}/log`,
    {
      ...options,
    },
  );
}

function writeQuery(options: WriteOptions): { fieldManager?: string; dryRun?: string } {
  return { fieldManager: options.fieldManager, dryRun: options.dryRun ? "All" : undefined };
}

function typed(type: ResourceType, object: NewObject<KubeObject>): object {
  return { ...object, apiVersion: apiVersionOf(type), kind: type.kind };
}
