import type { ToolObject } from "../../kube/explain/mod.ts";
import type {
  CoreEvent,
  Deployment,
  KubeObject,
  Node,
  PersistentVolumeClaim,
  Pod,
  ReplicaSet,
  Service,
  StatefulSet,
  Store,
} from "../../kube/mod.ts";
import type { NeededWebhook } from "../admission/needed_webhooks.ts";
import type { RouteSupport } from "../watches/route_support.ts";
import type { BuiltinSchemas } from "./observed.ts";

/** Everything that is watched. */
export interface ToolStores {
  /** Our own kinds, by their plurals. */
  readonly objects: ReadonlyMap<string, Store<ToolObject>>;
  readonly statefulSets: Store<StatefulSet>;
  readonly deployments: Store<Deployment>;
  /** With the index `owner`: the UID of the controlling Deployment. */
  readonly replicaSets: Store<ReplicaSet>;
  readonly services: Store<Service>;
  /** With the indexes `owner`, as `replicaSets`, and `claim`: namespace and name of each claim that it mounts. */
  readonly pods: Store<Pod>;
  readonly claims: Store<PersistentVolumeClaim>;
  /** For their taints alone. */
  readonly nodes: Store<Node>;
  /** With the index `about`: see `aboutKey`. */
  readonly events: Store<CoreEvent>;
  /** Which routes there are now; `store` is absent with kind `none`. */
  routes(): { support: RouteSupport; store?: Store<KubeObject> };
  /** Webhooks that nobody serves, of all our kinds. */
  unservedWebhooks(): readonly NeededWebhook[];
  readonly schemas: BuiltinSchemas;
}
