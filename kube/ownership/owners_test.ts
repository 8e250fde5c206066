import { assertEquals } from "@std/assert";
import type { UntypedObject } from "../object.ts";
import { trackUpdate, type Writer } from "./owners.ts";

const writer = (manager: string, subresource = ""): Writer => ({
  ...{ manager, operation: "Update", apiVersion: "v1", subresource, time: "2026-01-01T00:00:00Z" },
});
const object = (spec: unknown, managedFields?: UntypedObject["metadata"]["managedFields"]): UntypedObject => ({
  ...{ apiVersion: "v1", kind: "Thing", metadata: { name: "x", uid: "1", managedFields }, spec },
});
const fieldsOf = (entries: ReturnType<typeof trackUpdate>) =>
  Object.fromEntries(entries.map(({ manager, fieldsV1 }) => [manager, fieldsV1]));

Deno.test("who creates owns everything but the identity and what the server sets", () => {
  const [entry] = trackUpdate(undefined, object({ a: 1 }), {}, writer("one"));
  assertEquals(entry.fieldsV1, { "f:spec": { ".": {}, "f:a": {} } });
  assertEquals([entry.manager, entry.operation, entry.subresource], ["one", "Update", undefined]);
});

Deno.test("who changes a field takes it over, and what is removed nobody owns any more", () => {
  const first = trackUpdate(undefined, object({ a: 1, b: 1, c: 1 }), {}, writer("one"));
  const second = trackUpdate(object({ a: 1, b: 1, c: 1 }, first), object({ a: 2, b: 1 }), {}, writer("two"));
  assertEquals(fieldsOf(second), { one: { "f:spec": { ".": {}, "f:b": {} } }, two: { "f:spec": { "f:a": {} } } });
});

Deno.test("a write that changes nothing leaves the entries as they are", () => {
  const first = trackUpdate(undefined, object({ a: 1 }), {}, writer("one"));
  assertEquals(trackUpdate(object({ a: 1 }, first), object({ a: 1 }), {}, writer("two")), first);
});
