import { assertEquals } from "@std/assert";
import type { Schema } from "../schema.ts";
import { strategicMergePatch } from "./strategic_merge_patch.ts";

const schema: Schema = {
  type: "object",
  properties: {
    env: {
      type: "array",
      items: { type: "object", properties: { name: { type: "string" }, value: { type: "string" } } },
      "x-kubernetes-patch-strategy": "merge",
      "x-kubernetes-patch-merge-key": "name",
    },
    finalizers: { type: "array", items: { type: "string" }, "x-kubernetes-patch-strategy": "merge" },
    args: { type: "array", items: { type: "string" } },
  },
};
const env = (names: string) => [...names].map((name) => ({ name }));
const patch = (target: unknown, change: unknown) => strategicMergePatch(target, change, schema);

Deno.test("lists merge by their key, and plain lists are replaced", () => {
  const target = { env: [{ name: "A", value: "1" }, { name: "B", value: "2" }], args: ["x"] };
  assertEquals(patch(target, { env: [{ name: "B", value: "3" }], args: ["y"] }), {
    env: [{ name: "A", value: "1" }, { name: "B", value: "3" }],
    args: ["y"],
  });
});

Deno.test("what a patch names stands in the patch's order, the rest keeps its place before what followed it", () => {
  assertEquals(patch({ env: env("AB") }, { env: [{ name: "A", $patch: "delete" }, { name: "C" }] }), {
    env: env("CB"),
  });
  assertEquals(patch({ env: env("ABC") }, { env: env("CX") }), { env: env("ABCX") });
  assertEquals(patch({ env: env("ABC") }, { "$setElementOrder/env": env("CA"), env: [] }), { env: env("BCA") });
});

Deno.test("directives replace, delete and keep", () => {
  assertEquals(patch({ env: env("AB") }, { env: [{ $patch: "replace" }, { name: "C" }] }), { env: env("C") });
  assertEquals(patch({ args: ["x"], env: env("A") }, { $patch: "replace", args: ["y"] }), { args: ["y"] });
  assertEquals(patch({ args: ["x"], env: env("A") }, { $retainKeys: ["args"] }), { args: ["x"] });
  assertEquals(patch({ finalizers: ["a", "b"] }, { "$deleteFromPrimitiveList/finalizers": ["a"] }), {
    finalizers: ["b"],
  });
  assertEquals(patch({ finalizers: ["a"] }, { finalizers: ["a", "b"] }), { finalizers: ["a", "b"] });
});
