import { type Fields, isFields } from "./json_value.ts";
import { findItem, formatItemKey, type ItemKey } from "./list_items.ts";
import { type Definitions, fieldOf, itemOf, listTypeOf, type Schema } from "./schema.ts";

/**
 * Paths that `owned` (fieldsV1 of our Apply: `f:` fields, `k:` list items by keys, `v:` set members, `.` the thing
 * itself) holds and `desired` lacks: the next apply takes them off the object.
 */
export function findDropped(
  owned: Fields,
  desired: unknown,
  schema: Schema | undefined,
  definitions: Definitions,
  path: string,
): string[] {
  return Object.entries(owned).flatMap(([segment, below]) => {
    if (segment === ".") return [];
    const found = descend(segment, desired, schema, definitions, path);
    if (!found) return [];
    if (found.value === undefined) return [found.path];
    return findDropped((below ?? {}) as Fields, found.value, found.schema, definitions, found.path);
  });
}

interface Place {
  path: string;
  /** Undefined: not desired. */
  value: unknown;
  schema: Schema | undefined;
}

/** Where a segment leads; undefined for segments that say nothing of what is desired. */
function descend(
  segment: string,
  desired: unknown,
  schema: Schema | undefined,
  definitions: Definitions,
  path: string,
): Place | undefined {
  const kind = segment.slice(0, 2);
  const rest = segment.slice(2);
  if (kind === "f:") return atField(rest, desired, schema, definitions, path);
  if (kind === "k:") return atItem(JSON.parse(rest), desired, schema, definitions, path);
  if (kind !== "v:") return undefined;
  const value = JSON.parse(rest);
  const isDesired = Array.isArray(desired) && desired.some((each) => each === value);
  return { path: `${path}[=${value}]`, value: isDesired ? value : undefined, schema: undefined };
}

function atField(
  name: string,
  desired: unknown,
  schema: Schema | undefined,
  definitions: Definitions,
  path: string,
): Place {
  return {
    path: path ? `${path}.${name}` : name,
    value: isFields(desired) ? desired[name] : undefined,
    schema: schema && fieldOf(schema, name, definitions),
  };
}

function atItem(
  key: ItemKey,
  desired: unknown,
  schema: Schema | undefined,
  definitions: Definitions,
  path: string,
): Place {
  const items = Array.isArray(desired) ? desired : [];
  // Without a schema the segment itself names the keys.
  const list = schema && listTypeOf(schema) === "map" ? schema : listOf(key);
  const found = findItem(items, key, list, definitions);
  return { path: path + formatItemKey(key), value: items[found], schema: schema && itemOf(schema, definitions) };
}

/** A key that the item leaves out is taken to have been filled in by a default. */
function listOf(key: ItemKey): Schema {
  const properties = Object.fromEntries(Object.entries(key).map(([name, value]) => [name, { default: value }]));
  return { "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": Object.keys(key), items: { properties } };
}
