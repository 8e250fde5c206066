import { assertEquals } from "@std/assert";
import { countByFilter, isFound, parseListState, toParams } from "./list_state.ts";

const NAMES = ["all", "running", "attention"];

Deno.test("the list's state survives its address", () => {
  const state = { search: "train 1", filter: "attention" };
  const { q, state: filter } = toParams(state, NAMES);
  assertEquals(parseListState({ q: q!, state: filter! }, NAMES), state);
});

Deno.test("what is not set is left out of the address, and nonsense counts as not set", () => {
  assertEquals(toParams({ search: "", filter: "all" }, NAMES), { q: undefined, state: undefined });
  assertEquals(parseListState({ state: "nonsense" }, NAMES), { search: "", filter: "all" });
});

Deno.test("something is found by any of its texts, whatever the case", () => {
  const found = ["TRAIN", "scipy", " ", "other"].map((search) => isFound(["train-1", "Scipy"], search));
  assertEquals(found, [true, true, true, false]);
});

Deno.test("each filter counts what it would show", () => {
  const counts = countByFilter([1, 2, 3], { all: () => true, odd: (each) => each % 2 === 1 });
  assertEquals(counts, { all: 3, odd: 2 });
});
