import { assert, assertEquals } from "@std/assert";
import type { CoreEvent, PersistentVolumeClaim, StorageClass } from "../../kube/mod.ts";
import { explainVolume, type ObservedVolume, VOLUME_STATES } from "./explain_volume.ts";
import { VOLUME_REASONS } from "./volume_reasons.ts";

const CREATED = "2026-11-23T10:00:00Z";
const LATER = "2026-11-23T11:00:00Z";

interface Case {
  reason: string;
  metadata?: Partial<PersistentVolumeClaim["metadata"]>;
  spec?: Partial<PersistentVolumeClaim["spec"]>;
  status?: PersistentVolumeClaim["status"];
  storageClass?: Partial<StorageClass> | null;
  areClassesKnown?: boolean;
  events?: Partial<CoreEvent>[];
  expected: [state: string, reason: string, message: string];
  since?: string;
}

const bound = (capacity: string, conditions?: { type: string; status: string; lastTransitionTime?: string }[]) =>
  ({ phase: "Bound", capacity: { storage: capacity }, conditions }) as PersistentVolumeClaim["status"];
const failed = (lastTimestamp: string) => ({
  reason: "ProvisioningFailed",
  type: "Warning",
  message: "rpc error:\n no space left.",
  lastTimestamp,
});

const CASES: Case[] = [
  {
    reason: "a new claim of a class that binds at first use is nothing wrong",
    status: { phase: "Pending" },
    storageClass: { volumeBindingMode: "WaitForFirstConsumer" },
    expected: ["WAITING_FOR_FIRST_USE", "VolumeWaitsForUse", "Will be made when first used."],
  },
  {
    reason: "once a node is selected it is being made",
    metadata: { annotations: { "volume.kubernetes.io/selected-node": "n1" } },
    status: { phase: "Pending" },
    storageClass: { volumeBindingMode: "WaitForFirstConsumer" },
    expected: ["PROVISIONING", "VolumeBeingMade", "Its storage is being made."],
  },
  {
    reason: "a class that binds at once makes it at once",
    status: { phase: "Pending" },
    storageClass: { volumeBindingMode: "Immediate" },
    expected: ["PROVISIONING", "VolumeBeingMade", "Its storage is being made."],
  },
  {
    reason: "a claim that nobody has looked at yet, and of whose class nothing is known",
    storageClass: null,
    areClassesKnown: false,
    expected: ["PROVISIONING", "VolumeBeingMade", "Its storage is being made."],
  },
  {
    reason: "a class that is not there",
    status: { phase: "Pending" },
    storageClass: null,
    expected: ["FAILED", "StorageKindMissing", "There is no kind of storage fast."],
  },
  {
    reason: "a class that is not there, also where Kubernetes says so in its own words",
    spec: { storageClassName: "fast" },
    status: { phase: "Pending" },
    storageClass: null,
    events: [{ ...failed(LATER), message: 'storageclass.storage.k8s.io "fast" not found' }],
    expected: ["FAILED", "StorageKindMissing", "There is no kind of storage fast."],
  },
  {
    reason: "no class at all",
    spec: { storageClassName: "" },
    status: { phase: "Pending" },
    storageClass: null,
    expected: ["FAILED", "NoStorageKind", "No kind of storage is set, and nothing that exists fits."],
  },
  {
    reason: "a claim that names its storage waits for that",
    spec: { storageClassName: "", volumeName: "pv-1" },
    status: { phase: "Pending" },
    storageClass: null,
    expected: ["PROVISIONING", "VolumeBeingMade", "Its storage is being made."],
  },
  {
    reason: "what the provisioner says",
    status: { phase: "Pending" },
    events: [failed(LATER)],
    expected: ["FAILED", "VolumeNotMade", "Its storage could not be made: rpc error: no space left."],
    since: LATER,
  },
  {
    reason: "what the provisioner says, without what it was doing",
    status: { phase: "Pending" },
    events: [{
      ...failed(LATER),
      message:
        'failed to provision volume with StorageClass "fast": rpc error: code = ResourceExhausted desc = no space',
    }],
    expected: ["FAILED", "VolumeNotMade", "Its storage could not be made: no space."],
    since: LATER,
  },
  {
    reason: "what it said of a namesake before counts for nothing",
    status: { phase: "Pending" },
    storageClass: { volumeBindingMode: "WaitForFirstConsumer" },
    events: [failed("2026-11-22T10:00:00Z")],
    expected: ["WAITING_FOR_FIRST_USE", "VolumeWaitsForUse", "Will be made when first used."],
  },
  { reason: "bound", status: bound("10Gi"), expected: ["READY", "VolumeReady", "Ready."] },
  {
    reason: "more than was asked for is no growth",
    status: bound("20Gi"),
    expected: ["READY", "VolumeReady", "Ready."],
  },
  {
    reason: "asked to grow",
    status: bound("5Gi"),
    expected: ["EXPANDING", "VolumeGrowing", "Growing to 10Gi."],
  },
  {
    reason: "grown but for its file system",
    status: bound("5Gi", [{ type: "FileSystemResizePending", status: "True", lastTransitionTime: LATER }]),
    expected: ["EXPANDING", "VolumeGrowsAtNextUse", "Grows to 10Gi when something starts that uses it."],
    since: LATER,
  },
  {
    reason: "could not grow, and works",
    status: bound("5Gi", [{ type: "ControllerResizeError", status: "True", lastTransitionTime: LATER }]),
    expected: ["READY", "VolumeGrowthFailed", "Can be used, but could not grow to 10Gi."],
    since: LATER,
  },
  {
    reason: "lost",
    status: { phase: "Lost" },
    expected: ["LOST", "VolumeStorageLost", "Its storage is gone, and its files with it."],
  },
  {
    reason: "going while something uses it",
    metadata: { deletionTimestamp: LATER, finalizers: ["kubernetes.io/pvc-protection"] },
    status: bound("10Gi"),
    expected: ["DELETING", "VolumeLeavesAfterUse", "Being deleted as soon as nothing uses it any more."],
    since: LATER,
  },
  {
    reason: "going, held by somebody",
    metadata: { deletionTimestamp: LATER, finalizers: ["example.org/backup"] },
    expected: ["DELETING", "VolumeHeldByFinalizer", "Being deleted; held by example.org/backup."],
    since: LATER,
  },
  {
    reason: "going",
    metadata: { deletionTimestamp: LATER, finalizers: ["foregroundDeletion"] },
    expected: ["DELETING", "VolumeLeaving", "Being deleted."],
    since: LATER,
  },
  {
    reason: "a phase that nobody knows",
    status: { phase: "Odd" },
    expected: ["FAILED", "VolumeUnheard", "Nothing heard about it."],
  },
];

