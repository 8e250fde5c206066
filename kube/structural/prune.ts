import { type Fields, isFields } from "../json_value.ts";
import { formatQuantity, parseQuantity } from "../quantity.ts";
import { fieldOf, itemOf, preservesUnknownFields, type Schema } from "../schema.ts";
import { below, join, type WalkOptions } from "./walk.ts";

/** A copy of `value` without fields that `schema` does not know; their paths are added to `unknown`. */
export function prune(
  value: unknown,
  schema: Schema | undefined,
  path: string,
  unknown: string[],
  o: WalkOptions,
): unknown {
  if (Array.isArray(value)) {
    const item = schema && itemOf(schema);
    return value.map((each, i) => prune(each, item, `${path}[${i}]`, unknown, o));
  }
  if (!isFields(value)) return !o.isCustom && schema?.format === "quantity" ? canonicalQuantity(value) : value;
  const isOpen = schema === undefined || schema["x-kubernetes-preserve-unknown-fields"] === true ||
    (!o.isCustom && preservesUnknownFields(schema));
  const kept: Fields = {};
  for (const [key, each] of Object.entries(value)) {
    const field = schema && fieldOf(schema, key);
    if (each === null && (!o.isCustom || (field && !field.nullable))) continue;
    if (!o.isCustom && isOmitted(each, field) && !schema?.required?.includes(key)) continue;
    if (field || isOpen) kept[key] = prune(each, field, join(path, key), unknown, below(path, key, o));
    else unknown.push(join(path, key));
  }
  return kept;
}

/** Go leaves maps and lists out that are empty, but writes structs. */
function isOmitted(value: unknown, schema: Schema | undefined): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return schema?.additionalProperties !== undefined && isFields(value) && Object.keys(value).length === 0;
}

/** Go keeps amounts parsed and writes them canonically: `0.5` comes back as `500m`. */
function canonicalQuantity(value: unknown): unknown {
  const quantity = typeof value === "string" || typeof value === "number" ? parseQuantity(value) : undefined;
  return quantity ? formatQuantity(quantity) : value;
}
