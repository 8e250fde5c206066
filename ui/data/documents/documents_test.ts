import { assertEquals } from "@std/assert";
import { buildSchema, type DocumentNode, validate } from "graphql";
import * as documents from "./mod.ts";

// gql.tada does not refuse an unknown field; the schema itself does.
Deno.test("every document of the page is valid against schema.graphql", () => {
  const schema = buildSchema(Deno.readTextFileSync(new URL("../../../schema.graphql", import.meta.url)));
  const all = Object.entries(documents) as [string, DocumentNode][];
  const faults = all.flatMap(([name, document]) =>
    validate(schema, document).map((error) => `${name}: ${error.message}`)
  );
  assertEquals(faults, []);
  assertEquals(all.length >= 8, true);
});
