import { assertEquals } from "@std/assert";
import { KEEP_UNTIL_ANNOTATION, type KubeObject, STOPPED_ANNOTATION } from "../../kube/mod.ts";
import type { ToolObject } from "../../kube/explain/mod.ts";
import { decideKeep } from "./keep_request.ts";

const now = new Date("2026-11-23T16:00:00Z");
const IDLE = { lastActivity: "2026-11-23T15:00:00Z", keepAtMostSeconds: 7_200 };

function notebook(culling: object | undefined, annotations: Record<string, string> = {}): ToolObject {
  const metadata: KubeObject["metadata"] = { name: "one", namespace: "demo", annotations };
  const found = { verdict: "idle", reason: "Idle", message: "Idle.", ...culling };
  return { metadata, status: culling ? { culling: found } : {} } as ToolObject;
}
const decide = (object: ToolObject, until: string | null) =>
  decideKeep(object, "notebook", { until: until === null ? null : new Date(until), now });

Deno.test("a hold within the cap is written as RFC 3339 in UTC", () => {
  assertEquals(decide(notebook(IDLE), "2026-11-23T17:30:00.400+01:00"), {
    kind: "annotate",
    annotations: { [KEEP_UNTIL_ANNOTATION]: "2026-11-23T16:30:00Z" },
  });
  assertEquals(decide(notebook(IDLE), "2026-11-23T17:00:00Z").kind, "annotate", "the cap itself is allowed");
});

Deno.test("a hold beyond the cap is refused with the cap, which counts from the last activity", () => {
  assertEquals(decide(notebook(IDLE), "2026-11-23T17:01:00Z"), {
    kind: "invalid",
    message: "The notebook one can be kept until 2026-11-23T17:00:00Z at the latest.",
    nextStep: "Choose a time before that.",
    path: ["until"],
    allowed: ["2026-11-23T17:00:00Z"],
  });
});

Deno.test("a hold beyond the longest run is refused, with the time at which that ends", () => {
  for (const known of [IDLE, { keepAtMostSeconds: 7_200 }]) {
    const refused = decide(notebook({ ...known, runEndsAt: "2026-11-23T16:30:00Z" }), "2026-11-23T16:45:00Z");
    assertEquals("allowed" in refused && refused.allowed, ["2026-11-23T16:30:00Z"]);
  }
  const over = decide(notebook({ ...IDLE, runEndsAt: "2026-11-23T15:59:00Z" }), "2026-11-23T16:45:00Z");
  assertEquals("nextStep" in over && over.nextStep, "Save your work: it stops, and can be started again.");
});

Deno.test("while it is in use, the cap counts from now", () => {
  const inUse = notebook({ keepAtMostSeconds: 7_200 });
  assertEquals(decide(inUse, "2026-11-23T18:00:00Z").kind, "annotate");
  assertEquals(decide(inUse, "2026-11-23T18:01:00Z").kind, "invalid");
});

Deno.test("a hold until a time that is over, of what is stopped, or of what nothing would stop, is refused in words", () => {
  const over = decide(notebook(IDLE), "2026-11-23T15:59:00Z");
  assertEquals("message" in over && over.message, "2026-11-23T15:59:00Z is over: it is 2026-11-23T16:00:00Z.");
  const stopped = decide(notebook(IDLE, { [STOPPED_ANNOTATION]: "" }), "2026-11-23T16:30:00Z");
  assertEquals("message" in stopped && stopped.message, "The notebook one is stopped.");
  for (const culling of [undefined, {}]) assertEquals(decide(notebook(culling), "2026-11-23T16:30:00Z").kind, "refuse");
  const forbidden = decide(notebook({ ...IDLE, keepAtMostSeconds: 0 }), "2026-11-23T16:30:00Z");
  assertEquals(
    "message" in forbidden && forbidden.message,
    "The notebook one has been held off for as long as is allowed here.",
  );
});

Deno.test("null gives a hold up, and is nothing where there is none", () => {
  const kept = notebook(IDLE, { [KEEP_UNTIL_ANNOTATION]: "2026-11-23T17:00:00Z" });
  assertEquals(decide(kept, null), { kind: "annotate", annotations: { [KEEP_UNTIL_ANNOTATION]: null } });
  assertEquals(decide(notebook(undefined), null), { kind: "nothing" });
});
