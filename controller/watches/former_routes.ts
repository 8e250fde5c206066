/** Effect: removes routes of ours that are of a kind which is not made any more. */
import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import { isConflict, isNotFound, keyOf, type KubeClient, type KubeObject, type ResourceType } from "../../kube/mod.ts";
import { linkAbort } from "../../kube/linked_abort.ts";
import { controllerOf } from "../children/child_ownership.ts";
import { CONTROLLER } from "../settings.ts";
import { parseToolKey } from "../tool/tool_key.ts";
import { type Lookup, namesakes } from "./concerned.ts";
import type { WatchedRoutes } from "./watched_routes.ts";

/** What removing works with. */
export interface FormerRoutesParts {
  readonly client: KubeClient;
  readonly routes: Pick<WatchedRoutes, "former" | "subscribe">;
  /** Whether one of our kinds owns a route. */
  readonly isOwnedByOurs: (route: KubeObject) => boolean;
  /** Whether nobody is cut off without it. */
  readonly isReplaced: (route: KubeObject) => boolean;
  readonly clock: Clock;
  readonly log: Log;
}

/** The new routes are made first, so that nobody is cut off for long. */
const AFTER_MS = 5_000;
/** After a failure it is tried again in this time. */
const RETRY_MS = 60_000;
/** The longest that a timer takes. */
const FOR_EVER_MS = 2 ** 31 - 1;
/** A cluster may have many routes, most of them not ours. */
const PAGE = 500;

/**
 * Removes what another ROUTES has left behind, until the term ends: once in each term, and once after each change of what
 * is made. Only a leader does. What it may not see or remove is said in the log.
 */
export async function removeFormerRoutes(parts: FormerRoutesParts, term: AbortSignal): Promise<void> {
  const { routes, clock } = parts;
  for (let isDue = false; !term.aborted;) {
    const { controller: changed, unlink } = linkAbort(term);
    const unsubscribe = routes.subscribe(() => changed.abort());
    const waitMs: number = isDue ? await removeAll(parts, term) : AFTER_MS;
    isDue = await clock.sleep(waitMs, changed.signal).then(() => true, () => false);
    unsubscribe();
    unlink();
  }
}

/** Answers in how many milliseconds there is more to do. */
async function removeAll(
  { client, routes, isOwnedByOurs, isReplaced, log }: FormerRoutesParts,
  term: AbortSignal,
): Promise<number> {
  let waitMs = FOR_EVER_MS;
  const retry = (type: ResourceType, fields: Record<string, unknown>) => {
    const words = `${type.kind} is not made any more, and what there is of it from before is still a way in`;
    log.warn(words, { kind: type.kind, ...fields });
    waitMs = RETRY_MS;
  };
  for (const type of routes.former()) {
    try {
      for await (const route of listAll(client, type, term)) {
        if (!isOwnedByOurs(route) || !isOurWork(route)) continue;
        const { namespace, name } = route.metadata;
        if (!isReplaced(route)) {
          retry(type, { namespace, name, reason: "there is no other" });
          continue;
        }
        await remove(client, type, route, term);
        log.info("Removed a route of a kind that is not made any more", { kind: type.kind, namespace, name });
      }
    } catch (error) {
      if (term.aborted) return waitMs;
      retry(type, { error });
    }
  }
  return waitMs;
}

async function* listAll(client: KubeClient, type: ResourceType, signal: AbortSignal): AsyncGenerator<KubeObject> {
  let next: string | undefined;
  do {
    const { items, metadata } = await client.list(type, { limit: PAGE, ...(next ? { continue: next } : {}) }, signal);
    yield* items;
    next = metadata?.continue;
  } while (next);
}

/** One that we never applied was made by another controller, which may still look after it. */
function isOurWork({ metadata: { managedFields = [], deletionTimestamp } }: KubeObject): boolean {
  return !deletionTimestamp && managedFields.some((each) => each.manager === CONTROLLER && each.operation === "Apply");
}

async function remove(
  client: KubeClient,
  type: ResourceType,
  { metadata: { namespace, name, uid } }: KubeObject,
  signal: AbortSignal,
): Promise<void> {
  try {
    await client.delete(type, { namespace, name }, { preconditions: { uid }, signal });
  } catch (error) {
    if (!isNotFound(error) && !isConflict(error)) throw error;
  }
}

/** Whether a route has a successor, whose name is the same, or its owner asks for none. */
export function isReplacedRoute(
  route: KubeObject,
  lookup: Lookup,
  { support, store }: ReturnType<WatchedRoutes["current"]>,
): boolean {
  const successor = store?.get(keyOf(route));
  if (support.kind === "none" || (successor && controllerOf(successor)?.uid === controllerOf(route)?.uid)) return true;
  return namesakes(lookup, "route", route.metadata).every((key) => {
    const { plural, objectKey } = parseToolKey(key);
    const kind = lookup.kinds.get(plural)!;
    const { fault, route: wanted } = kind.wishOf(kind.complete(lookup.objects.get(plural)!.get(objectKey)!));
    return fault === undefined && wanted === undefined;
  });
}
