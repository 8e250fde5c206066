import { assertEquals, assertStrictEquals } from "@std/assert";
import type { Schema } from "../schema.ts";
import { fillDefaults, linkDefinitions, prune, validate } from "./mod.ts";

const schema: Schema = {
  type: "object",
  required: ["spec"],
  properties: {
    spec: {
      type: "object",
      required: ["size"],
      properties: {
        size: { type: "integer", minimum: 1, default: 3 },
        mode: { type: "string", enum: ["on", "off"] },
        note: { type: "string", nullable: true },
        ports: {
          type: "array",
          minItems: 1,
          items: { type: "object", properties: { port: { type: "integer" }, protocol: { default: "TCP" } } },
          "x-kubernetes-list-type": "map",
          "x-kubernetes-list-map-keys": ["port", "protocol"],
        },
        open: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
        amount: { "x-kubernetes-int-or-string": true, format: "quantity" },
      },
    },
  },
};
const custom = { isCustom: true };
const builtin = { isCustom: false };

Deno.test("prune() takes away what the schema does not know, and names it", () => {
  const unknown: string[] = [];
  const value = { spec: { size: 1, odd: 1, open: { kept: 1 }, ports: [{ port: 1, strange: 2 }] } };
  assertEquals(prune(value, schema, "", unknown, custom), {
    spec: { size: 1, open: { kept: 1 }, ports: [{ port: 1 }] },
  });
  assertEquals(unknown, ["spec.odd", "spec.ports[0].strange"]);
});

Deno.test("prune() takes null for nothing, unless the field may be null or nobody knows the field", () => {
  const value = { spec: { size: null, note: null, open: { any: null } } };
  assertEquals(prune(value, schema, "", [], custom), { spec: { note: null, open: { any: null } } });
  assertEquals(prune(value, schema, "", [], builtin), { spec: { open: {} } });
});

Deno.test("prune() writes the quantities of built-ins as Go does, and leaves those of others", () => {
  const value = { spec: { amount: "0.5" } };
  assertEquals(prune(value, schema, "", [], builtin), { spec: { amount: "500m" } });
  assertEquals(prune(value, schema, "", [], custom), value);
});

Deno.test("fillDefaults() fills what is absent, in the items of lists too", () => {
  const value = { spec: { ports: [{ port: 1 }] } };
  fillDefaults(value, schema);
  assertEquals(value as unknown, { spec: { size: 3, ports: [{ port: 1, protocol: "TCP" }] } });
});

Deno.test("validate() names every fault with its field", () => {
  const port = { port: 1, protocol: "TCP" };
  const faults = validate({ spec: { size: 0, mode: "half", amount: "1 kg", ports: [port, port] } }, schema, "", custom);
  assertEquals(faults.map(({ reason, field }) => [reason.replace("FieldValue", ""), field]), [
    ["Invalid", "spec.size"],
    ["NotSupported", "spec.mode"],
    ["TypeInvalid", "spec.amount"],
    ["Duplicate", "spec.ports[1]"],
  ]);
  assertEquals(validate({}, schema, "", custom).map(({ field }) => field), ["spec"]);
  assertEquals(
    validate({ spec: { size: "1" } }, schema, "", custom)[0].message,
    `Invalid value: "string": spec.size in body must be of type integer: "string"`,
  );
  assertEquals(validate({ spec: { size: 1, note: null, ports: [port] } }, schema, "", custom), []);
});

Deno.test("linkDefinitions() follows references, circular ones too, and adds defaults", () => {
  const node: Schema = {
    type: "object",
    properties: { next: { $ref: "#/components/schemas/io.k8s.api.x.Node" }, size: {} },
  };
  const linked = linkDefinitions({ components: { schemas: { "io.k8s.api.x.Node": node } } }, { "x.Node": { size: 7 } });
  const found = linked["io.k8s.api.x.Node"];
  assertStrictEquals(found.properties!.next, found);
  assertEquals(found.properties!.size.default, 7);
});
