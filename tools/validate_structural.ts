import type { StructuralSchema } from "./structural_schema.ts";

/** What is wrong with `value` under `schema`, as `path: problem`; empty where nothing is. For tests of our own CRDs. */
export function validateStructural(schema: StructuralSchema, value: unknown, path = ""): string[] {
  const wrong = (problem: string) => [`${path || "."}: ${problem}`];
  if (value === null) return wrong("must not be null");
  if (schema["x-kubernetes-int-or-string"]) return validateIntOrString(schema, value) ? [] : wrong("bad int or string");
  if (typeOf(value) !== schema.type && !(schema.type === "number" && typeOf(value) === "integer")) {
    return wrong(`must be ${schema.type}, is ${typeOf(value)}`);
  }
  if (schema.enum && !schema.enum.includes(value as string)) return wrong(`must be one of ${schema.enum.join(", ")}`);
  if (Array.isArray(value)) return validateItems(schema, value, path);
  if (typeof value !== "object") return [];
  const object = value as Record<string, unknown>;
  return [
    ...(schema.required ?? []).filter((name) => !(name in object)).flatMap((name) => wrong(`${name} is required`)),
    ...Object.entries(object).flatMap(([name, each]) => {
      const property = schema.properties?.[name] ?? schema.additionalProperties;
      return property ? validateStructural(property, each, `${path}.${name}`) : [];
    }),
  ];
}

function validateItems(schema: StructuralSchema, items: unknown[], path: string): string[] {
  const problems = items.flatMap((item, index) => validateStructural(schema.items!, item, `${path}[${index}]`));
  if (items.length < (schema.minItems ?? 0)) problems.push(`${path}: needs at least ${schema.minItems} items`);
  const keys = schema["x-kubernetes-list-map-keys"];
  if (!keys) return problems;
  const ids = items.map((item) => JSON.stringify(keys.map((key) => keyOf(schema.items!, item, key))));
  return new Set(ids).size === ids.length ? problems : [...problems, `${path}: two items have the same keys`];
}

function keyOf(schema: StructuralSchema, item: unknown, key: string): unknown {
  return (item as Record<string, unknown>)[key] ?? schema.properties?.[key]?.default;
}

function validateIntOrString(schema: StructuralSchema, value: unknown): boolean {
  if (Number.isInteger(value)) return true;
  return typeof value === "string" && (!schema.pattern || new RegExp(schema.pattern).test(value));
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}
