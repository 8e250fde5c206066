import { assertEquals, assertThrows } from "@std/assert";
import { ApiError } from "../errors.ts";
import { jsonPatch } from "./json_patch.ts";

Deno.test("jsonPatch() carries out its operations in order and leaves the target alone", () => {
  const target = { "a/b": 1, list: ["x", "z"] };
  const patched = jsonPatch(target, [
    { op: "test", path: "/a~1b", value: 1 },
    { op: "add", path: "/list/1", value: "y" },
    { op: "add", path: "/list/-", value: "end" },
    { op: "copy", from: "/list/0", path: "/first" },
    { op: "move", from: "/a~1b", path: "/moved" },
    { op: "replace", path: "/first", value: { deep: true } },
    { op: "remove", path: "/list/2" },
  ]);
  assertEquals(patched, { list: ["x", "y", "end"], first: { deep: true }, moved: 1 });
  assertEquals(target, { "a/b": 1, list: ["x", "z"] });
});

Deno.test("jsonPatch() refuses with 422 what does not fit, and with 400 what is no patch", () => {
  const codeOf = (operations: unknown) =>
    assertThrows(() => jsonPatch({ a: 1 }, operations as Parameters<typeof jsonPatch>[1]), ApiError).code;
  assertEquals(codeOf([{ op: "test", path: "/a", value: 2 }]), 422);
  assertEquals(codeOf([{ op: "remove", path: "/b" }]), 422);
  assertEquals(codeOf([{ op: "add", path: "/b/c", value: 1 }]), 422);
  assertEquals(codeOf([{ op: "invent", path: "/a" }]), 422);
  assertEquals(codeOf({ a: 2 }), 400);
});
