import type { Log } from "../../platform/log.ts";
import { ApiError } from "../../kube/errors.ts";
import { readProtobuf } from "../../kube/protobuf_request.ts";
import { readDeleteOptions, refuseWriteOptions } from "../../kube/rules/write_options.ts";
import { readListOptions } from "../../kube/selectors/list_options.ts";
import type { TokenKey } from "../../kube/service_accounts/mod.ts";
import { authenticate, issueToken } from "./authentication.ts";
import { attributesOf, authorize } from "./authorization.ts";
import { readObject } from "./decoding.ts";
import { deleteObject } from "./deletion.ts";
import { type Discovery, subVerbs } from "./discovery.ts";
import { badRequest, failure, methodNotAllowed, noSuchPath, notFound } from "../../kube/failure.ts";
import type { GarbageCollector } from "./garbage_collector.ts";
import { parsePatch, patchBy, patchObject } from "./modifications.ts";
import { bindPod, execUrl, type NodeFetch, serveLogs } from "./pods.ts";
import { toTable } from "../../kube/printing/table.ts";
import { scaledTo, toScale } from "../../kube/rules/scale.ts";
import { getObject, listObjects, refuseFuture, watchObjects } from "./reads.ts";
import { apiVersionOf, type Resource } from "./registry.ts";
import { answerReview } from "./reviews.ts";
import { parseRequest } from "../../kube/request_info.ts";
import type { Identity, RequestInfo } from "./request_info.ts";
import type { UntypedObject } from "../../kube/object.ts";
import { type Core, create, toTimestamp, toVersion, update, type WriteRequest } from "./writes.ts";

/** What the front needs besides the core. */
export interface Front extends Core {
  discovery: Discovery;
  fetchNode: NodeFetch;
  collector: GarbageCollector;
  tokenKey: TokenKey;
  log: Log;
}

/** Answers one request of `identity`; whatever fails becomes a Status. */
export async function handle(front: Front, request: Request, identity: Identity | undefined): Promise<Response> {
  try {
    const user = authenticate(front, request.headers, identity);
    const info = parseRequest(request.method, new URL(request.url), front.registry.find.bind(front.registry));
    // Before the answer, so that a watch shows when it is opened and not when it ends.
    front.log.debug("asked", { verb: info.verb, path: new URL(request.url).pathname, user: user.name });
    authorize(front.storage, user, attributesOf(info));
    if (!info.isResourcePath) return front.discovery.serve(info, request);
    const { resource } = info;
    if (!resource) throw noSuchPath();
    if (info.subresource && !resource.subresources.includes(info.subresource)) {
      throw resource.isCustom ? notFound(resource, info.name) : noSuchPath();
    }
    return await serveResource(front, request, user, info, resource);
  } catch (error) {
    return answerFailure(front, request, error);
  }
}

/** Where a connection that is to be upgraded is passed on to; or the answer, where it is not. Only exec is. */
export function routeUpgrade(front: Front, request: Request, identity: Identity | undefined): string | Response {
  try {
    const user = authenticate(front, request.headers, identity);
    const info = parseRequest(request.method, new URL(request.url), front.registry.find.bind(front.registry));
    const wanted = attributesOf(info);
    authorize(front.storage, user, wanted);
    if (info.plural !== "pods" || info.subresource !== "exec") throw noSuchPath();
    // A WebSocket begins with a GET: who may only read must not run anything by it.
    authorize(front.storage, user, { ...wanted, verb: "create" });
    return execUrl(front, info);
  } catch (error) {
    return answerFailure(front, request, error);
  }
}

function answerFailure(front: Front, request: Request, error: unknown): Response {
  if (!(error instanceof ApiError)) front.log.error("Cannot answer a request", { url: request.url, error });
  const why = `Internal error occurred: ${error instanceof Error ? error.message : error}`;
  const { status } = error instanceof ApiError ? error : failure(500, "InternalError", why);
  const headers: Record<string, string> = status.details?.retryAfterSeconds ? { "retry-after": "1" } : {};
  return json({ kind: "Status", apiVersion: "v1", metadata: {}, ...status }, status.code, headers);
}

