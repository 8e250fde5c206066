import { type Fields, isFields, isSame } from "../json_value.ts";
import { fieldOf, isAtomicMap, itemOf, listTypeOf, type Schema } from "../schema.ts";
import { emptySet, type FieldSet, isEmptySet } from "./field_set.ts";
import { itemKey } from "./item_key.ts";

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

/** The paths of all leaves and list items of `value`. */
export function fieldSetOf(value: unknown, schema?: Schema): FieldSet {
  const parts = partsOf(value, schema);
  if (!parts || parts.size === 0) return emptySet(true);
  const children = [...parts].map(([key, part]): [string, FieldSet] => {
    const child = fieldSetOf(part.value, part.schema);
    return [key, key.startsWith("k:") ? { ...child, isMember: true } : child];
  });
  return { isMember: false, children: new Map(children) };
}

/**
 * What exists before a built-in is created: the structs that Go always writes, and the fields that it never leaves out.
 * They are there already, so that nobody owns them for having created the object.
 */
export function emptyOf(schema: Schema): Fields {
  const entries = Object.entries(schema.properties ?? {}).flatMap(([name, field]): [string, unknown][] => {
    if (isFields(field.default) && Object.keys(field.default).length === 0) return [[name, emptyOf(field)]];
    if (field.default === "" || field.default === 0 || field.default === false) return [[name, field.default]];
    return field.type === "array" && schema.required?.includes(name) ? [[name, []]] : [];
  });
  return Object.fromEntries(entries);
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
    changed: emptySet(before === undefined),
    removed: emptySet(after === undefined),
  };
  for (const key of new Set([...old?.keys() ?? [], ...now?.keys() ?? []])) {
    const part = now?.get(key) ?? old!.get(key)!;
    const child = compare(old?.get(key)?.value, now?.get(key)?.value, part.schema);
    if (!isEmptySet(child.changed)) result.changed.children.set(key, child.changed);
    if (!isEmptySet(child.removed)) result.removed.children.set(key, child.removed);
  }
  return result;
}

function leaf(before: unknown, after: unknown): Comparison {
  return { changed: emptySet(after !== undefined), removed: emptySet(before !== undefined && after === undefined) };
}
