import type { Schema, SchemaDocument } from "../schema.ts";
import { type Fields, isFields } from "../json_value.ts";

/** Definitions whose content is a schema itself and is kept as it stands. */
const KEPT_WHOLE = /JSONSchemaProps$|apiextensions\.v1\.JSON/;

/**
 * The document's definitions with every reference replaced by what it refers to, so that a schema can be walked
 * without looking anything up; `defaults` are added by definition and field.
 */
export function linkDefinitions(document: SchemaDocument, defaults: Record<string, Fields>): Record<string, Schema> {
  const source = document.components.schemas;
  const linked: Record<string, Schema> = {};
  for (const name of Object.keys(source)) linked[name] = {};
  const link = (schema: Schema): Schema => {
    const reference = schema.$ref ?? schema.allOf?.[0].$ref;
    if (reference === undefined) return linkInside(schema);
    const name = reference.slice(reference.lastIndexOf("/") + 1);
    const { $ref: _, allOf: __, description: ___, ...beside } = schema;
    return Object.keys(beside).length === 0 ? fill(name) : { ...fill(name), ...beside };
  };
  const linkInside = (schema: Schema): Schema => ({
    ...schema,
    properties: schema.properties && mapValues(schema.properties, link),
    items: schema.items && link(schema.items),
    additionalProperties: isFields(schema.additionalProperties)
      ? link(schema.additionalProperties as Schema)
      : schema.additionalProperties,
  });
  const filled = new Set<string>();
  const fill = (name: string): Schema => {
    if (filled.has(name)) return linked[name];
    filled.add(name);
    const own = defaults[name.replace("io.k8s.api.", "")] ?? {};
    return Object.assign(linked[name], special(name) ?? withDefaults(linkInside(source[name]), own));
  };
  for (const name of Object.keys(source)) fill(name);
  return linked;
}

function special(name: string): Schema | undefined {
  if (KEPT_WHOLE.test(name)) return { "x-kubernetes-preserve-unknown-fields": true };
  if (name.endsWith("resource.Quantity")) return { "x-kubernetes-int-or-string": true, format: "quantity" };
  if (name.endsWith("intstr.IntOrString")) return { "x-kubernetes-int-or-string": true };
  if (name.endsWith("FieldsV1")) return { type: "object", "x-kubernetes-preserve-unknown-fields": true };
  return undefined;
}

function withDefaults(schema: Schema, defaults: Fields): Schema {
  const properties = mapValues(
    schema.properties ?? {},
    (each, name) => Object.hasOwn(defaults, name) ? { ...each, default: defaults[name] } : each,
  );
  return schema.properties ? { ...schema, properties } : schema;
}

function mapValues<A, B>(object: Record<string, A>, map: (value: A, key: string) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value, key)]));
}
