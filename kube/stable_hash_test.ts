import { assertEquals, assertNotEquals } from "@std/assert";
import { canonicalJson } from "./canonical_json.ts";
import { stableHash } from "./stable_hash.ts";

Deno.test("equal values have equal texts and hashes, whatever the order of their keys", () => {
  const a = { name: "x", nested: { b: [1, { d: 2, c: 3 }], a: null }, gone: undefined };
  const b = { nested: { a: null, b: [1, { c: 3, d: 2 }] }, name: "x" };
  assertEquals(canonicalJson(a), '{"name":"x","nested":{"a":null,"b":[1,{"c":3,"d":2}]}}');
  assertEquals(canonicalJson(b), canonicalJson(a));
  assertEquals(stableHash(a), stableHash(b));
});

Deno.test("different values have different hashes", () => {
  const values = [{ a: 1 }, { a: "1" }, { a: [1] }, [1], 1, "1", null, {}, [], { a: { b: 1 } }, { "a.b": 1 }];
  assertEquals(new Set(values.map(stableHash)).size, values.length);
  assertNotEquals(stableHash([1, 2]), stableHash([2, 1]));
});

Deno.test("the hash is SHA-256 of the canonical JSON, in hex", () => {
  assertEquals(stableHash("abc"), "6cc43f858fbb763301637b5af970e2a46b46f461f27e5a0f41e009c59b827b25");
  assertEquals(stableHash(undefined), stableHash(null));
});
