import { assertEquals } from "@std/assert";
import type { PersistentVolumeClaim, Pod, StorageClass } from "../builtins.ts";
import { planClaim } from "./claim_plan.ts";

const STANDARD: StorageClass = {
  metadata: { name: "standard", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
  provisioner: "x",
};
const LATE: StorageClass = { metadata: { name: "late" }, provisioner: "x", volumeBindingMode: "WaitForFirstConsumer" };
const USER: Pod = { metadata: { name: "p" }, status: { phase: "Running" } };
const claim = (change: Partial<PersistentVolumeClaim> = {}, metadata: object = {}): PersistentVolumeClaim => ({
  metadata: { name: "work", namespace: "demo", ...metadata },
  ...change,
});
const GOING = { deletionTimestamp: "2026-01-01T00:00:00Z", finalizers: ["kubernetes.io/pvc-protection"] };
const kind = (of: PersistentVolumeClaim, users: Pod[] = []) => planClaim(of, users, [STANDARD, LATE]).kind;

Deno.test("a claim is bound by its class, or the default one", () => {
  assertEquals(kind(claim()), "bind");
  assertEquals(kind(claim({ spec: { storageClassName: "standard" } })), "bind");
  assertEquals(kind(claim({ status: { phase: "Bound" } })), "nothing");
});

Deno.test("a claim that cannot be bound says why", () => {
  const step = planClaim(claim({ spec: { storageClassName: "fast" } }), [], [STANDARD]);
  assertEquals(step.kind === "wait" && step.message, `storageclass.storage.k8s.io "fast" not found`);
  assertEquals(kind(claim({ spec: { storageClassName: "" } })), "wait");
});

Deno.test("a claim of a late class waits for a pod", () => {
  assertEquals(kind(claim({ spec: { storageClassName: "late" } })), "wait");
  assertEquals(kind(claim({ spec: { storageClassName: "late" } }), [USER]), "bind");
});

Deno.test("a deleted claim keeps its files as long as a pod uses it", () => {
  assertEquals(kind(claim({}, GOING), [USER]), "nothing");
  assertEquals(kind(claim({}, GOING), [{ ...USER, status: { phase: "Succeeded" } }]), "remove");
  assertEquals(kind(claim({}, { ...GOING, finalizers: [] })), "nothing");
});

Deno.test("a bound claim grows when it is edited, and never shrinks", () => {
  const bound = (wanted: string) =>
    planClaim(
      {
        metadata: { name: "work", namespace: "demo" },
        spec: { resources: { requests: { storage: wanted } } },
        status: { phase: "Bound", capacity: { storage: "1Gi" } },
      },
      [],
      [],
    ).kind;
  assertEquals([bound("2Gi"), bound("1024Mi"), bound("1Mi")], ["expand", "nothing", "nothing"]);
});
