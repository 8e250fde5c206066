import { assertEquals } from "@std/assert";
import type { UntypedObject } from "../object.ts";
import { checkDefinition } from "./definition_rules.ts";

const version = (name: string, storage = false) => ({ name, storage, schema: { openAPIV3Schema: { type: "object" } } });
const definition = (spec: object = {}, status: object = {}): UntypedObject => ({
  metadata: { name: "things.example.org" },
  spec: {
    group: "example.org",
    scope: "Namespaced",
    names: { plural: "things", kind: "Thing" },
    versions: [version("v1", true)],
    ...spec,
  },
  status,
});
const fieldsOf = (one: UntypedObject, before?: UntypedObject) => checkDefinition(one, before).map(({ field }) => field);

Deno.test("a definition is named after its group, and has a scope and one stored version", () => {
  assertEquals(fieldsOf(definition()), []);
  assertEquals(fieldsOf(definition({ group: "other.org" })), ["metadata.name"]);
  assertEquals(fieldsOf(definition({ scope: "World" })), ["spec.scope"]);
  assertEquals(fieldsOf(definition({ versions: [version("v1"), version("v2")] })), ["spec.versions"]);
  assertEquals(fieldsOf(definition({ versions: [version("v1", true), version("v1")] })), ["spec.versions"]);
  assertEquals(fieldsOf(definition({ versions: [{ name: "v1", storage: true }] })), [
    "spec.versions[0].schema.openAPIV3Schema",
  ]);
});

Deno.test("a definition keeps its names, and the versions in which objects may be stored", () => {
  const before = definition({}, { storedVersions: ["v1"] });
  assertEquals(fieldsOf(definition({ scope: "Cluster" }), before), ["spec.scope"]);
  assertEquals(fieldsOf(definition({ versions: [version("v2", true)] }), before), ["status.storedVersions[0]"]);
});
