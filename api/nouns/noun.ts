import type { KubeObject, ResourceType, Store } from "../../kube/mod.ts";
import type { Access, ResourceAccess } from "../access.ts";
import type { LogReason } from "../api_reasons.ts";
import type { ApiStores } from "../stores.ts";
import type { NounFilter } from "./noun_filter.ts";
import type { Relation } from "./relation.ts";

/** What of one of our kinds differs from the others; all of it is pure. What is not here is done alike for all. */
export interface Noun<T extends KubeObject = KubeObject, F extends NounFilter = NounFilter> {
  readonly type: ResourceType<T>;
  /** What people call one: `notebook`. */
  readonly word: string;
  readonly access: ResourceAccess;
  /** What may change for a caller while the list stays the same: each is part of `viewerCan`. */
  readonly shownRights: readonly Access[];
  storeOf(stores: ApiStores): Store<T>;
  /** All states, in the order in which a list is sorted by them. */
  readonly states: readonly string[];
  stateOf(object: T, stores: ApiStores): string;
  /** What `search` looks into besides name and creator. */
  textsOf(object: T, stores: ApiStores): readonly string[];
  /** Whether an object passes the parts of a filter that only this noun has. */
  passes?(object: T, filter: F, stores: ApiStores): boolean;
  /** The sort key for an order that only this noun has. */
  sortKeyOf?(object: T, by: string): string;
  /** Other stores from which its objects are shown; absent: none. */
  relationsOf?(stores: ApiStores): readonly Relation[];
  /** Names of the claims that an object names, each once. */
  claimsOf(object: T): readonly string[];
  /** Whose events tell the story of an object; `object` is undefined where it is not there any more. */
  familyOf(name: string, object: T | undefined): Family;
  /** Estimated bytes in a frame. */
  weigh(object: T): number;
  /** What is only true of what has a server in it. */
  readonly server?: NounServer<T>;
}

/** What nouns with a server in them have. */
export interface NounServer<T extends KubeObject> {
  /** Names of the containers, first the tool's own. */
  containersOf(object: T): readonly string[];
  /** Why a log is over when its object is gone. */
  readonly gone: LogReason;
}

/** Objects that belong together. */
export interface Family {
  /** As `Kind/name`. */
  readonly members: readonly string[];
  /** `StatefulSet/name` or `Deployment/name`: it, its ReplicaSets and its pods belong too. Absent: there is none. */
  readonly workload?: string;
}

/** `namespace/name` of an object, as stores have it. */
export function storeKeyOf({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ""}/${metadata.name}`;
}
