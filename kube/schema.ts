/** A node of an OpenAPI v3 schema as Kubernetes writes it, in its published documents and in CRDs alike. */
export interface Schema {
  $ref?: string;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  not?: Schema;
  type?: "object" | "array" | "string" | "integer" | "number" | "boolean";
  format?: string;
  description?: string;
  default?: unknown;
  nullable?: boolean;
  enum?: unknown[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  multipleOf?: number;
  exclusiveMinimum?: boolean;
  exclusiveMaximum?: boolean;
  minProperties?: number;
  maxProperties?: number;
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
  "x-kubernetes-list-type"?: "map" | "set" | "atomic";
  "x-kubernetes-list-map-keys"?: string[];
  "x-kubernetes-map-type"?: "granular" | "atomic";
  "x-kubernetes-patch-merge-key"?: string;
  "x-kubernetes-patch-strategy"?: string;
  "x-kubernetes-preserve-unknown-fields"?: boolean;
  "x-kubernetes-int-or-string"?: boolean;
  "x-kubernetes-embedded-resource"?: boolean;
  "x-kubernetes-group-version-kind"?: GroupVersionKind | GroupVersionKind[];
}

/** Which kind a schema is of. */
export interface GroupVersionKind {
  group: string;
  version: string;
  kind: string;
}

/** Schemas by name, as under `components.schemas`. */
export type Definitions = Readonly<Record<string, Schema>>;

/** The part of an OpenAPI v3 document that we read. */
export interface SchemaDocument {
  components: { schemas: Record<string, Schema> };
}

/** A schema with the definitions that its `$ref`s point into; a CRD's has none. */
export interface RootedSchema {
  readonly schema: Schema;
  readonly definitions: Definitions;
}

/** The schema itself with `$ref` and `allOf` followed; what stands beside a reference (default, description) wins. */
export function resolveRef(schema: Schema, definitions: Definitions): Schema {
  if (schema.$ref !== undefined) {
    const target = definitions[schema.$ref.slice(schema.$ref.lastIndexOf("/") + 1)] ?? {};
    const { $ref: _, ...beside } = schema;
    return { ...resolveRef(target, definitions), ...beside };
  }
  const only = schema.allOf?.length === 1 ? schema.allOf[0] : undefined;
  if (only?.$ref === undefined) return schema;
  const { allOf: _, ...beside } = schema;
  return { ...resolveRef(only, definitions), ...beside };
}

/** How a list merges: `atomic` unless the schema says otherwise, as server-side apply takes it. */
export function listTypeOf(schema: Schema): "map" | "set" | "atomic" {
  return schema["x-kubernetes-list-type"] ?? "atomic";
}

/** The fields that identify an item of a `map` list; empty for other lists. */
export function listMapKeysOf(schema: Schema): readonly string[] {
  return schema["x-kubernetes-list-map-keys"] ?? [];
}

/** Whether an object is owned as a whole: `x-kubernetes-map-type: atomic`. */
export function isAtomicMap(schema: Schema): boolean {
  return schema["x-kubernetes-map-type"] === "atomic";
}

/** The resolved schema of a field of an object, or of a value of a map; undefined where the schema knows none. */
export function fieldOf(schema: Schema, name: string, definitions: Definitions = {}): Schema | undefined {
  const own = schema.properties && Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
  const found = own ?? (typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined);
  return found && resolveRef(found, definitions);
}

/** The resolved schema of a list's items; undefined where the schema says nothing of them. */
export function itemOf(schema: Schema, definitions: Definitions = {}): Schema | undefined {
  return schema.items && resolveRef(schema.items, definitions);
}

/** Whether values are Kubernetes quantities: `500m` and `0.5` are the same. */
export function isQuantitySchema(schema: Schema): boolean {
  // A CRD's quantity is an int-or-string with the pattern of a quantity; a port or percentage has no pattern.
  if (schema["x-kubernetes-int-or-string"]) return schema.format === "quantity" || schema.pattern !== undefined;
  const types = schema.oneOf?.map(({ type }) => type) ?? [];
  return types.includes("number") && types.includes("string");
}

/** Whether fields that the schema does not name are kept below this one. */
export function preservesUnknownFields(schema: Schema): boolean {
  return schema["x-kubernetes-preserve-unknown-fields"] === true ||
    schema.additionalProperties === true ||
    (schema.type === "object" && schema.properties === undefined && schema.additionalProperties === undefined);
}

/** The schema of a kind in an OpenAPI document, found by `x-kubernetes-group-version-kind`; undefined if not in there. */
export function schemaOfKind(document: SchemaDocument, wanted: GroupVersionKind): RootedSchema | undefined {
  const definitions = document.components.schemas;
  for (const schema of Object.values(definitions)) {
    const kinds = [schema["x-kubernetes-group-version-kind"] ?? []].flat();
    if (kinds.some((each) => isSameKind(each, wanted))) return { schema: resolveRef(schema, definitions), definitions };
  }
  return undefined;
}

function isSameKind(a: GroupVersionKind, b: GroupVersionKind): boolean {
  return a.group === b.group && a.version === b.version && a.kind === b.kind;
}
