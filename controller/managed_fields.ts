import { type KubeObject, withoutForeignFields } from "../kube/mod.ts";
import { CONTROLLER } from "./settings.ts";

/** An object whose managedFields hold our own fields; of other managers only who, how, where and when. */
export function trimManagedFields<T extends KubeObject>(object: T): T {
  return withoutForeignFields(object, CONTROLLER);
}
