import { assertEquals } from "@std/assert";
import { jsonDiff } from "./json_diff.ts";
import { jsonPatch } from "./json_patch.ts";

const CASES: { reason: string; before: unknown; after: unknown; operations: number }[] = [
  { reason: "nothing", before: { a: [1, { b: null }] }, after: { a: [1, { b: null }] }, operations: 0 },
  { reason: "a field that comes", before: {}, after: { a: { b: 1 } }, operations: 1 },
  { reason: "a field that goes", before: { a: 1, b: 2 }, after: { b: 2 }, operations: 1 },
  { reason: "a field that is null", before: { a: null }, after: { a: 1 }, operations: 1 },
  {
    reason: "keys with slashes and tildes",
    before: { a: {} },
    after: { a: { "x/y~z": "1", "~1": "2" } },
    operations: 2,
  },
  { reason: "items that come", before: { a: [1] }, after: { a: [1, { b: 2 }, 3] }, operations: 2 },
  { reason: "items that go", before: [1, 2, 3, 4], after: [1], operations: 3 },
  { reason: "an item that changes, and more", before: [{ a: 1, b: 1 }, 2], after: [{ a: 2, b: 1 }], operations: 2 },
  { reason: "another kind of value", before: { a: [1] }, after: { a: { 0: 1 } }, operations: 1 },
];

for (const { reason, before, after, operations } of CASES) {
  Deno.test(`jsonDiff() makes a patch of ${reason}`, () => {
    const patch = jsonDiff(before, after);
    assertEquals(patch.length, operations);
    assertEquals(jsonPatch(before, patch), after);
  });
}
