import { badRequest, gone, invalid, notFound } from "../../kube/failure.ts";
import { cause } from "../../kube/field_cause.ts";
import { apiVersionOf, type Resource } from "./registry.ts";
import type { RequestInfo } from "./request_info.ts";
import { toSelector } from "./selector.ts";
import { keyIn } from "./storage.ts";
import type { UntypedObject } from "../../kube/object.ts";
import { watchStream } from "./watch_stream.ts";
import { type Core, toVersion } from "./writes.ts";

/** What a list answers before it takes its form on the wire. */
export interface ListResult {
  metadata: { resourceVersion: string; continue?: string };
  items: UntypedObject[];
}

/** One object in the version asked for; throws 404. */
export function getObject({ storage }: Core, resource: Resource, namespace: string, name: string): UntypedObject {
  const found = storage.get(resource.id, keyIn(resource.namespaced ? namespace : "", name));
  if (!found) throw notFound(resource, name);
  return toVersion(found, resource);
}

/** A page of a list; one after the first shows the moment of the first, as long as that is remembered. */
export function listObjects({ storage }: Core, info: RequestInfo, resource: Resource): ListResult {
  const { params, namespace } = info;
  const limit = Number(params.get("limit") ?? 0);
  const token = readToken(params.get("continue"));
  const version = token?.rv ?? storage.resourceVersion;
  const all = version === storage.resourceVersion
    ? storage.list(resource.id, namespace)
    : listThen(() => storage.listAt(resource.id, namespace || undefined, version));
  const isWanted = toSelector(params, resource, info.name);
  const keyOf = ({ metadata }: UntypedObject) => keyIn(metadata.namespace, metadata.name);
  const rest = all.filter((object) => isWanted(object) && (!token || keyOf(object) > token.after));
  const items = (limit > 0 ? rest.slice(0, limit) : rest).map((object) => toVersion(object, resource));
  const metadata: ListResult["metadata"] = { resourceVersion: String(version) };
  if (items.length < rest.length) {
    metadata.continue = btoa(JSON.stringify({ rv: version, after: keyOf(items.at(-1)!) }));
  }
  return { metadata, items };
}

const LIST_OPTIONS = { group: "meta.k8s.io", plural: "", kind: "ListOptions" };

function listThen(list: () => UntypedObject[]): UntypedObject[] {
  try {
    return list();
  } catch {
    throw gone(
      "The provided continue parameter is too old to display a consistent list result. You must start a new list " +
        "without the continue parameter.",
    );
  }
}

function readToken(text: string | null): { rv: number; after: string } | undefined {
  if (!text) return undefined;
  try {
    return JSON.parse(atob(text));
  } catch {
    throw badRequest("continue key is not valid: cannot be decoded");
  }
}

const HALF_HOUR_MS = 30 * 60_000;

/** The body of a watch; `render` is what an object looks like on the wire. Throws 410 where it begins too early. */
export function watchObjects(
  core: Core,
  info: RequestInfo,
  resource: Resource,
  render: (object: UntypedObject) => string,
): ReadableStream<Uint8Array> {
  const { storage, clock } = core;
  const { params, namespace } = info;
  const isWanted = toSelector(params, resource, info.name);
  const rv = params.get("resourceVersion") ?? "";
  const sendsInitial = params.get("sendInitialEvents") === "true";
  const isEvents = resource.id === "events";
  if (params.has("sendInitialEvents") && params.get("resourceVersionMatch") !== "NotOlderThan") {
    const why = "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan";
    throw invalid(LIST_OPTIONS, "", [cause.forbidden("resourceVersionMatch", why)]);
  }
  const isFromNow = rv === "" || rv === "0" || sendsInitial;
  const wantsInitial = sendsInitial || (isFromNow && !params.has("sendInitialEvents"));
  const wantsBookmarks = params.get("allowWatchBookmarks") === "true";
  const seconds = Number(params.get("timeoutSeconds") ?? 0);
  const from = isFromNow ? storage.resourceVersion : Number(rv);
  if (Number.isNaN(from)) {
    throw badRequest(`Invalid value: "${rv}": strconv.ParseUint: parsing "${rv}": invalid syntax`);
  }
  storage.eventsAfter(from);
  return watchStream(storage, clock, {
    ...{ resource: resource.id, namespace, isWanted, from },
    initial: wantsInitial ? storage.list(resource.id, namespace).filter(isWanted) : [],
    bookmarks: wantsBookmarks && !isEvents ? "periodic" : "none",
    endsInitial: sendsInitial && wantsBookmarks,
    timeoutMs: seconds > 0 ? seconds * 1000 : HALF_HOUR_MS * (1 + Math.random()),
    render: (object) => render(toVersion(object, resource)),
    renderBookmark: (metadata) => ({ kind: resource.kind, apiVersion: apiVersionOf(resource), metadata }),
  });
}
