import type { ResourceType } from "../../kube/mod.ts";

/** An object that is to go. */
export interface Removal {
  readonly type: ResourceType;
  readonly namespace: string;
  readonly name: string;
  /** Precondition: never what comes after it. */
  readonly uid: string;
}
