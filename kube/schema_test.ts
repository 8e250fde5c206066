import { assertEquals } from "@std/assert";
import {
  fieldOf,
  isAtomicMap,
  isQuantitySchema,
  itemOf,
  listMapKeysOf,
  listTypeOf,
  preservesUnknownFields,
  resolveRef,
  type Schema,
  schemaOfKind,
} from "./schema.ts";
import { SchemaFile } from "./testing/schema_file.ts";

const POD = SchemaFile.rootOf({ group: "", version: "v1", kind: "Pod" });

Deno.test("lists of Kubernetes' own kinds have their types and keys", () => {
  const containers = at("spec", "containers");
  assertEquals([listTypeOf(containers), listMapKeysOf(containers)], ["map", ["name"]]);
  const ports = fieldOf(itemOf(containers, POD.definitions)!, "ports", POD.definitions)!;
  assertEquals([listTypeOf(ports), listMapKeysOf(ports)], ["map", ["containerPort", "protocol"]]);
  assertEquals(fieldOf(itemOf(ports, POD.definitions)!, "protocol", POD.definitions)?.default, "TCP");
  assertEquals([listTypeOf(at("spec", "tolerations")), listMapKeysOf(at("spec", "tolerations"))], ["atomic", []]);
  assertEquals(listTypeOf(at("metadata", "finalizers")), "set");
  assertEquals([isAtomicMap(at("spec", "nodeSelector")), isAtomicMap(at("metadata", "labels"))], [true, false]);
});

Deno.test("quantities are told from ports and numbers, in Kubernetes' schemas and in CRDs", () => {
  const container = itemOf(at("spec", "containers"), POD.definitions)!;
  const resources = fieldOf(container, "resources", POD.definitions)!;
  const limits = fieldOf(resources, "limits", POD.definitions)!;
  assertEquals(isQuantitySchema(fieldOf(limits, "nvidia.com/gpu", POD.definitions)!), true);
  const probe = fieldOf(container, "livenessProbe", POD.definitions)!;
  const port = fieldOf(fieldOf(probe, "httpGet", POD.definitions)!, "port", POD.definitions)!;
  assertEquals(isQuantitySchema(port), false);
  const inCrd: Schema = { anyOf: [{ type: "integer" }, { type: "string" }], "x-kubernetes-int-or-string": true };
  assertEquals([isQuantitySchema(inCrd), isQuantitySchema({ ...inCrd, pattern: "^[0-9]+$" })], [false, true]);
});

Deno.test("what stands beside a reference wins over what it refers to", () => {
  const definitions = { Name: { type: "string", description: "old", pattern: "x" } } satisfies Record<string, Schema>;
  const beside: Schema = { description: "new", default: "a" };
  const expected: Schema = { type: "string", description: "new", pattern: "x", default: "a" };
  assertEquals(resolveRef({ $ref: "#/components/schemas/Name", ...beside }, definitions), expected);
  assertEquals(resolveRef({ allOf: [{ $ref: "#/components/schemas/Name" }], ...beside }, definitions), expected);
  assertEquals(resolveRef({ $ref: "#/components/schemas/Gone" }, definitions), {});
});

Deno.test("a field that the schema does not name is unknown, whatever JavaScript calls by that name", () => {
  assertEquals(fieldOf(POD.schema, "constructor", POD.definitions), undefined);
  assertEquals(fieldOf(POD.schema, "nonsense", POD.definitions), undefined);
  assertEquals(fieldOf({ additionalProperties: { type: "string" } }, "any", {}), { type: "string" });
});

Deno.test("unknown fields are kept where the schema says so, or says nothing of its fields", () => {
  assertEquals(
    [POD.schema, { type: "object" }, { additionalProperties: true }].map((each) =>
      preservesUnknownFields(each as Schema)
    ),
    [
      false,
      true,
      true,
    ],
  );
  assertEquals(preservesUnknownFields({ properties: {}, "x-kubernetes-preserve-unknown-fields": true }), true);
});

Deno.test("a kind is found by group, version and name", () => {
  const { document } = SchemaFile;
  assertEquals(schemaOfKind(document, { group: "apps", version: "v1", kind: "Pod" }), undefined);
  assertEquals(schemaOfKind(document, { group: "apps", version: "v1", kind: "StatefulSet" })?.schema.type, "object");
});

function at(...path: string[]): Schema {
  return path.reduce((schema, name) => fieldOf(schema, name, POD.definitions)!, POD.schema);
}
