import { assertEquals } from "@std/assert";
import { countByFilter, isFound, isInFilter, parseListState, toParams } from "./list_state.ts";

Deno.test("the list's state survives its address", () => {
  const state = { search: "train 1", filter: "attention" } as const;
  const { q, state: filter } = toParams(state);
  assertEquals(parseListState({ q: q!, state: filter! }), state);
});

Deno.test("what is not set is left out of the address, and nonsense counts as not set", () => {
  assertEquals(toParams({ search: "", filter: "all" }), { q: undefined, state: undefined });
  assertEquals(parseListState({ state: "nonsense" }), { search: "", filter: "all" });
});

Deno.test("a notebook is found by name, image and volume, whatever the case", () => {
  const notebook = {
    name: "train-1",
    image: { reference: "quay.io/jupyter/scipy-notebook", displayName: "SciPy", description: null },
    volumes: [{ claim: "data", mountPath: "/d", readOnly: false, isWorkspace: false }],
  };
  const found = ["TRAIN", "scipy", "dat", " ", "other"].map((search) => isFound(notebook, search));
  assertEquals(found, [true, true, true, true, false]);
});

Deno.test("each filter counts its states; a deleting notebook is only in all", () => {
  const counts = countByFilter([{ state: "RUNNING" }, { state: "FAILED" }, { state: "DELETING" }, {
    state: "STOPPING",
  }]);
  assertEquals(counts, { all: 4, running: 1, starting: 0, attention: 1, stopped: 1 });
  assertEquals(isInFilter("DELETING", "stopped"), false);
});
