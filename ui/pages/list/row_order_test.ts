import { assertEquals } from "@std/assert";
import { countMoved, heldOrder, sortedIds, withFirst } from "./row_order.ts";

Deno.test("the list begins with what needs attention, then goes by name", () => {
  const ids = sortedIds([
    { id: "1", name: "zeta", state: "RUNNING" },
    { id: "2", name: "beta", state: "STOPPED" },
    { id: "3", name: "omega", state: "FAILED" },
  ], ({ state }) => state === "FAILED");
  assertEquals(ids, ["3", "2", "1"]);
});

Deno.test("while somebody reads, rows stay, new ones stand at the end, gone ones are gone", () => {
  assertEquals(heldOrder(["a", "b", "c"], ["n", "c", "a"]), ["a", "c", "n"]);
});

Deno.test("rows that would move are counted", () => {
  assertEquals(countMoved(["a", "b", "c"], ["c", "b", "a"]), 2);
  assertEquals(countMoved(["a"], ["a"]), 0);
});

Deno.test("what was just made stands first", () => {
  assertEquals(withFirst(["a", "b"], "b"), ["b", "a"]);
  assertEquals(withFirst(["a", "b"], "x"), ["a", "b"]);
  assertEquals(withFirst(["a", "b"], null), ["a", "b"]);
});
