import { assertEquals } from "@std/assert";
import { mergePatch } from "./merge_patch.ts";

Deno.test("mergePatch() merges objects, replaces everything else and removes by null", () => {
  assertEquals(mergePatch({ a: { b: 1, c: 2 }, list: [1, 2], gone: 1 }, { a: { b: 3 }, list: [4], gone: null }), {
    a: { b: 3, c: 2 },
    list: [4],
  });
});

Deno.test("mergePatch() makes the objects that it needs, and no nulls in them", () => {
  assertEquals(mergePatch("text", { a: { b: null, c: 1 } }), { a: { c: 1 } });
});
