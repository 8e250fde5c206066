import { fieldOf, isAtomicMap, itemOf, listMapKeysOf, listTypeOf, type Schema } from "../../kube/schema.ts";
import { failure } from "./failure.ts";
import { type Fields, isFields, isSame } from "./stored_object.ts";

/** A set of paths into an object, as `fieldsV1` writes it: `isMember` of the path itself, and what lies below it. */
export interface FieldSet {
  isMember: boolean;
  children: Map<string, FieldSet>;
}

export const emptySet = (isMember = false): FieldSet => ({ isMember, children: new Map() });
export const isEmptySet = (set?: FieldSet): boolean =>
  !set || (!set.isMember && [...set.children.values()].every(isEmptySet));

/** Reads `fieldsV1`: an empty object is a leaf, `.` the path itself. */
export function parseFieldSet(fields: Fields): FieldSet {
  const keys = Object.keys(fields).filter((key) => key !== ".");
  const children = keys.map((key): [string, FieldSet] => [key, parseFieldSet(fields[key] as Fields)]);
  return { isMember: "." in fields || keys.length === 0, children: new Map(children) };
}

/** The inverse of `parseFieldSet`. */
export function formatFieldSet(set: FieldSet): Fields {
  const children = [...set.children].filter(([, child]) => !isEmptySet(child)).sort(([a], [b]) => a < b ? -1 : 1);
  const own = set.isMember && children.length > 0 ? { ".": {} } : {};
  return { ...own, ...Object.fromEntries(children.map(([key, child]) => [key, formatFieldSet(child)])) };
}

function combine(
  a: FieldSet | undefined,
  b: FieldSet | undefined,
  isKept: (inA: boolean, inB: boolean) => boolean,
): FieldSet {
  const keys = new Set([...a?.children.keys() ?? [], ...b?.children.keys() ?? []]);
  const children = [...keys].map((key): [string, FieldSet] => [
    key,
    combine(a?.children.get(key), b?.children.get(key), isKept),
  ]).filter(([, child]) => !isEmptySet(child));
  return { isMember: isKept(a?.isMember ?? false, b?.isMember ?? false), children: new Map(children) };
}

export const union = (a?: FieldSet, b?: FieldSet) => combine(a, b, (inA, inB) => inA || inB);
export const difference = (a?: FieldSet, b?: FieldSet) => combine(a, b, (inA, inB) => inA && !inB);
export const intersection = (a?: FieldSet, b?: FieldSet) => combine(a, b, (inA, inB) => inA && inB);

/** The members as Kubernetes names them in a conflict: `.spec.containers[name="a"].image`. */
export function pathsOf(set: FieldSet, prefix = ""): string[] {
  const below = [...set.children].flatMap(([key, child]) => pathsOf(child, prefix + stepOf(key)));
  return set.isMember ? [prefix, ...below] : below;
}

function stepOf(key: string): string {
  const rest = key.slice(2);
  if (key.startsWith("f:")) return `.${rest}`;
  if (!key.startsWith("k:")) return `[=${rest}]`;
  const parts = Object.entries(JSON.parse(rest) as Fields).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return `[${parts.join(",")}]`;
}

/** The parts of a value that are owned apart, by their key in `fieldsV1`; undefined for what is owned as a whole. */
export function partsOf(value: unknown, schema?: Schema): Map<string, { value: unknown; schema?: Schema }> | undefined {
  if (isFields(value)) {
    if (schema && isAtomicMap(schema)) return undefined;
    const part = (key: string) => ({ value: value[key], schema: schema && fieldOf(schema, key, {}) });
    return new Map(Object.keys(value).map((key) => [`f:${key}`, part(key)]));
  }
  if (!Array.isArray(value) || !schema || listTypeOf(schema) === "atomic") return undefined;
  const item = itemOf(schema, {});
  const parts = value.map((each) => [itemKey(each, schema, item), { value: each, schema: item }] as const);
  return new Map(parts).size === value.length ? new Map(parts) : undefined;
}

function itemKey(each: unknown, schema: Schema, item?: Schema): string {
  if (schema["x-kubernetes-list-type"] === "set" || !isFields(each)) return `v:${JSON.stringify(each)}`;
  const names = [...listMapKeysOf(schema)].sort();
  const keys = names.map((name) => [name, each[name] ?? (item && fieldOf(item, name, {})?.default)]);
  return `k:${JSON.stringify(Object.fromEntries(keys))}`;
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
