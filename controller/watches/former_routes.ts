/** Effect: removes routes of ours that are of a kind which is not made any more. */
import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import { isConflict, isNotFound, type KubeClient, type KubeObject, type ResourceType } from "../../kube/mod.ts";
import { linkAbort } from "../../kube/linked_abort.ts";
import { CONTROLLER } from "../settings.ts";
import type { WatchedRoutes } from "./watched_routes.ts";

/** What removing works with. */
export interface FormerRoutesParts {
  readonly client: KubeClient;
  readonly routes: Pick<WatchedRoutes, "former" | "subscribe">;
  /** Whether one of our kinds owns a route. */
  readonly isOwnedByOurs: (route: KubeObject) => boolean;
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
  { client, routes, isOwnedByOurs, log }: FormerRoutesParts,
  term: AbortSignal,
): Promise<number> {
  let waitMs = FOR_EVER_MS;
  for (const type of routes.former()) {
    try {
      for await (const route of listAll(client, type, term)) {
        if (!isOwnedByOurs(route) || !isOurWork(route)) continue;
        await remove(client, type, route, term);
        const { namespace, name } = route.metadata;
        log.info("Removed a route of a kind that is not made any more", { kind: type.kind, namespace, name });
      }
    } catch (error) {
      if (term.aborted) return waitMs;
      const words = `${type.kind} is not made any more, and what there is of it from before may still be a way in`;
      log.warn(words, { kind: type.kind, error });
      waitMs = RETRY_MS;
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
