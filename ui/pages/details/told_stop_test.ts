import { assertEquals } from "@std/assert";
import { mockExplanation } from "../../testing/mock_notebooks.ts";
import { saysWhen, toldStop } from "./told_stop.ts";

const at = "2026-11-23T14:01:00Z";
const stop = (reason: string, parameters = {}) => ({ at, explanation: mockExplanation(reason, parameters) });

Deno.test("the last stop is told of what runs again", () => {
  const lastStop = stop("OutOfMemory");
  assertEquals(toldStop({ explanation: { reason: "Ready" }, lastStop }), lastStop);
});

Deno.test("the last stop is not told where the state says the same, nor where there was none", () => {
  assertEquals(toldStop({ explanation: { reason: "CrashLoop" }, lastStop: stop("CrashLoop") }), null);
  assertEquals(toldStop({ explanation: { reason: "Ready" }, lastStop: null }), null);
});

Deno.test("a sentence says when only where it was told", () => {
  assertEquals(saysWhen(stop("OutOfMemory", { at })), true);
  assertEquals(saysWhen(stop("Preempted")), false);
});
