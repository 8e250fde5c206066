/** Volumes, as the server would send them. */
import { mockCrash, mockIdle } from "./mock_idle.ts";
import { allowed, before, mockExplanation, type MockItem } from "./mock_notebooks.ts";

type Use = { kind: string; name: string; isRunning: boolean; node: string | null; readOnly: boolean };

const use = (kind: string, name: string, node: string | null = null, readOnly = false): Use => ({
  kind,
  name,
  isRunning: node !== null,
  node,
  readOnly,
});

const GIB = 2 ** 30;

/** The kinds of storage of the mock. */
export const MOCK_CLASSES = [
  {
    name: "standard",
    isDefault: true,
    canExpand: true,
    bindsOnFirstUse: true,
    description: "On the machine's own disk.",
  },
  { name: "shared", isDefault: false, canExpand: false, bindsOnFirstUse: false, description: "Over the network." },
];

/** A volume in a state. */
export function mockVolume(
  name: string,
  state: string,
  more: Record<string, unknown> = {},
  namespace = "demo",
): MockItem {
  return {
    __typename: "Volume",
    id: `pvc-${namespace}-${name}`,
    namespace,
    name,
    state,
    explanation: { ...mockExplanation("VolumeReady", {}, 60), message: "Ready." },
    createdAt: before(3 * 24 * 60),
    creator: "alice",
    deletionRequestedAt: null,
    requested: { quantity: "10Gi", value: 10 * GIB },
    capacity: { quantity: "10Gi", value: 10 * GIB },
    accessModes: ["ONE_NODE"],
    storageClass: MOCK_CLASSES[0],
    usedBy: [],
    fileBrowser: null,
    viewerCan: { browse: allowed, delete: allowed, readEvents: allowed },
    ...more,
  };
}

/** The file browser of a volume in a state; `lastStop`: why it stopped before. */
export function mockFileBrowser(
  name: string,
  state: string,
  reason: string,
  lastStop: ReturnType<typeof mockCrash> | null = null,
) {
  const url = state === "RUNNING" ? `http://127.0.0.1:1/volumes/devices/demo/${name}/` : null;
  const idle = state === "RUNNING" ? mockIdle(50, { limit: 120 }) : null;
  return { state, url, explanation: mockExplanation(reason, {}, 3), lastStop, idle };
}

/** One of each state, and of each use. */
export function mockVolumes(): MockItem[] {
  const says = (message: string, nextStep: string | null = null) => ({
    ...mockExplanation("VolumeNotMade", {}, 9),
    message,
    nextStep,
  });
  return [
    mockVolume("analysis-workspace", "READY", {
      usedBy: [use("Notebook", "analysis", "worker-1"), use("Tensorboard", "first-try", null, true)],
    }),
    mockVolume("climate-data", "READY", {
      requested: { quantity: "250Gi", value: 250 * GIB },
      capacity: { quantity: "250Gi", value: 250 * GIB },
      accessModes: ["MANY_NODES"],
      storageClass: MOCK_CLASSES[1],
      usedBy: [
        use("Notebook", "climate", "worker-1"),
        use("Tensorboard", "climate-runs", "worker-2", true),
        use("Notebook", "forecast"),
        use("Pod", "nightly-export-7f2", "worker-2"),
      ],
      fileBrowser: mockFileBrowser("climate-data", "RUNNING", "Ready", mockCrash(95)),
    }),
    mockVolume("fresh", "WAITING_FOR_FIRST_USE", {
      explanation: says("Will be made when first used."),
      capacity: null,
    }),
    mockVolume("growing", "EXPANDING", { explanation: says("Growing to 50Gi.") }),
    mockVolume("old-data", "READY", { fileBrowser: mockFileBrowser("old-data", "STARTING", "StartingServer") }),
    mockVolume("too-fast", "FAILED", {
      explanation: says("There is no kind of storage nvme.", "Delete it and choose another kind of storage."),
      capacity: null,
      storageClass: { ...MOCK_CLASSES[0], name: "nvme" },
    }),
  ];
}
