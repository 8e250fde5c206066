import { ApiError } from "../../kube/errors.ts";
import { gone, notFound } from "../../kube/failure.ts";
import { formatToken, type PageToken, readListOptions, tooLarge } from "../../kube/selectors/list_options.ts";
import { apiVersionOf, type Resource } from "./registry.ts";
import type { RequestInfo } from "./request_info.ts";
import { toSelector } from "../../kube/selectors/object_selector.ts";
import { keyIn, type Storage } from "./storage.ts";
import type { KubeList, UntypedObject } from "../../kube/object.ts";
import { watchStream } from "./watch_stream.ts";
import { type Core, toVersion } from "./writes.ts";

/** One object in the version asked for; throws 404. */
export function getObject({ storage }: Core, resource: Resource, namespace: string, name: string): UntypedObject {
  const found = storage.get(resource.id, keyIn(resource.namespaced ? namespace : "", name));
  if (!found) throw notFound(resource, name);
  return toVersion(found, resource);
}

/** A page of a list; one after the first shows the moment of the first, as long as that is remembered. */
export function listObjects({ storage }: Core, info: RequestInfo, resource: Resource): KubeList<UntypedObject> {
  const { params, namespace } = info;
  const { limit, from, resourceVersion, isExact } = readListOptions(params, false);
  refuseFuture(storage, resourceVersion);
  const asked = from?.rv ?? (isExact ? resourceVersion! : -1);
  const version = asked < 0 ? storage.resourceVersion : asked;
  const all = version === storage.resourceVersion
    ? storage.list(resource.id, namespace)
    : listThen(storage, resource, namespace, version, from);
  const isWanted = toSelector(params, resource, info.name);
  const rest = all.filter((object) => isWanted(object) && (!from || keyOf(object) >= from.start));
  const items = (limit > 0 ? rest.slice(0, limit) : rest).map((object) => toVersion(object, resource));
  const metadata: KubeList<unknown>["metadata"] = { resourceVersion: String(version) };
  if (items.length < rest.length) {
    metadata.continue = formatToken({ rv: version, start: `${keyOf(items.at(-1)!)}\0` });
    const isSelected = params.get("labelSelector") || params.get("fieldSelector");
    if (!isSelected) metadata.remainingItemCount = rest.length - items.length;
  }
  return { metadata, items };
}

const keyOf = ({ metadata }: UntypedObject) => keyIn(metadata.namespace, metadata.name);

/** Throws 504 where a resourceVersion is asked for that is still to come. */
export function refuseFuture({ resourceVersion: current }: Storage, asked: number | undefined): void {
  if (asked !== undefined && asked > current) throw tooLarge(asked, current);
}

function listThen(
  storage: Storage,
  resource: Resource,
  namespace: string,
  version: number,
  from: PageToken | undefined,
): UntypedObject[] {
  try {
    return storage.listAt(resource.id, namespace || undefined, version);
  } catch {
    if (!from) throw gone("The resourceVersion for the provided list is too old.");
    const { status } = gone(
      "The provided continue parameter is too old to display a consistent list result. You can start a new list " +
        "without the continue parameter, or use the continue token in this response to retrieve the remainder of the " +
        "results. Continuing with the provided token results in an inconsistent list - objects that were created, " +
        "modified, or deleted between the time the first chunk was returned and now may show up in the list.",
    );
    throw new ApiError({ ...status, metadata: { continue: formatToken({ ...from, rv: -1 }) } });
  }
}

const HALF_HOUR_MS = 30 * 60_000;

/** The body of a watch; `render` is what an object looks like on the wire. */
export function watchObjects(
  core: Core,
  info: RequestInfo,
  resource: Resource,
  render: (object: UntypedObject) => string,
): ReadableStream<Uint8Array> {
  const { storage, clock } = core;
  const { params, namespace } = info;
  const isWanted = toSelector(params, resource, info.name);
  const options = readListOptions(params, true);
  const { resourceVersion = 0, sendInitialEvents, wantsBookmarks, timeoutSeconds } = options;
  if (sendInitialEvents) refuseFuture(storage, resourceVersion);
  const isFromNow = resourceVersion === 0 || sendInitialEvents;
  const from = isFromNow ? storage.resourceVersion : resourceVersion;
  return watchStream(storage, clock, {
    ...{ resource: resource.id, namespace, isWanted, from },
    initial: isFromNow && sendInitialEvents !== false ? storage.list(resource.id, namespace).filter(isWanted) : [],
    bookmarks: wantsBookmarks && resource.id !== "events" ? "periodic" : "none",
    endsInitial: sendInitialEvents === true && wantsBookmarks,
    timeoutMs: timeoutSeconds > 0 ? timeoutSeconds * 1000 : HALF_HOUR_MS * (1 + Math.random()),
    render: (object) => render(toVersion(object, resource)),
    renderBookmark: (metadata) => ({ kind: resource.kind, apiVersion: apiVersionOf(resource), metadata }),
  });
}
