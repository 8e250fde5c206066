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
