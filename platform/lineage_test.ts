import { assertEquals } from "@std/assert";
import { isIntact, lineageOf, parseStat, type ProcessEntry } from "./lineage.ts";

const table = (...rows: [number, number, string][]) => {
  const entries = new Map(
    rows.map(([pid, parent, command]): [number, ProcessEntry] => [pid, { pid, parent, command }]),
  );
  return (pid: number) => entries.get(pid);
};
const underNpx = table([9, 8, "deno"], [8, 7, "deno"], [7, 6, "sh"], [6, 5, "npm exec deno@2"], [5, 1, "sh"]);

Deno.test("lineageOf() goes up through deno task, npm's shell and npx, and stops at the user's shell", () => {
  assertEquals(lineageOf(9, underNpx).map((each) => each.pid), [8, 7, 6]);
});

Deno.test("lineageOf() holds the direct parent whatever it is", () => {
  assertEquals(lineageOf(9, table([9, 8, "deno"], [8, 7, "python3"], [7, 1, "deno"])).map((each) => each.pid), [8]);
});

Deno.test("isIntact() sees that npx was killed although our own parent lives on", () => {
  const lineage = lineageOf(9, underNpx);
  assertEquals(isIntact(lineage, underNpx), true);
  assertEquals(isIntact(lineage, table([9, 8, "deno"], [8, 1, "deno"])), false);
});

Deno.test("parseStat() reads commands with spaces and parentheses", () => {
  assertEquals(parseStat("12 (npm exec (x) y) S 3 12 12 0"), { pid: 12, command: "npm exec (x) y", parent: 3 });
});
