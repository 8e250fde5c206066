/** Notebooks of every state, as the server would send them. */

import { mockIdle, mockLastStop } from "./mock_idle.ts";

/** Something of the mock; loosely typed on purpose, since the schema checks it when it is served. */
export interface MockItem {
  __typename: string;
  id: string;
  namespace: string;
  name: string;
  state: string;
  [field: string]: unknown;
}

/** What everybody may do. */
export const allowed = { isAllowed: true, reason: null };
const MINUTE = 60_000;
/** An instant that many minutes ago. */
export const before = (minutes: number) => new Date(Date.now() - minutes * MINUTE).toISOString();

/** An explanation as the server would write it. */
export function mockExplanation(reason: string, parameters: Record<string, string> = {}, minutes = 5) {
  return {
    reason,
    message: `The server says ${reason}.`,
    nextStep: null,
    suggestions: [],
    parameters: Object.entries(parameters).map(([name, value]) => ({ name, value })),
    severity: "INFO" as const,
    since: before(minutes),
    technical: reason === "Ready" ? null : `pod/train-0: ${reason}`,
  };
}

/** A notebook in a state. */
export function mockNotebook(
  name: string,
  state: string,
  explanation: ReturnType<typeof mockExplanation>,
  namespace = "demo",
): MockItem {
  return {
    __typename: "Notebook",
    id: `nb-${namespace}-${name}`,
    namespace,
    name,
    state,
    explanation,
    lastStop: null,
    idle: null,
    createdAt: before(180),
    creator: "alice",
    deletionRequestedAt: null,
    url: state === "RUNNING" ? `http://127.0.0.1:1/notebook/${namespace}/${name}/` : null,
    serverType: "JUPYTER",
    image: {
      reference: "quay.io/jupyter/minimal-notebook:latest",
      displayName: "Minimal JupyterLab",
      description: null,
    },
    resources: {
      cpu: { quantity: "500m", value: 0.5 },
      memory: { quantity: "1Gi", value: 2 ** 30 },
      cpuLimit: null,
      memoryLimit: { quantity: "2Gi", value: 2 ** 31 },
      accelerators: [],
    },
    configurations: [],
    hasSharedMemory: true,
    volumes: [{ mountPath: "/home/jovyan", readOnly: false, claim: `${name}-workspace`, isWorkspace: true }],
    containers: [name],
    viewerCan: { connect: allowed, stop: allowed, delete: allowed, readLogs: allowed, readEvents: allowed },
  };
}

/** One notebook of each state. */
export function mockNotebooks(): MockItem[] {
  return [
    {
      ...mockNotebook("analysis", "RUNNING", mockExplanation("Ready", {}, 90)),
      idle: mockIdle(60),
      lastStop: mockLastStop(600),
    },
    mockNotebook("big-model", "WAITING", mockExplanation("NotEnoughResources", { resource: "memory" })),
    mockNotebook(
      "climate",
      "STARTING",
      mockExplanation("PullingImage", { image: "x", done: "31", total: "97", unit: "packages" }),
    ),
    mockNotebook("draft-1", "STOPPED", mockExplanation("Stopped", { by: "alice", at: before(26 * 60) })),
    mockNotebook("experiment", "UNHEALTHY", mockExplanation("CrashLoop", { count: "4", exitCode: "1" })),
    mockNotebook("forecast", "FAILED", mockExplanation("ImageNotFound", { image: "quay.io/jupyter/minimal:latets" })),
    mockNotebook("genome", "RESTARTING", mockExplanation("RestartRequested", { at: before(1) })),
    mockNotebook("history", "STOPPING", mockExplanation("Stopping", { by: "bob" })),
    mockNotebook("images", "DELETING", mockExplanation("Deleting")),
    mockNotebook("jitter", "UNKNOWN", mockExplanation("NothingHeard")),
    { ...mockNotebook("lidar", "RUNNING", mockExplanation("Ready", {}, 90)), idle: mockIdle(115, { limit: 120 }) },
    mockNotebook("kepler", "STARTING", mockExplanation("FromTheFuture")),
  ];
}
