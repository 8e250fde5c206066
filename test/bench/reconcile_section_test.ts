import { assertEquals, assertStringIncludes } from "@std/assert";
import { type OwnRound, reconcileSection } from "./reconcile_section.ts";
import { toMarkdown } from "./report.ts";

const round = (wallMs: number, writes: Record<string, number>): OwnRound => ({
  ...{ wallMs, planeCpuSeconds: 5, othersShare: 0.031, allWrites: 180, cpuSeconds: 2, peakMegabytes: 150 },
  counts: { writes, reads: { watch: 7 }, failed: 0 },
});
const NOTHING = { writes: {}, reads: {}, failed: 0 };

Deno.test("medians are compared, and mirrored Events are counted apart", () => {
  const floors = [1_000, 900, 2_000].map((wallMs) => ({ wallMs, planeCpuSeconds: 4, othersShare: 0 }));
  const ours = [1_200, 1_100, 9_000].map((wallMs) =>
    round(wallMs, { services: 10, "notebooks/status": 40, events: 30 })
  );
  const { bounds } = reconcileSection(10, floors, ours, { seconds: 60, counts: NOTHING, cpuSeconds: 0 });
  assertEquals(bounds.map(({ measured }) => measured), [1.2, 5, 0]);
});

Deno.test("what was written while idle is a bound that is missed", () => {
  const idle = { seconds: 60, counts: { ...NOTHING, writes: { "notebooks/status": 1 } }, cpuSeconds: 0.1 };
  const text = toMarkdown(reconcileSection(1, [round(1_000, {})], [round(1_000, {})], idle));
  assertStringIncludes(text, "| writes by us in 60 s of idleness | 1 | ≤ 0 | **missed** |");
  assertStringIncludes(text, "| idle for 60 s: writes and reads | 1 notebooks/status; none |");
});
