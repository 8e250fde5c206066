import type { Answering, ToolObject, Workload } from "../../kube/explain/mod.ts";
import type {
  CoreEvent,
  CullingStatus,
  KubeObject,
  PersistentVolumeClaim,
  Pod,
  RootedSchema,
  Service,
} from "../../kube/mod.ts";
import type { NeededWebhook } from "../admission/needed_webhooks.ts";
import type { ChildKind } from "../children/child.ts";
import type { ChildRefusal } from "../children/child_refusals.ts";
import type { WriteHistory } from "../children/rivalry.ts";
import type { VolumeSharer } from "../placement/volume_sharers.ts";
import type { RouteSupport } from "../watches/route_support.ts";

/** All that is known of one object of ours at one instant. Children are whatever has their names, ours or not. */
export interface Observed<T extends ToolObject = ToolObject> {
  readonly object: T;
  readonly workload?: Workload;
  readonly service?: Service;
  readonly route?: KubeObject;
  /** Its pod, if its workload controls it; of several the newest. */
  readonly pod?: Pod;
  /** Whether the pod was made from an earlier template than its workload's. */
  readonly isOutdated: boolean;
  /** On its workload and what that makes pods by, on pods of its pod's name and on its claims. */
  readonly events: readonly CoreEvent[];
  /** On the object itself. */
  readonly ownEvents: readonly CoreEvent[];
  readonly claims: readonly PersistentVolumeClaim[];
  /** Who else has volumes of its that only one machine may have. */
  readonly sharers: readonly VolumeSharer[];
  /** That keep its pod off machines while it has none. */
  readonly taints: readonly string[];
  readonly routes: RouteSupport;
  /** Webhooks that nobody serves and without which no object of this kind is written; absent: none. */
  readonly unservedWebhooks?: readonly NeededWebhook[];
  readonly answering: Answering;
  /** Whether it is idle, as far as the culler knows; absent where nobody looks. */
  readonly culling?: CullingStatus;
  readonly refusals: Readonly<Partial<Record<ChildKind, ChildRefusal>>>;
  /** Absent: nothing was written yet. */
  readonly history?: WriteHistory;
  /** Events from before are left alone, in ms since 1970. */
  readonly mirrorFromMs: number;
  /** Names of mirrors that were written, which the watch may not have brought yet. */
  readonly mirrored: ReadonlySet<string>;
  /** Of workloads, Services and pods those that the apiserver refuses to show: plural → its words. */
  readonly unseen: Readonly<Record<string, string>>;
  /** Schemas of built-in kinds, by which drift knows lists from sets. */
  readonly schemas: BuiltinSchemas;
}

/** Schemas of the built-in kinds of children. */
export type BuiltinSchemas = Readonly<{
  statefulSet?: RootedSchema;
  deployment?: RootedSchema;
  service?: RootedSchema;
}>;
