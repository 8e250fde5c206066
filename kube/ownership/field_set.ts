import type { Fields } from "../json_value.ts";

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

/** A key as a step of such a path. */
export function stepOf(key: string): string {
  const rest = key.slice(2);
  if (key.startsWith("f:")) return `.${rest}`;
  if (!key.startsWith("k:")) return `[=${rest}]`;
  const parts = Object.entries(JSON.parse(rest) as Fields).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return `[${parts.join(",")}]`;
}
