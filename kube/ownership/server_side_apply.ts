import { failure } from "../failure.ts";
import { type Fields, isFields, isSame } from "../json_value.ts";
import type { ManagedFieldsEntry, UntypedObject } from "../object.ts";
import type { Schema } from "../schema.ts";
import { compare, fieldSetOf, partsOf } from "./field_comparison.ts";
import { difference, type FieldSet, intersection, isEmptySet, pathsOf, union } from "./field_set.ts";
import { rememberApplied, takenByKubectl } from "./last_applied.ts";
import { entryOf, isOf, ownable, type Owned, readOwners, trackUpdate, writeOwners, type Writer } from "./owners.ts";

/** What an apply makes of an object. */
export interface Applied {
  object: UntypedObject;
  managedFields: ManagedFieldsEntry[];
}

/**
 * Server-side apply of `config` over `live`: merges, takes away what this manager no longer applies and nobody else
 * owns, and records who owns what. Throws 409 where another manager owns a field with another value, unless forced.
 */
export function applyConfig(
  live: UntypedObject | undefined,
  config: UntypedObject,
  schema: Schema,
  writer: Writer,
  isForced: boolean,
): Applied {
  const owners = ownersOf(live, schema, writer);
  const own = owners.find(isOf(writer));
  const applied = { ...fieldSetOf(ownable(config), schema), isMember: false };
  const merged = merge(live ?? {}, config, schema) as UntypedObject;
  const { changed, removed } = compare(ownable(live ?? {}), ownable(merged), schema);
  const others = owners.filter((each) => each !== own);
  const isKubectl = live !== undefined && writer.manager === "kubectl";
  if (!isForced) refuseConflicts(others, isKubectl ? difference(changed, takenByKubectl(live, schema)) : changed);
  const left = others.map((each) => ({ ...each, fields: difference(each.fields, union(changed, removed)) }));
  const kept = left.reduce((all, each) => union(all, each.fields), applied);
  const object = own ? prune(merged, schema, own.fields, kept) as UntypedObject : merged;
  const gone = own ? compare(ownable(merged), ownable(object), schema).removed : undefined;
  const isUnchanged = own?.entry.apiVersion === writer.apiVersion && isEmptySet(changed) && isSame(object, live) &&
    isSameSet(own.fields, applied);
  const mine: Owned = { entry: isUnchanged ? own.entry : { ...own?.entry, ...entryOf(writer) }, fields: applied };
  const rest = left.map((each) => ({ ...each, fields: difference(each.fields, gone) }));
  const told = isKubectl ? rememberApplied(object, config) : object;
  return { object: { ...told, metadata: { ...told.metadata } }, managedFields: writeOwners([mine, ...rest]) };
}

/** Who owned a live object; where nobody was recorded, all of it is somebody's from before the first apply. */
function ownersOf(live: UntypedObject | undefined, schema: Schema, writer: Writer): Owned[] {
  const owners = readOwners(live);
  if (!live?.metadata.uid || owners.length > 0) return owners;
  const { managedFields: _, ...metadata } = live.metadata;
  const before = { ...writer, manager: "before-first-apply", operation: "Update" as const, subresource: "" };
  const managedFields = trackUpdate(undefined, { ...live, metadata }, schema, before);
  return readOwners({ metadata: { ...metadata, managedFields } });
}

const isSameSet = (a: FieldSet, b: FieldSet) => isEmptySet(difference(a, b)) && isEmptySet(difference(b, a));

function refuseConflicts(others: Owned[], changed: FieldSet): void {
  const conflicts = others.map(({ entry, fields }) => ({
    with: `with ${describeOwner(entry)}`,
    paths: pathsOf(intersection(fields, changed)),
  })).filter(({ paths }) => paths.length > 0).sort((a, b) => a.with < b.with ? -1 : 1);
  const causes = conflicts.flatMap((each) =>
    each.paths.map((field) => ({ reason: "FieldManagerConflict", message: `conflict ${each.with}`, field }))
  );
  if (causes.length === 0) return;
  const lists = conflicts.flatMap((each) => [`conflicts ${each.with}:`, ...each.paths.map((path) => `- ${path}`)]);
  const told = causes.length === 1
    ? `1 conflict: ${causes[0].message}: ${causes[0].field}`
    : `${causes.length} conflicts: ${lists.join("\n")}`;
  throw failure(409, "Conflict", `Apply failed with ${told}`, { causes });
}

function describeOwner({ manager, operation, apiVersion, subresource }: ManagedFieldsEntry): string {
  const where = subresource ? ` with subresource "${subresource}"` : "";
  return `"${manager}"${where}${operation === "Update" ? ` using ${apiVersion}` : ""}`;
}

function merge(live: unknown, config: unknown, schema?: Schema): unknown {
  const wanted = partsOf(config, schema);
  const existing = partsOf(live, schema);
  if (!wanted || !existing) return config;
  if (isFields(config)) {
    const merged: Fields = { ...live as Fields };
    for (const [key, part] of wanted) merged[key.slice(2)] = merge(existing.get(key)?.value, part.value, part.schema);
    return merged;
  }
  return mergeLists(existing, wanted);
}

type Parts = NonNullable<ReturnType<typeof partsOf>>;

/** Items of both in the config's order, items of `existing` alone where they stood. */
function mergeLists(existing: Parts, wanted: Parts): unknown[] {
  const queue = [...wanted];
  const merged: unknown[] = [];
  const take = () => {
    const [key, part] = queue.shift()!;
    merged.push(merge(existing.get(key)?.value, part.value, part.schema));
    return existing.has(key);
  };
  for (const [key, part] of existing) {
    if (!wanted.has(key)) merged.push(part.value);
    else while (queue.length > 0 && !take());
  }
  while (queue.length > 0) take();
  return merged;
}

/** `value` without what `last` owned and `kept` does not: leaves, and list items of which nobody owns a field. */
function prune(value: unknown, schema: Schema | undefined, last?: FieldSet, kept?: FieldSet): unknown {
  const parts = partsOf(value, schema);
  if (!parts || parts.size === 0) return last?.isMember && isEmptySet(kept) ? undefined : value;
  if (!last) return value;
  const left = [...parts].flatMap(([key, part]) => {
    const was = last.children.get(key);
    const is = kept?.children.get(key);
    if (key.startsWith("k:") && was?.isMember && isEmptySet(is)) return [];
    const child = prune(part.value, part.schema, was, is);
    return child === undefined ? [] : [[key, child] as const];
  });
  if (left.length === 0 && isEmptySet(kept)) return undefined;
  const result = isFields(value) ? Object.fromEntries(left.map(([k, v]) => [k.slice(2), v])) : left.map(([, v]) => v);
  return isSame(result, value) ? value : result;
}
