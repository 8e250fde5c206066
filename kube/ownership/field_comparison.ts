import { canonicalJson } from "../canonical_json.ts";
import { failure } from "../failure.ts";
import { isFields, isSame } from "../json_value.ts";
import { itemKeyOf } from "../list_items.ts";
import { fieldOf, isAtomicMap, itemOf, listTypeOf, type Schema } from "../schema.ts";
import { emptySet, type FieldSet, isEmptySet, stepOf } from "./field_set.ts";

/** The parts of a value that are owned apart, by their key in `fieldsV1`; undefined for what is owned as a whole. */
export function partsOf(value: unknown, schema?: Schema): Map<string, { value: unknown; schema?: Schema }> | undefined {
  if (isFields(value)) {
    if (schema && isAtomicMap(schema)) return undefined;
    const part = (key: string) => ({ value: value[key], schema: schema && fieldOf(schema, key) });
    return new Map(Object.keys(value).map((key) => [`f:${key}`, part(key)]));
  }
  if (!Array.isArray(value) || !schema || listTypeOf(schema) === "atomic") return undefined;
  const keys = value.map((each) => itemKey(each, schema));
  if (new Set(keys).size < keys.length || keys.includes(undefined)) return undefined;
  return new Map(value.map((each, i) => [keys[i]!, { value: each, schema: itemOf(schema) }]));
}

/** How `fieldsV1` names an item; undefined where it lacks a key. */
function itemKey(item: unknown, list: Schema): string | undefined {
  if (listTypeOf(list) === "set") return `v:${JSON.stringify(item)}`;
  const key = itemKeyOf(item, list);
  return key && `k:${canonicalJson(key)}`;
}

/** The paths of all leaves and list items of `value`; throws 500, as Kubernetes does, where an item is there twice. */
export function fieldSetOf(value: unknown, schema?: Schema, path = ""): FieldSet {
  const parts = partsOf(value, schema);
  if (!parts && Array.isArray(value) && schema && listTypeOf(schema) !== "atomic") {
    throw failure(500, "InternalError", `failed to create typed patch object: ${path}: duplicate entries for key`, {});
  }
  if (!parts || parts.size === 0) return emptySet(true);
  const children = [...parts].map(([key, part]): [string, FieldSet] => {
    const child = fieldSetOf(part.value, part.schema, path + stepOf(key));
    return [key, key.startsWith("k:") ? { ...child, isMember: true } : child];
  });
  return { isMember: false, children: new Map(children) };
}

/** What differs between two states of a value. */
export interface Comparison {
  /** Added or modified. */
  changed: FieldSet;
  removed: FieldSet;
}

/** Compares part by part; what appears or goes as a whole counts with the path of the whole, as Kubernetes has it. */
export function compare(before: unknown, after: unknown, schema?: Schema): Comparison {
  if (isSame(before, after)) return { changed: emptySet(), removed: emptySet() };
  const old = partsOf(before, schema);
  const now = partsOf(after, schema);
  const isWhole = before !== undefined && after !== undefined && (!old || !now);
  if (isWhole || (!old && !now)) return leaf(before, after);
  const result: Comparison = {
    changed: emptySet(before === undefined && (now!.size === 0 || isPointer(schema))),
    removed: emptySet(after === undefined && (old!.size === 0 || isPointer(schema))),
  };
  for (const key of new Set([...old?.keys() ?? [], ...now?.keys() ?? []])) {
    const part = now?.get(key) ?? old!.get(key)!;
    const child = compare(old?.get(key)?.value, now?.get(key)?.value, part.schema);
    if (!isEmptySet(child.changed)) result.changed.children.set(key, child.changed);
    if (!isEmptySet(child.removed)) result.removed.children.set(key, child.removed);
  }
  return result;
}

/** Go structs that are not behind a pointer always exist: OpenAPI shows them by the default `{}`. */
const isPointer = (schema?: Schema) => !isFields(schema?.default);

function leaf(before: unknown, after: unknown): Comparison {
  return { changed: emptySet(after !== undefined), removed: emptySet(before !== undefined && after === undefined) };
}
