import { assertEquals } from "@std/assert";
import {
  buildSchema,
  getNamedType,
  type GraphQLArgument,
  type GraphQLField,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from "graphql";
import { printApiSchema } from "../print_schema.ts";
import { createApiSchema } from "./schema.ts";

const schema = createApiSchema();
const types = Object.values(schema.getTypeMap()).filter((type) =>
  !isIntrospectionType(type) && !isSpecifiedScalarType(type)
);

/** Its own statement, or that of the object that it gives. */
function isGuarded(field: GraphQLField<unknown, unknown>): boolean {
  return field.extensions.guard !== undefined || getNamedType(field.type).extensions.guard !== undefined;
}

Deno.test("every root field says who may use it", () => {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const fields = roots.flatMap((root) => Object.values(root!.getFields()));
  assertEquals(fields.filter((field) => !isGuarded(field)).map(({ name }) => name), []);
});

Deno.test("every type, field, argument and value has a description", () => {
  const missing: string[] = [];
  const look = (path: string, described: { description?: string | null }) => {
    if (!described.description?.trim()) missing.push(path);
  };
  for (const type of types) {
    look(type.name, type);
    if (isEnumType(type)) type.getValues().forEach((value) => look(`${type.name}.${value.name}`, value));
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      look(`${type.name}.${field.name}`, field);
      if (!("args" in field)) continue;
      for (const arg of field.args as GraphQLArgument[]) look(`${type.name}.${field.name}(${arg.name})`, arg);
    }
  }
  assertEquals(missing, []);
});

Deno.test("the printed schema is a schema, with its guards", () => {
  const text = printApiSchema();
  buildSchema(text);
  assertEquals(text.match(/@access\(/g)!.length > 8, true);
  assertEquals(text.includes('@access(verb: "get", resource: "pods", subresource: "log")'), true);
});
