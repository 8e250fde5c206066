import { z } from "zod";
import { ANY_OBJECT, type StructuralSchema } from "./structural_schema.ts";

type Json = Record<string, unknown>;

/** A zod schema of ours as a CustomResourceDefinition carries it; throws for what such a definition cannot say. */
export function structuralFromZod(schema: z.ZodType, isDescribed: boolean): StructuralSchema {
  return convert(z.toJSONSchema(schema, { io: "input", reused: "inline" }) as Json, isDescribed);
}

function convert(json: Json, isDescribed: boolean): StructuralSchema {
  const described = isDescribed && json.description ? { description: String(json.description) } : {};
  switch (json.type) {
    case "string":
      return { type: "string", ...described, ...(json.enum ? { enum: json.enum as string[] } : {}) };
    case "integer":
    case "number":
    case "boolean":
      return { type: json.type, ...described };
    case "array":
      return { type: "array", ...described, items: convert(json.items as Json, isDescribed) };
    case "object":
      return { ...objectOf(json, isDescribed), ...described };
    default:
      throw new Error(`Cannot write ${JSON.stringify(json)} into a CustomResourceDefinition: it has no single type`);
  }
}

function objectOf(json: Json, isDescribed: boolean): StructuralSchema {
  if (json.properties) {
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
