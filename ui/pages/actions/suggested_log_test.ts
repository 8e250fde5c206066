import { assertEquals } from "@std/assert";
import { mockExplanation } from "../../testing/mock_notebooks.ts";
import { suggestedLog } from "./suggested_log.ts";

const allowed = { isAllowed: true, reason: null };
const item = (
  reason: string,
  parameters: Record<string, string> = {},
  readLogs = allowed,
  containers = ["lab", "proxy"],
) => ({
  namespace: "demo",
  name: "lab",
  containers,
  viewerCan: { readLogs },
  explanation: { ...mockExplanation(reason, parameters), suggestions: ["SHOW_LOGS" as const] },
});

Deno.test("what crashed leads to the log of the run that crashed, of the part that did", () => {
  assertEquals(suggestedLog("notebooks", item("CrashLoop", { part: "lab" })), "/notebooks/demo/lab/logs?previous=true");
  assertEquals(
    suggestedLog("notebooks", item("CrashLoop", { part: "proxy" })),
    "/notebooks/demo/lab/logs?container=proxy&previous=true",
  );
});

Deno.test("what runs and does not answer leads to its log", () => {
  assertEquals(suggestedLog("tensorboards", item("NotAnswering")), "/tensorboards/demo/lab/logs");
});

Deno.test("nothing leads to a log that may not be read or tells nothing", () => {
  assertEquals(suggestedLog("notebooks", item("CrashLoop", {}, { isAllowed: false, reason: null })), null);
  const silent = item("ImageNotFound");
  assertEquals(suggestedLog("notebooks", { ...silent, explanation: { ...silent.explanation, suggestions: [] } }), null);
});
