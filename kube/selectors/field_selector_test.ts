import { assertEquals, assertThrows } from "@std/assert";
import { ApiError } from "../errors.ts";
import { parseFieldSelector } from "./field_selector.ts";

Deno.test("parseFieldSelector() reads paths and values", () => {
  assertEquals(parseFieldSelector("metadata.name=a, status.phase!=Running,spec.nodeName=="), [
    { path: "metadata.name", value: "a", isEqual: true },
    { path: "status.phase", value: "Running", isEqual: false },
    { path: "spec.nodeName", value: "", isEqual: true },
  ]);
  assertEquals(parseFieldSelector(""), []);
});

Deno.test("parseFieldSelector() refuses what it cannot read with 400", () => {
  assertEquals(assertThrows(() => parseFieldSelector("metadata.name"), ApiError).code, 400);
});
