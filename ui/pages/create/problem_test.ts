import { assertEquals } from "@std/assert";
import { fieldOfPath, gapsOf } from "./problem.ts";

Deno.test("an error finds its field by its path, whether or not that begins with input", () => {
  const fields = [["spec/size", "size"], ["spec", "whole"]] as const;
  const paths = [["spec", "size"], ["input", "spec", "size", "0"], ["spec", "other"], ["sizes"], []];
  assertEquals(paths.map((path) => fieldOfPath(path, fields)), ["size", "size", "whole", null, null]);
  assertEquals(fieldOfPath(null, fields), null);
});

Deno.test("only what is asked for can be missing", () => {
  const gaps = gapsOf([
    { field: "a", text: " ", message: "A?" },
    { field: "b", text: "", message: "B?", isAsked: false },
    { field: "c", text: "c", message: "C?" },
  ]);
  assertEquals(gaps.map(({ field, message }) => [field, message]), [["a", "A?"]]);
});

Deno.test("what cannot be is wrong, and an empty field is a gap", () => {
  const gaps = gapsOf([
    { field: "a", text: "", message: "A?", isPossible: false },
    { field: "b", text: "half", message: "B?", isPossible: false },
  ]);
  assertEquals(gaps.map(({ field, isWrong }) => [field, isWrong]), [["a", false], ["b", true]]);
});
