import { type Fields, isFields } from "./json_value.ts";

/** JSON with sorted keys and without what JSON cannot carry, so that equal values have equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, each) => isFields(each) ? sorted(each) : each) ?? "null";
}

function sorted(object: Fields): Fields {
  // Object.fromEntries keeps integer-like keys first whatever the order, which is stable too.
  return Object.fromEntries(Object.keys(object).sort().map((key) => [key, object[key]]));
}
