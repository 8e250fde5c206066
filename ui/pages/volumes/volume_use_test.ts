import { assertEquals } from "@std/assert";
import type { VolumeUse } from "../../data/mod.ts";
import { namesOf, usersOf } from "./volume_use.ts";

const use = (name: string, isRunning = false): VolumeUse => ({
  kind: "Notebook",
  name,
  isRunning,
  node: null,
  readOnly: false,
});

Deno.test("what runs is named first, then by name", () => {
  const usedBy = [use("b"), use("c", true), use("a")];
  assertEquals(usersOf({ usedBy }).map(({ name }) => name), ["c", "a", "b"]);
  assertEquals(usersOf({ usedBy: null }), []);
});

Deno.test("of many users the first are named and the rest counted", () => {
  const users = ["a", "b", "c", "d", "e"].map((name) => use(name));
  assertEquals([namesOf(users), namesOf(users.slice(0, 2)), namesOf([])], ["a, b, c and 2 more", "a, b", ""]);
});

Deno.test("of users with long names fewer are named, and all where all are asked for", () => {
  const long = ["x", "y", "z"].map((each) => use(each.repeat(50)));
  assertEquals(namesOf(long), `${"x".repeat(50)} and 2 more`);
  assertEquals(namesOf(long, Infinity).length, 154);
});
