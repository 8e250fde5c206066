import { assertEquals, assertStringIncludes } from "@std/assert";
import { isKept, type Section, toMarkdown, toPage, written } from "./report.ts";

const SECTION: Section = {
  title: "Reconcile",
  about: "Fifty notebooks.",
  rows: [["wall", "1.5 s"]],
  bounds: [{ name: "ratio", measured: 1.31, atMost: 1.3 }, { name: "writes", measured: 5, atMost: 6 }],
};

Deno.test("numbers keep the digits that tell something", () => {
  assertEquals([1.2345, 12.345, 123.45, 5, 12_345, 0].map((each) => written(each)), [
    "1.23",
    "12.3",
    "123",
    "5",
    "12,345",
    "0",
  ]);
  assertEquals(written(2.5, "s"), "2.50 s");
});

Deno.test("a section is a table, and its bounds say whether they are kept", () => {
  assertEquals(SECTION.bounds.map(isKept), [false, true]);
  const text = toMarkdown(SECTION);
  assertStringIncludes(
    text,
    "## Reconcile\n\nFifty notebooks.\n\n| figure | measured |\n| --- | --- |\n| wall | 1.5 s |",
  );
  assertStringIncludes(text, "| ratio | 1.31 | ≤ 1.30 | **missed** |\n| writes | 5 | ≤ 6 | kept |");
});

Deno.test("the page says how it was made and on what", () => {
  const shape = { cores: 2, memoryGigabytes: 24, deno: "2.9.6", kubernetes: "1.36.3", load: [0.5, 3] as const };
  const text = toPage([SECTION], { command: "deno task bench --write", date: "2026-11-25", ...shape });
  assertStringIncludes(text, "`deno task bench --write` on 2026-11-25");
  assertStringIncludes(text, "2 cores, 24 GB of memory, Deno 2.9.6, Kubernetes 1.36.3");
  assertStringIncludes(text, "was 0.50 before the run and 3 at its end");
});
