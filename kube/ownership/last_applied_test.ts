import { assertEquals } from "@std/assert";
import type { UntypedObject } from "../object.ts";
import { pathsOf } from "./field_set.ts";
import { rememberApplied, takenByKubectl } from "./last_applied.ts";

const KEY = "kubectl.kubernetes.io/last-applied-configuration";
const applied = { apiVersion: "v1", kind: "X", metadata: { name: "x" }, spec: { a: 1, b: 1 } };

function liveWith(spec: unknown, last: unknown = applied): UntypedObject {
  const text = typeof last === "string" ? last : JSON.stringify(last);
  return { ...applied, metadata: { name: "x", annotations: { [KEY]: text } }, spec };
}

Deno.test("kubectl takes over what it has applied, not what others have changed since", () => {
  const taken = (live: UntypedObject) => pathsOf(takenByKubectl(live, {}));
  assertEquals(taken(liveWith({ a: 1, b: 1 })), [".spec.a", ".spec.b"]);
  assertEquals(taken(liveWith({ a: 1, b: 2, c: 3 })), [".spec.a"]);
  assertEquals(taken(liveWith({ b: 1 })), [".spec.b"]);
});

Deno.test("an object that kubectl has not applied, or whose annotation is no object, has nothing to take over", () => {
  for (const live of [applied as UntypedObject, liveWith({ a: 1 }, "not JSON"), liveWith({ a: 1 }, "[]")]) {
    assertEquals(pathsOf(takenByKubectl(live, {})), []);
    assertEquals(rememberApplied(live, applied as UntypedObject), live);
  }
});

Deno.test("what kubectl applies is remembered, without the annotation itself and who owns what", () => {
  const config = { ...liveWith({ a: 2 }), metadata: { ...liveWith({}).metadata, managedFields: [] } };
  const { metadata } = rememberApplied(liveWith({ a: 2, b: 1 }), config);
  assertEquals(metadata.annotations, {
    [KEY]: '{"apiVersion":"v1","kind":"X","metadata":{"name":"x"},"spec":{"a":2}}\n',
  });
});
