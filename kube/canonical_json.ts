/** JSON with sorted keys and without what JSON cannot carry, so that equal values have equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, each) => isPlainObject(each) ? sorted(each) : each) ?? "null";
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sorted(object: Record<string, unknown>): Record<string, unknown> {
  // Object.fromEntries keeps integer-like keys first whatever the order, which is stable too.
  return Object.fromEntries(Object.keys(object).sort().map((key) => [key, object[key]]));
}
