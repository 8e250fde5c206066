import type { Answering } from "../../kube/explain/mod.ts";
import type {
  CoreEvent,
  KubeObject,
  Notebook,
  PersistentVolumeClaim,
  Pod,
  RootedSchema,
  Service,
  StatefulSet,
} from "../../kube/mod.ts";
import type { RouteSupport } from "../route_support.ts";
import type { ChildRefusal } from "./child_refusals.ts";

/** The kinds of a notebook's children. */
export type ChildKind = "StatefulSet" | "Service" | "Route";

/** All that is known of one notebook at one instant. Children are whatever has their names, ours or not. */
export interface Observed {
  readonly notebook: Notebook;
  readonly statefulSet?: StatefulSet;
  readonly service?: Service;
  readonly route?: KubeObject;
  /** Its pod, if its StatefulSet controls it. */
  readonly pod?: Pod;
  /** On its StatefulSet, on pods of its pod's name and on its claims. */
  readonly events: readonly CoreEvent[];
  /** On the notebook itself. */
  readonly ownEvents: readonly CoreEvent[];
  readonly claims: readonly PersistentVolumeClaim[];
  readonly routes: RouteSupport;
  readonly answering: Answering;
  readonly refusals: Readonly<Partial<Record<ChildKind, ChildRefusal>>>;
  /** Events from before are left alone, in ms since 1970. */
  readonly mirrorFromMs: number;
  /** Names of mirrors that were written, which the watch may not have brought yet. */
  readonly mirrored: ReadonlySet<string>;
  /** Of StatefulSets, Services and pods those that the apiserver refuses to show: plural → its words. */
  readonly unseen: Readonly<Record<string, string>>;
  /** Schemas of built-in kinds, by which drift knows lists from sets. */
  readonly schemas: Readonly<{ statefulSet?: RootedSchema; service?: RootedSchema }>;
}
