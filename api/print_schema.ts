import {
  type ConstDirectiveNode,
  type GraphQLSchema,
  isObjectType,
  Kind,
  parse,
  print,
  printSchema,
  visit,
} from "graphql";
import type { GuardStatement } from "./schema/builder.ts";
import { createApiSchema } from "./schema/schema.ts";

/** The text of `schema.graphql`, with the directives that graphql-js' own printer leaves out. */
export function printApiSchema(schema: GraphQLSchema = createApiSchema()): string {
  const document = visit(parse(printSchema(schema)), {
    ObjectTypeDefinition(definition) {
      const type = schema.getType(definition.name.value);
      if (!isObjectType(type)) return undefined;
      const fields = definition.fields?.map((field) => ({
        ...field,
        directives: directivesOf(type.getFields()[field.name.value].extensions),
      }));
      return { ...definition, directives: directivesOf(type.extensions), fields };
    },
  });
  return `${print(document)}\n`;
}

function directivesOf({ guard }: Readonly<Record<string, unknown>>): ConstDirectiveNode[] {
  const statement = guard as GuardStatement | undefined;
  if (!statement) return [];
  const args = statement.kind === "access" ? Object.entries(statement.access) : [];
  return [{
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: statement.kind },
    arguments: args.map(([name, value]) => ({
      kind: Kind.ARGUMENT,
      name: { kind: Kind.NAME, value: name },
      value: { kind: Kind.STRING, value },
    })),
  }];
}
