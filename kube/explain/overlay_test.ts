import { assertEquals } from "@std/assert";
import { RESTART_ANNOTATION, STOPPED_ANNOTATION, STOPPED_BY_ANNOTATION } from "../annotations.ts";
import type { Notebook } from "../resources/notebook.ts";
import { exampleNotebook, runningStatus } from "./example_notebook.ts";
import { overlayTool } from "./overlay.ts";

const STOP = { [STOPPED_ANNOTATION]: "2026-11-23T11:00:00Z", [STOPPED_BY_ANNOTATION]: "alice" };
const STOPPED = runningStatus({
  state: "STOPPED",
  readyReplicas: 0,
  url: undefined,
  actedOn: { stopped: "2026-11-23T11:00:00Z" },
  explanation: { reason: "Stopped", message: "Stopped.", since: "2026-11-23T11:00:05Z" },
});

const cases: { reason: string; notebook: Notebook; state: string; code: string; url?: string }[] = [
  {
    reason: "a running notebook that nobody asked anything of is as its status says",
    notebook: exampleNotebook({ status: runningStatus() }),
    state: "RUNNING",
    code: "Ready",
    url: "/notebook/team/train/",
  },
  {
    reason: "a notebook without status was just made",
    notebook: exampleNotebook(),
    state: "STARTING",
    code: "Accepted",
  },
  {
    reason: "a stop that the controller has not seen is already a stopping",
    notebook: exampleNotebook({ metadata: { annotations: STOP }, status: runningStatus() }),
    state: "STOPPING",
    code: "Stopping",
  },
  {
    reason: "a second stop of a stopped notebook changes nothing",
    notebook: exampleNotebook({ metadata: { annotations: { [STOPPED_ANNOTATION]: "later" } }, status: STOPPED }),
    state: "STOPPED",
    code: "Stopped",
  },
  {
    reason: "a start that the controller has not seen is already a starting",
    notebook: exampleNotebook({ status: STOPPED }),
    state: "STARTING",
    code: "Accepted",
  },
  {
    reason: "a restart that the controller has not seen is already a restarting",
    notebook: exampleNotebook({
      metadata: { annotations: { [RESTART_ANNOTATION]: "2026-11-23T12:00:00Z" } },
      status: runningStatus(),
    }),
    state: "RESTARTING",
    code: "RestartRequested",
  },
  {
    reason: "a restart that was acted on is over",
    notebook: exampleNotebook({
      metadata: { annotations: { [RESTART_ANNOTATION]: "2026-11-23T12:00:00Z" } },
      status: runningStatus({ actedOn: { restartRequestedAt: "2026-11-23T12:00:00Z" } }),
    }),
    state: "RUNNING",
    code: "Ready",
    url: "/notebook/team/train/",
  },
  {
    reason: "a restart does not start what is stopped",
    notebook: exampleNotebook({
      metadata: { annotations: { ...STOP, [RESTART_ANNOTATION]: "2026-11-23T12:00:00Z" } },
      status: STOPPED,
    }),
    state: "STOPPED",
    code: "Stopped",
  },
  {
    reason: "an edit that the controller has not seen is never running",
    notebook: exampleNotebook({ metadata: { generation: 2 }, status: runningStatus() }),
    state: "STARTING",
    code: "Accepted",
  },
  {
    reason: "an edit of a stopped notebook leaves it stopped",
    notebook: exampleNotebook({ metadata: { generation: 2, annotations: STOP }, status: STOPPED }),
    state: "STOPPED",
    code: "Stopped",
  },
  {
    reason: "deletion comes before everything, a stop included",
    notebook: exampleNotebook({
      metadata: { annotations: STOP, deletionTimestamp: "2026-11-23T13:00:00Z", finalizers: ["foregroundDeletion"] },
      status: runningStatus(),
    }),
    state: "DELETING",
    code: "Deleting",
  },
  {
    reason: "a foreign finalizer is named",
    notebook: exampleNotebook({
      metadata: { deletionTimestamp: "2026-11-23T13:00:00Z", finalizers: ["backup.example.com/keep"] },
    }),
    state: "DELETING",
    code: "HeldByFinalizer",
  },
  {
    reason: "Kubeflow's status of a stopped notebook is understood",
    notebook: exampleNotebook({
      metadata: { annotations: STOP },
      status: { conditions: [], readyReplicas: 0, containerState: {} },
    }),
    state: "STOPPED",
    code: "Stopped",
  },
  {
    reason: "Kubeflow's status of a running one says nothing about whether the tool answers",
    notebook: exampleNotebook({ status: { conditions: [], readyReplicas: 1, containerState: {} } }),
    state: "STARTING",
    code: "Accepted",
  },
];

for (const { reason, notebook, state, code, url } of cases) {
  Deno.test(`overlayTool: ${reason}`, () => {
    const now = overlayTool(notebook);
    assertEquals([now.state, now.explanation.reason, now.url], [state, code, url]);
  });
}

Deno.test("overlayTool: the sentence of a stop names who asked, and since when", () => {
  const now = overlayTool(exampleNotebook({
    metadata: {
      annotations: STOP,
      managedFields: [
        { manager: "kubectl", operation: "Update", time: "2026-11-23T11:00:01Z" },
        { manager: "atelier-controller", operation: "Apply", subresource: "status", time: "2026-11-23T12:00:00Z" },
      ],
    },
    status: runningStatus(),
  }));
  assertEquals(now.explanation.message, "Saving and stopping, asked for by alice.");
  assertEquals(now.explanation.since, "2026-11-23T11:00:01Z");
});
