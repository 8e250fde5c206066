import { assertEquals } from "@std/assert";
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from "../builtins.ts";
import { isMadeBy, isReleased, planProvisioning, volumeFor } from "./provisioning.ts";

const HERE = { name: "example.com/directory", node: "n1" };
const CLASS: StorageClass = { metadata: { name: "c" }, provisioner: HERE.name, reclaimPolicy: "Delete" };

function claim(annotations: Record<string, string> = {}, spec: object = {}, status: object = {}) {
  const named = { "volume.kubernetes.io/storage-provisioner": HERE.name };
  const resources = { requests: { storage: "1Gi" } };
  return {
    metadata: { name: "work", namespace: "demo", uid: "u1", annotations: { ...named, ...annotations } },
    spec: { storageClassName: "c", accessModes: ["ReadWriteOnce"], resources, ...spec },
    status,
  } as PersistentVolumeClaim;
}
const VOLUME = volumeFor(claim(), CLASS, "/files", HERE);
const stepOf = (of: PersistentVolumeClaim, volume?: PersistentVolume) =>
  planProvisioning(of, volume, [CLASS], HERE).kind;

Deno.test("planProvisioning() makes volumes for its own claims on its own node alone", () => {
  assertEquals(stepOf(claim()), "provision");
  assertEquals(stepOf(claim({ "volume.kubernetes.io/selected-node": "n1" })), "provision");
  assertEquals(stepOf(claim({ "volume.kubernetes.io/selected-node": "n2" })), "nothing");
  assertEquals(stepOf(claim({ "volume.kubernetes.io/storage-provisioner": "other" })), "nothing");
  assertEquals(stepOf(claim({}, { storageClassName: "gone" })), "nothing");
  assertEquals(stepOf(claim({}, { volumeName: "chosen" })), "nothing");
});

Deno.test("planProvisioning() makes no second volume, and none for a claim that is going", () => {
  assertEquals(stepOf(claim(), VOLUME), "nothing");
  const going = claim();
  going.metadata.deletionTimestamp = "2026-01-01T00:00:00Z";
  assertEquals(stepOf(going), "nothing");
});

Deno.test("planProvisioning() enlarges its own volume where the claim wants more than it has", () => {
  const wanted = { resources: { requests: { storage: "2Gi" } } };
  assertEquals(stepOf(claim({}, wanted, { capacity: { storage: "1Gi" } }), VOLUME), "expand");
  assertEquals(stepOf(claim({}, wanted, { capacity: { storage: "2048Mi" } }), VOLUME), "nothing");
  assertEquals(stepOf(claim({}, wanted), VOLUME), "nothing");
  const elsewhere = volumeFor(claim(), CLASS, "/files", { ...HERE, node: "n2" });
  assertEquals(stepOf(claim({}, wanted, { capacity: { storage: "1Gi" } }), elsewhere), "nothing");
});

Deno.test("volumeFor() makes a volume that only its node has and only its claim may bind", () => {
  assertEquals(VOLUME.metadata.name, "pvc-u1");
  assertEquals(VOLUME.spec?.claimRef?.uid, "u1");
  assertEquals(isMadeBy(VOLUME, HERE), true);
  assertEquals(isMadeBy(VOLUME, { ...HERE, node: "n2" }), false);
});

Deno.test("a released volume's files go only where its class says so", () => {
  const released = { ...VOLUME, status: { phase: "Released" } };
  assertEquals([isReleased(VOLUME), isReleased(released)], [false, true]);
  const kept = { ...released, spec: { ...VOLUME.spec, persistentVolumeReclaimPolicy: "Retain" } };
  assertEquals(isReleased(kept), false);
});