function observe({ metadata, spec, status, storageClass = {}, areClassesKnown = true, events = [] }: Case) {
  return {
    claim: {
      metadata: { name: "data", namespace: "demo", creationTimestamp: CREATED, ...metadata },
      spec: { storageClassName: "fast", resources: { requests: { storage: "10Gi" } }, ...spec },
      status,
    } as PersistentVolumeClaim,
    storageClass: storageClass === null ? undefined : storageClass as StorageClass,
    areClassesKnown,
    events: events as CoreEvent[],
  } satisfies ObservedVolume;
}

for (const each of CASES) {
  Deno.test(`explainVolume(): ${each.reason}`, () => {
    const { state, explanation } = explainVolume(observe(each));
    assertEquals([state, explanation.reason, explanation.message], each.expected);
    assertEquals(explanation.since, each.since ?? CREATED);
  });
}

Deno.test("every reason and every state of a volume has a case, and what is wrong has a next step", () => {
  const told = CASES.map((each) => explainVolume(observe(each)));
  assertEquals(
    [...new Set(told.map(({ explanation }) => explanation.reason))].sort(),
    Object.keys(VOLUME_REASONS).sort(),
  );
  assertEquals([...new Set(told.map(({ state }) => state))].sort(), [...VOLUME_STATES].sort());
  for (const [code, { severity, nextStepPattern }] of Object.entries(VOLUME_REASONS) as [string, Case & never][]) {
    assert(!["ERROR", "WARNING"].includes(severity) || nextStepPattern, code);
  }
});
