import { type Cause, cause } from "../field_cause.ts";
import { isFields, isSame } from "../json_value.ts";
import { parseQuantity } from "../quantity.ts";
import { fieldOf, itemOf, type Schema } from "../schema.ts";
import { checkBounds } from "./bounds.ts";
import { below, join, type WalkOptions } from "./walk.ts";

/** Everything in `value` that `schema` refuses, worded as the apiserver words it. */
export function validate(value: unknown, schema: Schema | undefined, path: string, o: WalkOptions): Cause[] {
  if (!schema || (value === null && schema.nullable)) return [];
  const wrongType = checkType(value, schema, path);
  if (wrongType) return [wrongType];
  const causes = [...checkBounds(value, schema, path), ...checkEnum(value, schema, path)];
  if (Array.isArray(value)) {
    if (o.isCustom) causes.push(...checkDuplicates(value, schema, path));
    const item = itemOf(schema);
    return causes.concat(value.flatMap((each, i) => validate(each, item, `${path}[${i}]`, o)));
  }
  if (!isFields(value)) return causes;
  for (const name of path.startsWith("metadata") ? [] : schema.required ?? []) {
    if (value[name] === undefined || (!o.isCustom && isMissing(value[name]))) {
      causes.push(cause.required(join(path, name)));
    }
  }
  for (const [key, each] of Object.entries(value)) {
    if (!o.isCustom && path === "" && key === "status") continue;
    causes.push(...validate(each, fieldOf(schema, key), join(path, key), below(path, key, o)));
  }
  return causes;
}

/** Go cannot tell an empty string or list from an absent one. */
const isMissing = (value: unknown) => value === "" || (Array.isArray(value) && value.length === 0);

function checkType(value: unknown, schema: Schema, path: string): Cause | undefined {
  const actual = typeNameOf(value);
  if (schema["x-kubernetes-int-or-string"]) {
    if (schema.format === "quantity" && !parseQuantity(value as string)) return cause.type(path, value, QUANTITY);
    const isFine = actual === "string" || actual === "integer" || (schema.format === "quantity" && actual === "number");
    return isFine ? undefined : typeCause(path, "integer,string", actual);
  }
  const isFine = schema.type === undefined || schema.type === actual ||
    (schema.type === "number" && actual === "integer");
  return isFine ? undefined : typeCause(path, schema.type!, actual);
}

const QUANTITY = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const typeCause = (path: string, expected: string, actual: string) =>
  cause.type(path, actual, `${path} in body must be of type ${expected}: "${actual}"`);

function typeNameOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value === "number" && Number.isInteger(value) ? "integer" : typeof value;
}

function checkEnum(value: unknown, schema: Schema, path: string): Cause[] {
  if (!schema.enum || schema.enum.some((each) => isSame(each, value))) return [];
  return [cause.notSupported(path, value, schema.enum)];
}

function checkDuplicates(list: unknown[], schema: Schema, path: string): Cause[] {
  const type = schema["x-kubernetes-list-type"];
  if (type !== "map" && type !== "set") return [];
  const keys = schema["x-kubernetes-list-map-keys"] ?? [];
  const identify = (item: unknown) =>
    type === "set" || !isFields(item) ? item : Object.fromEntries(keys.map((key) => [key, item[key]]));
  const seen = new Set<string>();
  return list.flatMap((item, i) => {
    const identity = identify(item);
    const text = JSON.stringify(identity);
    const isRepeated = seen.has(text);
    seen.add(text);
    return isRepeated ? [cause.duplicate(`${path}[${i}]`, identity)] : [];
  });
}
