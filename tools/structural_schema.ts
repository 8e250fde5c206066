import type { OpenApiSchema } from "./cut_openapi.ts";

/** A schema as a CustomResourceDefinition may carry it: a type everywhere, no references. */
export interface StructuralSchema {
  type?: "object" | "array" | "string" | "integer" | "number" | "boolean";
  description?: string;
  format?: string;
  pattern?: string;
  enum?: string[];
  default?: unknown;
  minItems?: number;
  minimum?: number;
  properties?: Record<string, StructuralSchema>;
  required?: string[];
  items?: StructuralSchema;
  additionalProperties?: StructuralSchema;
  anyOf?: { type: "integer" | "string" }[];
  "x-kubernetes-int-or-string"?: true;
  "x-kubernetes-preserve-unknown-fields"?: true;
  "x-kubernetes-map-type"?: "atomic";
  "x-kubernetes-list-type"?: "map";
  "x-kubernetes-list-map-keys"?: string[];
}

/** Kubernetes' own words for a quantity, as controller-gen writes them. */
const QUANTITY_PATTERN =
  "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$";

const INT_OR_STRING: StructuralSchema = {
  anyOf: [{ type: "integer" }, { type: "string" }],
  "x-kubernetes-int-or-string": true,
};

/** An object of which nothing is said and nothing pruned. */
export const ANY_OBJECT: StructuralSchema = { type: "object", "x-kubernetes-preserve-unknown-fields": true };

/** Schemas that are not followed but written as the given one. */
const LEAVES: Record<string, StructuralSchema> = {
  "io.k8s.apimachinery.pkg.api.resource.Quantity": { ...INT_OR_STRING, pattern: QUANTITY_PATTERN },
  "io.k8s.apimachinery.pkg.util.intstr.IntOrString": INT_OR_STRING,
  "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta": ANY_OBJECT,
  "io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1": ANY_OBJECT,
};

/** The schemas whose properties keep their descriptions. */
const DESCRIBED = new Set(["io.k8s.api.core.v1.PodSpec", "io.k8s.api.core.v1.Container"]);

/**
 * The lists that are maps, by schema and property, with their keys. Only these two, as in Kubeflow 1.11: keys on others
 * (env above all) would refuse manifests that are valid today.
 */
const MAP_LISTS: Record<string, string[]> = {
  "io.k8s.api.core.v1.Container.ports": ["containerPort", "protocol"],
  "io.k8s.api.core.v1.EphemeralContainer.ports": ["containerPort", "protocol"],
  "io.k8s.api.core.v1.PodSpec.topologySpreadConstraints": ["topologyKey", "whenUnsatisfiable"],
};

/**
 * Kubernetes' schema `name` with everything it refers to written out. Every object keeps unknown fields, so that a field
 * younger than this file is not pruned.
 */
export function toStructural(all: Record<string, OpenApiSchema>, name: string, isDescribed: boolean): StructuralSchema {
  if (LEAVES[name]) return LEAVES[name];
  const schema = all[name];
  if (!schema) throw new Error(`Cannot write out the schema ${name}: kube/openapi has none of that name`);
  return convert(all, schema, name, isDescribed);
}

function convert(all: Record<string, OpenApiSchema>, schema: OpenApiSchema, owner: string, isDescribed: boolean) {
  const ref = refOf(schema);
  if (ref) return toStructural(all, ref, isDescribed);
  const { type, format, properties, required, items, additionalProperties } = schema as {
    type?: StructuralSchema["type"];
    format?: string;
    properties?: Record<string, OpenApiSchema>;
    required?: string[];
    items?: OpenApiSchema;
    additionalProperties?: OpenApiSchema;
  };
  if (!type) throw new Error(`Cannot write out a schema of ${owner}: it has no type`);
  const result: StructuralSchema = { type };
  if (format) result.format = format;
  if (items) result.items = convert(all, items, owner, isDescribed);
  if (additionalProperties) result.additionalProperties = convert(all, additionalProperties, owner, isDescribed);
  if (properties) result.properties = convertProperties(all, properties, owner, isDescribed);
  if (required) result.required = required;
  if (type === "object" && !additionalProperties) result["x-kubernetes-preserve-unknown-fields"] = true;
  return result;
}

function convertProperties(
  all: Record<string, OpenApiSchema>,
  properties: Record<string, OpenApiSchema>,
  owner: string,
  isDescribed: boolean,
): Record<string, StructuralSchema> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => {
      const property = { ...convert(all, schema, owner, isDescribed) };
      const keys = MAP_LISTS[`${owner}.${name}`];
      if (keys) Object.assign(property, { "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": keys });
      // a list key must be there; elsewhere defaults are the apiserver's business once the pod is made
      if (owner === "io.k8s.api.core.v1.ContainerPort" && name === "protocol") property.default = "TCP";
      if (isDescribed && DESCRIBED.has(owner)) property.description = String(schema.description);
      return [name, property];
    }),
  );
}

function refOf(schema: OpenApiSchema): string | undefined {
  const holder = Array.isArray(schema.allOf) ? schema.allOf[0] as OpenApiSchema : schema;
  const ref = holder.$ref;
  return typeof ref === "string" ? ref.slice(ref.lastIndexOf("/") + 1) : undefined;
}
