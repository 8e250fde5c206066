import { isFields } from "../json_value.ts";
import { fieldOf, itemOf, type Schema } from "../schema.ts";

/** Fills in the defaults of `schema`; changes `value`, which must be a copy. */
export function fillDefaults(value: unknown, schema: Schema | undefined): void {
  if (!schema) return;
  if (Array.isArray(value)) return value.forEach((each) => fillDefaults(each, itemOf(schema)));
  if (!isFields(value)) return;
  for (const [key, field] of Object.entries(schema.properties ?? {})) {
    if (field.default !== undefined && value[key] === undefined) value[key] = structuredClone(field.default);
  }
  for (const key of Object.keys(value)) fillDefaults(value[key], fieldOf(schema, key));
}
