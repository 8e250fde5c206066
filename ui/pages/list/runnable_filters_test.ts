import { assertEquals } from "@std/assert";
import { countByFilter } from "./list_state.ts";
import { RUNNABLE_FILTERS } from "./runnable_filters.ts";

Deno.test("each filter counts its states; a deleting one is only among all", () => {
  const states = ["RUNNING", "FAILED", "DELETING", "STOPPING"] as const;
  const counts = countByFilter(states.map((state) => ({ state })), RUNNABLE_FILTERS);
  assertEquals(counts, { all: 4, running: 1, starting: 0, attention: 1, stopped: 1 });
});
