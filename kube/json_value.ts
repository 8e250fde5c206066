/** A JSON object. */
export type Fields = Record<string, unknown>;

/** Whether a value is a JSON object (not null, not a list). */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object at `key`, or an empty one that is not attached. */
export function fieldsAt(object: Fields, key: string): Fields {
  const value = object[key];
  return isFields(value) ? value : {};
}

/** The value at a dotted path, undefined where the way ends. */
export function at(object: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => isFields(value) ? value[key] : undefined, object);
}

/** Whether two JSON values are the same, whatever the order of keys. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((each, i) => isSame(each, b[i]));
  if (!isFields(a) || !isFields(b)) return false;
  const keys = Object.keys(a).filter((key) => a[key] !== undefined);
  return keys.length === Object.keys(b).filter((key) => b[key] !== undefined).length &&
    keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]));
}

/** Whether everything that `wanted` says stands in `live` too, so that a merge patch of it would change nothing. */
export function isSubset(wanted: unknown, live: unknown): boolean {
  if (wanted === undefined) return true;
  if (wanted === null) return live === undefined || live === null;
  if (typeof wanted !== "object") return wanted === live;
  if (typeof live !== "object" || live === null) return false;
  if (Array.isArray(wanted)) {
    return Array.isArray(live) && wanted.length === live.length && wanted.every((each, i) => isSubset(each, live[i]));
  }
  return Object.entries(wanted).every(([key, value]) => isSubset(value, (live as Record<string, unknown>)[key]));
}
