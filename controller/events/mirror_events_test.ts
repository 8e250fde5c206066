import { assertEquals } from "@std/assert";
import { createHash } from "node:crypto";
import { exampleNotebook } from "../../kube/explain/example_notebook.ts";
import { exampleEvent } from "../../kube/explain/example_pod.ts";
import { type CoreEvent, NOTEBOOKS } from "../../kube/mod.ts";
import { planMirrors } from "./mirror_events.ts";

const NOW = new Date("2026-11-23T10:10:00Z");
const source = exampleEvent("Normal", "Pulled", "Image is there", { at: "2026-11-23T10:09:00Z" });
const facts = {
  object: exampleNotebook(),
  events: [source],
  ownEvents: [] as CoreEvent[],
  mirrorFromMs: -Infinity,
  mirrored: new Set<string>(),
};

Deno.test("an Event of the pod is told on the notebook, under a name that its source's UID gives", () => {
  const [write] = planMirrors(NOTEBOOKS, facts, NOW).writes;
  if (write.kind !== "create") throw new Error("Cannot see a create.");
  const hash = createHash("sha256").update(source.metadata.uid!).digest("hex").slice(0, 16);
  assertEquals(write.event.metadata.name, `train.${hash}`);
  assertEquals(write.event.message, "Reissued from pod/train-0: Image is there");
  assertEquals(write.event.involvedObject.kind, "Notebook");
});

Deno.test("a mirror that was written is not written again, even before the watch brings it", () => {
  const [write] = planMirrors(NOTEBOOKS, facts, NOW).writes;
  const name = write.kind === "create" ? write.event.metadata.name : "";
  assertEquals(planMirrors(NOTEBOOKS, { ...facts, mirrored: new Set([name]) }, NOW).writes, []);
});

Deno.test("what the controller before us has told is not told again", () => {
  const theirs = { ...source, message: "Reissued from pod/train-0: Image is there", source: { component: "x" } };
  assertEquals(planMirrors(NOTEBOOKS, { ...facts, ownEvents: [theirs] }, NOW).writes, []);
});

Deno.test("Events from before the takeover, and of volumes, are left alone", () => {
  assertEquals(planMirrors(NOTEBOOKS, { ...facts, mirrorFromMs: Date.parse("2026-11-23T10:09:01Z") }, NOW).writes, []);
  const ofVolume = exampleEvent("Warning", "ProvisioningFailed", "x", { kind: "PersistentVolumeClaim", name: "data" });
  assertEquals(planMirrors(NOTEBOOKS, { ...facts, events: [ofVolume] }, NOW).writes, []);
});

Deno.test("a count follows its source at most once a minute", () => {
  const [write] = planMirrors(NOTEBOOKS, facts, NOW).writes;
  const mirror = write.kind === "create" ? write.event : source;
  const counted = { ...facts, events: [{ ...source, count: 7 }], ownEvents: [mirror] };
  const soon = planMirrors(NOTEBOOKS, counted, new Date("2026-11-23T10:09:20Z"));
  assertEquals([soon.writes.length, soon.recheckInMs], [0, 40_000]);
  assertEquals(planMirrors(NOTEBOOKS, counted, NOW).writes, [
    { kind: "count", name: mirror.metadata.name, count: 7, lastTimestamp: "2026-11-23T10:10:00Z" },
  ]);
});
