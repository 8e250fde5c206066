import { assertEquals } from "@std/assert";
import { APPLIED_GENERATION_ANNOTATION, NOTEBOOKS, type StatefulSet, TAKEN_OVER_ANNOTATION } from "../../kube/mod.ts";
import { appliedStatefulSet } from "../notebook/example_observed.ts";
import { createNotebookKind } from "../notebook/notebook_kind.ts";
import { DEFAULT_SETTINGS } from "../settings.ts";
import { mirrorFrom } from "./observe.ts";
import { toolKey } from "./tool_key.ts";
import type { ToolStores } from "./tool_stores.ts";

const KIND = createNotebookKind(DEFAULT_SETTINGS);
const NOW = new Date("2026-11-23T10:10:00Z");
const TAKEN_OVER = "2026-11-20T09:00:00.250Z";

function fromWith(set: StatefulSet | undefined): number {
  const stores = { statefulSets: { get: () => set } } as unknown as ToolStores;
  return mirrorFrom(KIND, toolKey(NOTEBOOKS, { namespace: "demo", name: "train" }), stores, NOW);
}

function annotated(annotations: Record<string, string>): StatefulSet {
  const set = appliedStatefulSet();
  return { ...set, metadata: { ...set.metadata, annotations } };
}

Deno.test("Events are told from the takeover on, also by a controller that starts later, and from the beginning of what is ours", () => {
  assertEquals(fromWith(undefined), -Infinity);
  assertEquals(fromWith(annotated({ [APPLIED_GENERATION_ANNOTATION]: "1" })), -Infinity);
  assertEquals(fromWith(annotated({})), NOW.getTime());
  const taken = { [APPLIED_GENERATION_ANNOTATION]: "1", [TAKEN_OVER_ANNOTATION]: TAKEN_OVER };
  assertEquals(fromWith(annotated(taken)), Date.parse(TAKEN_OVER));
  assertEquals(fromWith(annotated({ ...taken, [TAKEN_OVER_ANNOTATION]: "soon" })), -Infinity);
});
