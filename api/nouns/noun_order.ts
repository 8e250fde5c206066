import type { KubeObject } from "../../kube/mod.ts";
import type { SortKey } from "../keyset_page.ts";
import type { ApiStores } from "../stores.ts";
import type { Noun } from "./noun.ts";

/** By what a list is ordered (any can be by NAME, CREATED and STATE), and which way. */
export interface NounOrder {
  by: string;
  direction: "ASC" | "DESC";
}

export const DEFAULT_ORDER: NounOrder = { by: "NAME", direction: "ASC" };

/** What an object is sorted by; name and namespace break ties, so that the order is total. */
export function sortKeyOf<T extends KubeObject>(noun: Noun<T>, object: T, by: string, stores: ApiStores): SortKey {
  const { name, namespace = "", creationTimestamp = "" } = object.metadata;
  switch (by) {
    case "NAME":
      return [name, namespace];
    case "CREATED":
      return [creationTimestamp, name, namespace];
    case "STATE": {
      const index = noun.states.indexOf(noun.stateOf(object, stores));
      return [String(index).padStart(2, "0"), name, namespace];
    }
  }
  return [noun.sortKeyOf?.(object, by) ?? "", name, namespace];
}
