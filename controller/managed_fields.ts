import type { KubeObject, ManagedFieldsEntry } from "../kube/mod.ts";
import { CONTROLLER } from "./settings.ts";

/** An object whose managedFields hold our own fields; of other managers only who, how, where and when. */
export function trimManagedFields<T extends KubeObject>(object: T): T {
  const { managedFields } = object.metadata;
  if (!managedFields) return object;
  return { ...object, metadata: { ...object.metadata, managedFields: managedFields.map(trimEntry) } };
}

function trimEntry(entry: ManagedFieldsEntry): ManagedFieldsEntry {
  if (entry.manager === CONTROLLER) return entry;
  const { fieldsV1: _, ...who } = entry;
  return who;
}

/** An object without managedFields, for kinds that we never apply. */
export function dropManagedFields<T extends KubeObject>(object: T): T {
  const { managedFields: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}
