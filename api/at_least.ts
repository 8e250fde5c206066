import type { KubeObject, Store } from "../kube/mod.ts";
import type { ApiContext } from "./context.ts";
import type { Noun } from "./nouns/noun.ts";
import type { NounFilter } from "./nouns/noun_filter.ts";
import { requestError } from "./request_error.ts";
import { decodeRevision, encodeRevision } from "./revision.ts";
import type { ApiStores } from "./stores.ts";

/** Longest wait for the stores to reach a revision, in milliseconds. */
const AT_LEAST_MS = 10_000;

/** Which state of the cluster an answer about a noun reflects. */
export function revisionOf<T extends KubeObject, F extends NounFilter>(stores: ApiStores, noun: Noun<T, F>): string {
  // Of its own store alone: others may hear of nothing for a minute, and another replica would be waited for in vain.
  const { type, resourceVersion } = noun.storeOf(stores);
  return encodeRevision({ [type.plural]: resourceVersion || "0" });
}

/**
 * Waits until what is shown of a noun reflects `atLeast`; rejects with INVALID for no revision, UNAVAILABLE after 10 s.
 */
export async function waitAtLeast<T extends KubeObject, F extends NounFilter>(
  { stores, clock }: Pick<ApiContext, "stores" | "clock">,
  noun: Noun<T, F>,
  atLeast: string | null | undefined,
): Promise<void> {
  if (atLeast == null) return;
  const versions = decodeRevision(atLeast);
  if (!versions) throw requestError("INVALID", "Cannot wait for this revision: it is none of ours.");
  const behind = watchedFor(stores, noun).filter((store) => versions[store.type.plural] !== undefined);
  if (behind.length === 0) return;
  const controller = new AbortController();
  const { signal } = controller;
  const deadline = clock.sleep(AT_LEAST_MS, signal).then(() => "late" as const, () => "late" as const);
  const reached = Promise.all(behind.map((store) => store.reached(versions[store.type.plural], signal)));
  const outcome = await Promise.race([reached.then(() => "reached" as const, () => "late" as const), deadline]);
  controller.abort();
  if (outcome === "late") {
    throw requestError("UNAVAILABLE", "Cannot answer as of this revision: it was not seen within 10 s. Try again.");
  }
}

/** The stores from which objects of a noun are shown. */
function watchedFor<T extends KubeObject, F extends NounFilter>(stores: ApiStores, noun: Noun<T, F>): Store[] {
  const related = noun.relationsOf?.(stores).map(({ store }) => store) ?? [];
  return [noun.storeOf(stores) as unknown as Store, ...related];
}
