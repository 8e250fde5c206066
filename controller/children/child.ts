import type { KubeObject, ResourceType, RootedSchema } from "../../kube/mod.ts";

/** The kinds of an object's children. */
export type ChildKind = "StatefulSet" | "Deployment" | "Service" | "Route" | "ConfigMap";

/** One child as it should be. */
export interface Child {
  readonly kind: ChildKind;
  readonly type: ResourceType;
  /** The apply body: identity, and the fields that we own. */
  readonly body: KubeObject;
  readonly schema?: RootedSchema;
}
