import { failure } from "../failure.ts";
import { type Fields, isFields, isSame } from "../json_value.ts";
import type { ManagedFieldsEntry, UntypedObject } from "../object.ts";
import type { Schema } from "../schema.ts";
import { compare, fieldSetOf, partsOf } from "./field_comparison.ts";
import { difference, type FieldSet, intersection, isEmptySet, pathsOf, union } from "./field_set.ts";
import { entryOf, isOf, ownable, type Owned, readOwners, writeOwners, type Writer } from "./owners.ts";

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
  const owners = readOwners(live);
  const own = owners.find(isOf(writer));
  const applied = fieldSetOf(ownable(config), schema);
  const merged = merge(live ?? {}, config, schema) as UntypedObject;
  const { changed, removed } = compare(ownable(live ?? {}), ownable(merged), schema);
  const others = owners.filter((each) => each !== own);
  if (!isForced) refuseConflicts(others, changed, writer);
  const left = others.map((each) => ({ ...each, fields: difference(each.fields, union(changed, removed)) }));
  const kept = left.reduce((all, each) => union(all, each.fields), applied);
  const object = own ? prune(merged, schema, own.fields, kept) as UntypedObject : merged;
  const gone = own ? compare(ownable(merged), ownable(object), schema).removed : undefined;
  const isUnchanged = own && isEmptySet(changed) && isSame(object, live) && isSameSet(own.fields, applied);
  const mine: Owned = { entry: isUnchanged ? own.entry : { ...own?.entry, ...entryOf(writer) }, fields: applied };
  const rest = left.map((each) => ({ ...each, fields: difference(each.fields, gone) }));
  return { object: { ...object, metadata: { ...object.metadata } }, managedFields: writeOwners([mine, ...rest]) };
}

const isSameSet = (a: FieldSet, b: FieldSet) => isEmptySet(difference(a, b)) && isEmptySet(difference(b, a));

function refuseConflicts(others: Owned[], changed: FieldSet, writer: Writer): void {
  const conflicts = others.map(({ entry, fields }) => ({ entry, paths: pathsOf(intersection(fields, changed)) }))
    .filter(({ paths }) => paths.length > 0);
  if (conflicts.length === 0) return;
  const words = ({ entry }: { entry: ManagedFieldsEntry }) =>
    `conflict with "${entry.manager}"` +
    (entry.subresource ? ` with subresource "${entry.subresource}"` : "") +
    (entry.operation === "Update" || entry.apiVersion !== writer.apiVersion ? ` using ${entry.apiVersion}` : "");
  const causes = conflicts.flatMap((each) =>
    each.paths.map((path) => ({ reason: "FieldManagerConflict", message: words(each), field: path }))
  );
  const lists = conflicts.map((each) =>
    each.paths.length === 1 ? `${words(each)}: ${each.paths[0]}` : `${words(each)}:\n- ${each.paths.join("\n- ")}`
  );
  const plural = causes.length === 1 ? "1 conflict" : `${causes.length} conflicts`;
  const list = conflicts.length === 1 ? lists[0] : `conflicts ${lists.join("\n")}`;
  throw failure(409, "Conflict", `Apply failed with ${plural}: ${list}`, { causes });
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
