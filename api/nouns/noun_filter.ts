import type { KubeObject } from "../../kube/mod.ts";
import { creatorOf } from "../creator.ts";
import type { ApiStores } from "../stores.ts";
import type { Noun } from "./noun.ts";

/** What any list can be narrowed to; an absent or null part narrows nothing. */
export interface NounFilter {
  search?: string | null;
  states?: readonly string[] | null;
  creator?: string | null;
}

/** Whether an object passes. */
export function matchesFilter<T extends KubeObject, F extends NounFilter>(
  noun: Noun<T, F>,
  object: T,
  filter: F | null | undefined,
  stores: ApiStores,
): boolean {
  if (!filter) return true;
  const { search, states, creator } = filter;
  if (creator && creatorOf(object) !== creator) return false;
  if (noun.passes && !noun.passes(object, filter, stores)) return false;
  if (states && !states.includes(noun.stateOf(object, stores))) return false;
  if (!search) return true;
  const wanted = search.toLowerCase();
  return [object.metadata.name, creatorOf(object) ?? "", ...noun.textsOf(object, stores)]
    .some((text) => text.toLowerCase().includes(wanted));
}
