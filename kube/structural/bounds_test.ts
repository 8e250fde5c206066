import { assertEquals } from "@std/assert";
import type { Schema } from "../schema.ts";
import { checkBounds } from "./bounds.ts";

const told = (value: unknown, schema: Schema) => checkBounds(value, schema, "a").map(({ message }) => message);

Deno.test("numbers are within their bounds, exclusive ones too, and steps", () => {
  assertEquals(told(1, { minimum: 1, maximum: 1, multipleOf: 1 }), []);
  assertEquals(told(0, { minimum: 1 }), ["Invalid value: 0: a in body should be greater than or equal to 1"]);
  assertEquals(told(1, { minimum: 1, exclusiveMinimum: true }), [
    "Invalid value: 1: a in body should be greater than 1",
  ]);
  assertEquals(told(2, { maximum: 2, exclusiveMaximum: true }), ["Invalid value: 2: a in body should be less than 2"]);
  assertEquals(told(3, { maximum: 2, multipleOf: 2 }), [
    "Invalid value: 3: a in body should be less than or equal to 2",
    "Invalid value: 3: a in body should be a multiple of 2",
  ]);
  assertEquals(told(2 ** 31, { format: "int32" }), [
    'Invalid value: "": Checked value must be of type integer with format int32 in a',
  ]);
});

Deno.test("of a text the first that is wrong is told: its length, its pattern, its format", () => {
  const schema: Schema = { minLength: 2, maxLength: 3, pattern: "^a" };
  assertEquals(["abc", "b", "bbbb", "bb"].map((each) => told(each, schema)), [
    [],
    ['Invalid value: "b": a in body should be at least 2 chars long'],
    ["Too long: may not be more than 3 bytes"],
    ["Invalid value: \"bb\": a in body should match '^a'"],
  ]);
  assertEquals(told("2026-01-01T00:00:00Z", { format: "date-time" }), []);
  assertEquals(told("soon", { format: "date-time" }), [
    'Invalid value: "soon": a in body must be of type date-time: "soon"',
  ]);
});

Deno.test("lists and maps have as many items as they may", () => {
  assertEquals(told([1], { minItems: 1, maxItems: 1 }), []);
  assertEquals(told([], { minItems: 1 }), ["Invalid value: 0: a in body should have at least 1 items"]);
  assertEquals(told([1, 2], { maxItems: 1 }), ["Too many: 2: must have at most 1 items"]);
  assertEquals(told({}, { minProperties: 1 }), ["Invalid value: 0: a in body should have at least 1 properties"]);
});
