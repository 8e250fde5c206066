import { z } from "zod";
import openapi from "../kube/openapi/kubernetes.json" with { type: "json" };
import { KUBERNETES_SCHEMA } from "../kube/resources/kubernetes_part.ts";
import type { OpenApiSchema } from "./cut_openapi.ts";
import { ANY_OBJECT, type StructuralSchema, toStructural } from "./structural_schema.ts";

type Json = Record<string, unknown>;

/** A zod schema of ours as a CustomResourceDefinition carries it; throws for what such a definition cannot say. */
export function structuralFromZod(schema: z.ZodType, isDescribed: boolean): StructuralSchema {
  const options = { io: "input", reused: "inline", unrepresentable: "any" } as const;
  return convert(z.toJSONSchema(schema, options) as Json, isDescribed);
}

/** Kubernetes' schema `name` with everything it refers to written out. */
export function structuralFromKubernetes(name: string, isDescribed: boolean): StructuralSchema {
  return toStructural(openapi.components.schemas as Record<string, OpenApiSchema>, name, isDescribed);
}

function convert(json: Json, isDescribed: boolean): StructuralSchema {
  const described = isDescribed && json.description ? { description: String(json.description) } : {};
  const name = json[KUBERNETES_SCHEMA];
  if (name) return { ...structuralFromKubernetes(String(name), isDescribed), ...described };
  switch (json.type) {
    case "string":
      return { type: "string", ...described, ...(json.enum ? { enum: json.enum as string[] } : {}) };
    case "integer":
    case "number":
    case "boolean":
      return { type: json.type, ...described, ...boundsOf(json) };
    case "array":
      return { type: "array", ...described, items: convert(json.items as Json, isDescribed) };
    case "object":
      return { ...objectOf(json, isDescribed), ...described };
    default:
      throw new Error(`Cannot write ${JSON.stringify(json)} into a CustomResourceDefinition: it has no single type`);
  }
}

/** zod names the bounds of every integer itself; those are none of ours. */
function boundsOf(json: Json): Pick<StructuralSchema, "default" | "minimum"> {
  const isOurs = typeof json.minimum === "number" && json.minimum !== Number.MIN_SAFE_INTEGER;
  return {
    ...(json.default === undefined ? {} : { default: json.default }),
    ...(isOurs ? { minimum: json.minimum as number } : {}),
  };
}

function objectOf(json: Json, isDescribed: boolean): StructuralSchema {
  if (json.properties && Object.keys(json.properties).length > 0) {
    const properties = Object.entries(json.properties as Record<string, Json>);
    return {
      type: "object",
      properties: Object.fromEntries(properties.map(([name, each]) => [name, convert(each, isDescribed)])),
      ...(json.required ? { required: json.required as string[] } : {}),
    };
  }
  const values = json.additionalProperties;
  if (typeof values !== "object" || values === null || Object.keys(values).length === 0) {
    return json["x-kubernetes-map-type"] === "atomic"
      ? { ...ANY_OBJECT, "x-kubernetes-map-type": "atomic" }
      : ANY_OBJECT;
  }
  return { type: "object", additionalProperties: convert(values as Json, isDescribed) };
}
