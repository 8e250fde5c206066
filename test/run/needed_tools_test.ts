import { assertEquals, assertStringIncludes } from "@std/assert";
import { explainMissing, findTools, NEEDED_TOOLS } from "./needed_tools.ts";
import { explainOutcome } from "./outcome.ts";

const NOTHING = { passed: 3, failed: 0, skipped: 0 };

Deno.test("findTools() takes the first command that answers and names what is missing", async () => {
  const there = new Set(["chromium-browser", "python3", "prometheus"]);
  const { env, missing } = await findTools(
    NEEDED_TOOLS,
    ([program]) => Promise.resolve(there.has(program) ? "1.0" : undefined),
  );
  assertEquals(env, { CHROMIUM: "chromium-browser", PROMETHEUS: "prometheus" });
  assertEquals(missing.map((tool) => tool.package), ["bubblewrap"]);
  assertStringIncludes(explainMissing(missing, "only root may"), "without it pods run without isolation");
});

Deno.test("a missing tool is told on a laptop and fails in CI", () => {
  assertEquals(explainOutcome({ tally: NOTHING, missing: ["kubectl"], isCi: false }).isOk, true);
  assertEquals(explainOutcome({ tally: NOTHING, missing: ["kubectl"], isCi: true }).isOk, false);
  assertEquals(explainOutcome({ tally: { ...NOTHING, skipped: 1 }, missing: [], isCi: true }).isOk, false);
  assertEquals(explainOutcome({ tally: { ...NOTHING, failed: 1 }, missing: [], isCi: false }).isOk, false);
  assertEquals(explainOutcome({ tally: NOTHING, missing: [], isCi: true }), { isOk: true, lines: [] });
});
