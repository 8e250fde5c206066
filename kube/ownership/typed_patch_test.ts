import { assertEquals, assertThrows } from "@std/assert";
import { ApiError } from "../errors.ts";
import type { Schema } from "../schema.ts";
import { refuseUntyped } from "./typed_patch.ts";

const schema: Schema = {
  type: "object",
  properties: {
    apiVersion: { type: "string" },
    kind: { type: "string" },
    metadata: { type: "object", "x-kubernetes-preserve-unknown-fields": true } as Schema,
    replicas: { type: "integer" },
    port: { "x-kubernetes-int-or-string": true },
    items: {
      type: "array",
      "x-kubernetes-list-type": "map",
      "x-kubernetes-list-map-keys": ["name"],
      items: { type: "object", properties: { name: { type: "string" }, value: { type: "string" } } },
    },
  },
};
const config = (fields: object) => ({
  apiVersion: "a/v1",
  kind: "X",
  metadata: { name: "x", namespace: "ns" },
  ...fields,
});

Deno.test("what fits the schema is let through, null and numbers for ports too", () => {
  refuseUntyped(config({ replicas: null, port: 80, items: [{ name: "a" }, { name: "b", value: "c" }] }), schema);
});

Deno.test("what does not fit is told with its path and the object's name", () => {
  const told = (fields: object) => {
    const { code, message } = assertThrows(() => refuseUntyped(config(fields), schema), ApiError);
    assertEquals(code, 500);
    return message.replace("failed to create typed patch object (ns/x; a/v1, Kind=X): ", "");
  };
  assertEquals(told({ replicas: "two" }), ".replicas: expected numeric (int or float), got string");
  assertEquals(told({ other: 1 }), ".other: field not declared in schema");
  assertEquals(told({ items: [{ name: "a", value: [] }] }), '.items[name="a"].value: expected string, got []');
  assertEquals(told({ items: [{ name: "a" }, { name: "a" }] }), '.items: duplicate entries for key [name="a"]');
});
