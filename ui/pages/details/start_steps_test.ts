import { assertEquals } from "@std/assert";
import type { Runnable } from "../../data/mod.ts";
import { currentStep, progressOf } from "./start_steps.ts";

function started(state: Runnable["state"], reason: string, parameters: Record<string, string> = {}) {
  const explanation: Runnable["explanation"] = {
    reason,
    message: "",
    nextStep: null,
    suggestions: [],
    parameters: Object.entries(parameters).map(([name, value]) => ({ name, value })),
    severity: "INFO",
    since: "2026-11-23T14:02:00Z",
    technical: null,
  };
  return { state, explanation };
}

Deno.test("a start stands at the step its reason tells", () => {
  assertEquals(currentStep(started("STARTING", "PullingImage")), "image");
  assertEquals(currentStep(started("FAILED", "ImageNotFound")), "image");
  assertEquals(currentStep(started("WAITING", "VolumeInUse")), "volumes");
});

Deno.test("what is not starting, or for an unknown reason, has no step", () => {
  assertEquals(currentStep(started("RUNNING", "Ready")), null);
  assertEquals(currentStep(started("STOPPED", "PullingImage")), null);
  assertEquals(currentStep(started("STARTING", "FromTheFuture")), null);
});

Deno.test("progress is known only where done and total are", () => {
  assertEquals(progressOf(started("STARTING", "PullingImage", { done: "31", total: "62" })), 0.5);
  assertEquals(progressOf(started("STARTING", "PullingImage")), null);
  assertEquals(progressOf(started("STARTING", "PullingImage", { done: "9", total: "3" })), 1);
});