/** A JSON answer. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });
}

function serveResource(
  front: Front,
  request: Request,
  user: Identity,
  info: RequestInfo,
  resource: Resource,
): Promise<Response> | Response {
  if (resource.isReview && info.verb !== "create") throw methodNotAllowed();
  const { subresource } = info;
  if (resource.id === "events") front.collector.expireEvents();
  if (subresource === "log" && info.verb === "get") return serveLogs(front, front.fetchNode, info, request);
  if (subresource === "exec" && execUrl(front, info)) throw badRequest("Upgrade request required");
  if (subresource ? !subVerbs(subresource).includes(info.verb) : !isAllowed(info, resource)) throw methodNotAllowed();
  switch (info.verb) {
    case "get":
      refuseFuture(front.storage, readListOptions(info.params, false).resourceVersion);
      return present(front, request, resource, look(front, info, resource));
    case "list":
      return presentList(front, request, info, resource);
    case "watch":
      return presentWatch(front, request, info, resource);
    case "create":
    case "update":
    case "patch":
    case "delete":
      return write(front, request, user, info, resource);
  }
  throw methodNotAllowed();
}

function look(front: Front, { namespace, name, subresource }: RequestInfo, resource: Resource): UntypedObject {
  const object = getObject(front, resource, namespace, name);
  return subresource === "scale" ? toScale(object) : object;
}

/** Whether a collection, or an object, has the verb. */
function isAllowed({ verb, name, namespace }: RequestInfo, { namespaced }: Resource): boolean {
  if (verb === "create") return name === "" && (namespace !== "" || !namespaced);
  return verb === "list" || verb === "watch" || name !== "";
}

async function write(front: Front, request: Request, user: Identity, info: RequestInfo, resource: Resource) {
  const contentType = (request.headers.get("content-type") ?? "").split(";")[0].trim();
  const body = await readBody(request, contentType, info, resource);
  const warnings: string[] = [];
  const written = toWriteRequest(front, request, info, resource, contentType, (text) => warnings.push(text));
  if (info.verb === "delete") return remove(front, request, info, resource, body);
  const { object, status } = store(front, info, resource, written, contentType, body, user);
  const shown = object.kind === resource.kind ? toVersion(object, resource) : object;
  const response = present(front, request, resource, shown, status);
  for (const warning of warnings) response.headers.append("warning", `299 - ${JSON.stringify(warning)}`);
  return response;
}

async function readBody(
  request: Request,
  contentType: string,
  { verb, params }: RequestInfo,
  resource: Resource,
): Promise<UntypedObject> {
  if (contentType === "application/vnd.kubernetes.protobuf") return readProtobuf(await request.bytes());
  const text = await request.text();
  if (verb === "delete") return (text === "" ? {} : parsePatch(text, contentType)) as UntypedObject;
  refuseWriteOptions(params, verb as "create", contentType.startsWith("application/apply-patch"));
  return verb === "patch" ? parsePatch(text, contentType) as UntypedObject : readObject(text, contentType, resource);
}

function store(
  front: Front,
  info: RequestInfo,
  resource: Resource,
  request: WriteRequest,
  contentType: string,
  body: UntypedObject,
  user: Identity,
): { object: UntypedObject; status: number } {
  if (info.subresource === "scale") {
    const change = info.verb === "patch" ? patchBy(request, contentType, body) : () => body;
    const whole = { ...request, subresource: "" };
    return {
      object: toScale(update(front, whole, (each) => ({ object: scaledTo(each, change(toScale(each))) }))),
      status: 200,
    };
  }
  if (info.verb === "update") return { object: update(front, request, () => ({ object: body })), status: 200 };
  if (info.verb === "patch") {
    const { object, isCreated } = patchObject(front, info, request, contentType, body);
    return { object, status: isCreated ? 201 : 200 };
  }
  if (resource.isReview) return { object: answerReview(front, resource, body, user), status: 201 };
  if (info.subresource === "token") return { object: issueToken(front, info, body), status: 201 };
  if (info.subresource === "binding") return { object: bindPod(front, request, body), status: 201 };
  return { object: create(front, request, body), status: 201 };
}

