import { assertEquals, assertThrows } from "@std/assert";
import { ApiError } from "../errors.ts";
import type { Schema } from "../schema.ts";
import { applyConfig } from "./server_side_apply.ts";
import type { UntypedObject } from "../object.ts";

const port: Schema = {
  type: "object",
  properties: { port: { type: "integer" }, protocol: { type: "string", default: "TCP" }, name: { type: "string" } },
};
const schema: Schema = {
  type: "object",
  properties: {
    spec: {
      type: "object",
      properties: {
        ports: {
          type: "array",
          items: port,
          "x-kubernetes-list-type": "map",
          "x-kubernetes-list-map-keys": ["port", "protocol"],
        },
        tags: { type: "array", items: { type: "string" }, "x-kubernetes-list-type": "set" },
        args: { type: "array", items: { type: "string" } },
        labels: { type: "object", additionalProperties: { type: "string" } },
      },
    },
  },
};
const writer = (manager: string) => ({
  manager,
  operation: "Apply" as const,
  apiVersion: "v1",
  subresource: "",
  time: "2026-01-01T00:00:00Z",
});

function apply(live: UntypedObject | undefined, manager: string, spec: unknown, isForced = true): UntypedObject {
  const { object, managedFields } = applyConfig(
    live,
    { metadata: { name: "x" }, spec },
    schema,
    writer(manager),
    isForced,
  );
  return { ...object, metadata: { ...object.metadata, managedFields } };
}

Deno.test("list items are found by their keys, the defaulted ones included", () => {
  const live = {
    metadata: { name: "x" },
    spec: { ports: [{ port: 80, protocol: "TCP", name: "old" }, { port: 53, protocol: "UDP" }] },
  };
  assertEquals(apply(live, "a", { ports: [{ port: 80, name: "new" }] }).spec, {
    ports: [{ port: 80, protocol: "TCP", name: "new" }, { port: 53, protocol: "UDP" }],
  });
});

Deno.test("items of a set and keys of a map go with the last manager that applied them", () => {
  const one = apply(undefined, "a", { tags: ["x", "y"], labels: { k: "1", l: "2" } });
  const two = apply(one, "b", { tags: ["y"], labels: { l: "2" } });
  assertEquals(apply(two, "a", {}).spec, { tags: ["y"], labels: { l: "2" } });
});

Deno.test("a list without a type is replaced as a whole", () => {
  const one = apply(undefined, "a", { args: ["x", "y"] });
  assertEquals(apply(one, "b", { args: ["z"] }).spec, { args: ["z"] });
});

Deno.test("an item that another manager owns a field of stays, without what only the leaving one owned", () => {
  const one = apply(undefined, "a", { ports: [{ port: 80, protocol: "TCP", name: "http" }] });
  const two = apply(one, "b", { ports: [{ port: 80, protocol: "TCP" }] });
  assertEquals(apply(two, "a", {}).spec, { ports: [{ port: 80, protocol: "TCP" }] });
});

Deno.test("new items stand where the config has them, foreign ones where they were", () => {
  const live = { metadata: { name: "x" }, spec: { tags: ["b", "foreign", "d"] } };
  assertEquals(apply(live, "a", { tags: ["a", "b", "c", "d"] }).spec, { tags: ["a", "b", "foreign", "c", "d"] });
});

Deno.test("a map that is applied empty stays, without what its manager had in it", () => {
  const one = apply(undefined, "a", { labels: { k: "1" } });
  assertEquals(apply(one, "a", { labels: {} }).spec, { labels: {} });
});

Deno.test("a value that another manager applied is a conflict with its path, and an equal one is shared", () => {
  const one = apply(undefined, "a", { ports: [{ port: 80, name: "http" }] });
  assertEquals(apply(one, "b", { ports: [{ port: 80, name: "http" }] }, false).metadata.managedFields?.length, 2);
  const refused = assertThrows(() => apply(one, "b", { ports: [{ port: 80, name: "web" }] }, false), ApiError);
  assertEquals(refused.status.details?.causes, [{
    reason: "FieldManagerConflict",
    message: 'conflict with "a"',
    field: '.spec.ports[port=80,protocol="TCP"].name',
  }]);
});
