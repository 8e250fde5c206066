import { assertEquals, assertThrows } from "@std/assert";
import { ApiError } from "../errors.ts";
import type { UntypedObject } from "../object.ts";
import { generationOf, isReleased, refuseStale, separate, type WrittenKind } from "./updates.ts";

const NOTEBOOK: WrittenKind = {
  ...{ group: "kubeflow.org", plural: "notebooks", kind: "Notebook" },
  ...{ isCustom: true, subresources: ["status"] },
};
const stored: UntypedObject = {
  ...{ apiVersion: "kubeflow.org/v1", kind: "Notebook" },
  metadata: { name: "n", uid: "1", resourceVersion: "5", generation: 1, creationTimestamp: "2026-01-01T00:00:00Z" },
  ...{ spec: { size: 1 }, status: { ready: 1 } },
};

Deno.test("an update keeps the status and what the server sets; one of the status keeps all else", () => {
  const sent = { ...stored, metadata: { name: "n", generation: 9, labels: { a: "b" } }, spec: { size: 2 }, status: {} };
  const main = separate(stored, sent, "", NOTEBOOK);
  assertEquals(main, { ...sent, metadata: { ...stored.metadata, labels: { a: "b" } }, status: { ready: 1 } });
  assertEquals(separate(stored, sent, "status", NOTEBOOK), { ...stored, status: {} });
});

Deno.test("refuseStale() refuses another object, an older state, and a custom resource without a version", () => {
  const codeOf = (metadata: UntypedObject["metadata"]) =>
    assertThrows(() => refuseStale(stored.metadata, metadata, NOTEBOOK), ApiError).code;
  assertEquals(codeOf({ name: "n", uid: "2", resourceVersion: "5" }), 409);
  assertEquals(codeOf({ name: "n", resourceVersion: "4" }), 409);
  assertEquals(codeOf({ name: "other", resourceVersion: "5" }), 400);
  assertEquals(codeOf({ name: "n" }), 422);
  refuseStale(stored.metadata, { name: "n", uid: "1", resourceVersion: "5" }, NOTEBOOK);
});

Deno.test("a generation counts changes of what is wanted, and kinds without one have none", () => {
  assertEquals(generationOf(undefined, stored, NOTEBOOK), 1);
  assertEquals(generationOf(stored, { ...stored, status: { ready: 2 } }, NOTEBOOK), 1);
  assertEquals(generationOf(stored, { ...stored, spec: { size: 2 } }, NOTEBOOK), 2);
  assertEquals(generationOf(stored, stored, { ...NOTEBOOK, isCustom: false, kind: "Service" }), undefined);
});

Deno.test("a finalizer holds an object, a grace its pod, content its namespace", () => {
  const held = (kind: string, metadata: Partial<UntypedObject["metadata"]>) =>
    isReleased({ kind, metadata: { name: "x", ...metadata } });
  assertEquals(held("Notebook", {}), true);
  assertEquals(held("Notebook", { finalizers: ["a.b/c"] }), false);
  assertEquals([held("Pod", { deletionGracePeriodSeconds: 30 }), held("Pod", { deletionGracePeriodSeconds: 0 })], [
    ...[false, true],
  ]);
  assertEquals(held("Namespace", {}), false);
});