function toWriteRequest(
  { clock }: Core,
  request: Request,
  { namespace, name, subresource, params, verb }: RequestInfo,
  resource: Resource,
  contentType: string,
  warn: (text: string) => void,
): WriteRequest {
  const manager = params.get("fieldManager") ?? (request.headers.get("user-agent") ?? "unknown").split("/")[0];
  const isApply = verb === "patch" && contentType.startsWith("application/apply-patch");
  const operation = isApply ? "Apply" as const : "Update" as const;
  const apiVersion = apiVersionOf(resource);
  const policy = params.get("fieldValidation") as WriteRequest["unknownFields"] | null;
  return {
    ...{ resource, namespace: resource.namespaced ? namespace : "", name, subresource, warn },
    writer: { manager, operation, apiVersion, subresource, time: toTimestamp(clock.now()) },
    isDryRun: params.getAll("dryRun").includes("All"),
    isPatch: verb === "patch",
    unknownFields: policy || "Warn",
  };
}

/** Kinds whose deletion answers with the object rather than with a Status. */
const RETURNED = ["Namespace", "PersistentVolumeClaim", "Pod", "Service", "ServiceAccount"];

function remove(front: Front, request: Request, info: RequestInfo, resource: Resource, body: UntypedObject): Response {
  const found = getObject(front, resource, info.namespace, info.name);
  const { object, isGone } = deleteObject(front, resource, found, readDeleteOptions(body, info.params));
  if (!isGone || RETURNED.includes(resource.kind)) {
    return present(front, request, resource, toVersion(object, resource));
  }
  const { uid, name } = object.metadata;
  const details = { name, group: resource.group || undefined, kind: resource.plural, uid };
  return json({ kind: "Status", apiVersion: "v1", metadata: {}, status: "Success", details });
}

/** Whether the client asked for a Table, as `kubectl get` does. */
function isTableWanted(request: Request): boolean {
  return (request.headers.get("accept") ?? "").split(",")[0].includes("as=Table");
}

/** How much of each object the rows of a Table are to carry. */
const includedBy = (request: Request) => new URL(request.url).searchParams.get("includeObject") ?? undefined;

function present(front: Front, request: Request, resource: Resource, object: UntypedObject, status = 200): Response {
  if (!isTableWanted(request)) return json(object, status);
  const { resourceVersion } = object.metadata;
  return json(toTable(resource, [object], { resourceVersion }, front.clock.now(), includedBy(request)), status);
}

function presentList(front: Front, request: Request, info: RequestInfo, resource: Resource): Response {
  const { metadata, items } = listObjects(front, info, resource);
  if (isTableWanted(request)) return json(toTable(resource, items, metadata, front.clock.now(), includedBy(request)));
  const identity = { kind: resource.listKind, apiVersion: apiVersionOf(resource) };
  const bare = resource.isCustom ? items : items.map(({ apiVersion: _, kind: __, ...rest }) => rest);
  return json({ ...identity, metadata, items: bare });
}

function presentWatch(front: Front, request: Request, info: RequestInfo, resource: Resource): Response {
  const included = includedBy(request);
  let sentColumns = false;
  const render = (object: UntypedObject) => {
    const { resourceVersion } = object.metadata;
    const table = toTable(resource, [object], { resourceVersion }, front.clock.now(), included);
    if (sentColumns) table.columnDefinitions = [];
    sentColumns = true;
    return JSON.stringify(table);
  };
  const encode = isTableWanted(request) ? render : JSON.stringify;
  return new Response(watchObjects(front, info, resource, encode), { headers: { "content-type": "application/json" } });
}
