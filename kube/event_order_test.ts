import { assertEquals } from "@std/assert";
import type { CoreEvent } from "./builtins.ts";
import { compareEvents } from "./event_order.ts";

const event = (name: string, lastTimestamp: string, resourceVersion: string): CoreEvent => ({
  metadata: { name, namespace: "demo", resourceVersion },
  involvedObject: { kind: "Pod", name: "lab-0" },
  lastTimestamp,
});

Deno.test("compareEvents() orders by time, and within one second by when they were written", () => {
  const started = event("a", "2026-01-01T00:00:01Z", "10");
  const created = event("b", "2026-01-01T00:00:01Z", "9");
  const pulled = event("c", "2026-01-01T00:00:00Z", "11");
  assertEquals([started, created, pulled].sort(compareEvents), [pulled, created, started]);
});

Deno.test("compareEvents() lets a finer time not win within one second", () => {
  const finer = event("a", "2026-01-01T00:00:01.900000Z", "9");
  const written = event("b", "2026-01-01T00:00:01Z", "10");
  assertEquals([written, finer].sort(compareEvents), [finer, written]);
});
