import { assertEquals } from "@std/assert";
import { compareVersions } from "./version_priority.ts";

Deno.test("compareVersions() puts stable before beta before alpha, newer first, others last", () => {
  const sorted = "v2 v1 v11beta2 v1beta1 v3alpha1 foo1 zoo".split(" ");
  assertEquals([...sorted].reverse().sort(compareVersions), sorted);
});
