import { type Fields, isFields } from "./json_value.ts";
import { findItem, formatItemKey, itemKeyOf } from "./list_items.ts";
import { compareQuantities, parseQuantity } from "./quantity.ts";
import { fieldOf, isAtomicMap, isQuantitySchema, itemOf, listMapKeysOf, listTypeOf, resolveRef } from "./schema.ts";
import type { Definitions, Schema } from "./schema.ts";

/** One place that is compared. */
interface Place {
  path: string;
  /** Resolved; absent where nothing is known of the place. */
  schema: Schema | undefined;
  definitions: Definitions;
  /** Below something that is owned as a whole: maps have no keys of others there. */
  isAtomic: boolean;
}

/** Maps whose values are quantities wherever they stand, for places without a schema. */
const QUANTITY_MAPS = /\.(limits|requests|capacity|hard)\.[^.]+$|\.sizeLimit$/;

/**
 * Paths at which `desired` is not a part of `live`. What the server adds (defaults, other managers' fields) is no
 * difference; what it drops because it is empty is none either.
 */
export function findChanged(
  desired: unknown,
  live: unknown,
  schema: Schema | undefined,
  definitions: Definitions,
  path: string,
): string[] {
  const resolved = schema && resolveRef(schema, definitions);
  return compare(desired, live, { path, schema: resolved, definitions, isAtomic: false });
}

function compare(desired: unknown, live: unknown, place: Place): string[] {
  if (desired === undefined) return [];
  if (live === undefined || live === null) return isAsAbsent(desired, place.schema) ? [] : [place.path];
  if (Array.isArray(desired)) return Array.isArray(live) ? compareLists(desired, live, place) : [place.path];
  if (isFields(desired)) return isFields(live) ? compareObjects(desired, live, place) : [place.path];
  return isSameScalar(desired, live, place) ? [] : [place.path];
}

function compareObjects(desired: Fields, live: Fields, place: Place): string[] {
  const { schema, definitions, path } = place;
  const isAtomic = place.isAtomic || (schema !== undefined && isAtomicMap(schema));
  const changed = Object.keys(desired).flatMap((name) => {
    const field = schema && fieldOf(schema, name, definitions);
    return compare(desired[name], live[name], {
      ...place,
      path: path ? `${path}.${name}` : name,
      schema: field,
      isAtomic,
    });
  });
  // Fields of a struct may be the server's defaults, keys of a free map are somebody's.
  const isFreeMap = schema !== undefined && schema.properties === undefined;
  if (isAtomic && isFreeMap && Object.keys(live).some((name) => desired[name] === undefined)) changed.push(path);
  return changed;
}

function compareLists(desired: unknown[], live: unknown[], place: Place): string[] {
  const type = place.schema ? listTypeOf(place.schema) : "atomic";
  if (!place.isAtomic && type === "set") {
    return desired.filter((value) => !live.includes(value)).map((value) => `${place.path}[=${value}]`);
  }
  const keys = place.schema ? listMapKeysOf(place.schema) : [];
  if (!place.isAtomic && type === "map" && keys.length > 0) return compareMapLists(desired, live, place);
  if (desired.length !== live.length) return [place.path];
  const schema = place.schema && itemOf(place.schema, place.definitions);
  return desired.flatMap((item, index) => {
    return compare(item, live[index], { ...place, path: `${place.path}[${index}]`, schema, isAtomic: true });
  });
}

function compareMapLists(desired: unknown[], live: unknown[], place: Place): string[] {
  const { schema: list, definitions } = place as Place & { schema: Schema };
  const schema = itemOf(list, definitions);
  const changed: string[] = [];
  let last = -1;
  for (const [index, item] of desired.entries()) {
    const key = itemKeyOf(item, list, definitions);
    const path = place.path + (key ? formatItemKey(key) : `[${index}]`);
    const found = key ? findItem(live, key, list, definitions) : -1;
    if (found < 0) {
      changed.push(path);
      continue;
    }
    // An apply gives the items that it names their own order, as env variables that refer to each other need.
    if (found < last) changed.push(place.path);
    last = found;
    changed.push(...compare(item, live[found], { ...place, path, schema }));
  }
  return changed;
}

function isSameScalar(desired: unknown, live: unknown, place: Place): boolean {
  if (desired === live) return true;
  if (!isQuantityPlace(place) || !isScalar(desired) || !isScalar(live)) return false;
  const [a, b] = [parseQuantity(desired), parseQuantity(live)];
  return a !== undefined && b !== undefined && compareQuantities(a, b) === 0;
}

function isQuantityPlace(place: Place): boolean {
  return place.schema ? isQuantitySchema(place.schema) : QUANTITY_MAPS.test(place.path);
}

/** Whether a server may leave a value out: it is empty, or what stands there by default. */
function isAsAbsent(desired: unknown, schema: Schema | undefined): boolean {
  if (desired === null || desired === "" || desired === 0 || desired === false) return true;
  if (Array.isArray(desired)) return desired.length === 0;
  if (isFields(desired)) return Object.values(desired).every((value) => value === undefined);
  return schema?.default !== undefined && schema.default === desired;
}

function isScalar(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}
