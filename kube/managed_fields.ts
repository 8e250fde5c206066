import type { KubeObject } from "./object.ts";

/**
 * The object as a store of ours keeps it: `fieldsV1` of our own manager alone, which `findDrift` reads; of the others
 * who, how, where and when, which tell that somebody else writes.
 */
export function withoutForeignFields<T extends KubeObject>(object: T, manager: string): T {
  const { managedFields } = object.metadata;
  if (!managedFields) return object;
  const kept = managedFields.map((entry) => {
    if (entry.manager === manager) return entry;
    const { fieldsV1: _, fieldsType: __, ...rest } = entry;
    return rest;
  });
  return { ...object, metadata: { ...object.metadata, managedFields: kept } };
}

/** The object without managedFields, for kinds that we never apply. */
export function withoutManagedFields<T extends KubeObject>(object: T): T {
  const { managedFields: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}
