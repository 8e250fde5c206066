import { type Cause, cause } from "../field_cause.ts";
import { isFields } from "../json_value.ts";
import type { Schema } from "../schema.ts";

/** Which of the schema's bounds and formats a value of the right type does not keep, in the apiserver's words. */
export function checkBounds(value: unknown, schema: Schema, path: string): Cause[] {
  if (typeof value === "number") return checkNumber(value, schema, path);
  if (typeof value === "string") return checkText(value, schema, path);
  if (Array.isArray(value)) return checkSize(value.length, schema.minItems, schema.maxItems, "items", path);
  if (!isFields(value)) return [];
  return checkSize(Object.keys(value).length, schema.minProperties, schema.maxProperties, "properties", path);
}

const refuse = (path: string, what: unknown, detail: string) =>
  cause.invalid(path, what, `${path} in body should ${detail}`);

function checkNumber(value: number, schema: Schema, path: string): Cause[] {
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum, exclusiveMaximum, multipleOf, format } = schema;
  const causes: Cause[] = [];
  if (exclusiveMinimum ? value <= minimum : value < minimum) {
    causes.push(refuse(path, value, `be greater than ${exclusiveMinimum ? "" : "or equal to "}${minimum}`));
  }
  if (exclusiveMaximum ? value >= maximum : value > maximum) {
    causes.push(refuse(path, value, `be less than ${exclusiveMaximum ? "" : "or equal to "}${maximum}`));
  }
  if (multipleOf !== undefined && value % multipleOf !== 0) {
    causes.push(refuse(path, value, `be a multiple of ${multipleOf}`));
  }
  if (format === "int32" && value !== (value | 0)) {
    const words = `Checked value must be of type integer with format int32 in ${path}`;
    causes.push(cause.invalid("<nil>", "", words));
  }
  return causes;
}

const INSTANT = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

function checkText(
  value: string,
  { pattern, minLength = 0, maxLength = Infinity, format }: Schema,
  path: string,
): Cause[] {
  // The first that is not kept is told.
  if (value.length > maxLength) return [cause.tooLong(path, maxLength)];
  if (value.length < minLength) return [refuse(path, value, `be at least ${minLength} chars long`)];
  if (pattern && !new RegExp(pattern).test(value)) return [refuse(path, value, `match '${pattern}'`)];
  if (format !== "date-time" || INSTANT.test(value)) return [];
  return [cause.type(path, value, `${path} in body must be of type date-time: ${JSON.stringify(value)}`)];
}

function checkSize(size: number, least = 0, most = Infinity, what: string, path: string): Cause[] {
  if (size > most) return [cause.tooMany(path, size, most)];
  return size < least ? [refuse(path, size, `have at least ${least} ${what}`)] : [];
}
