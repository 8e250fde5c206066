import type { KubeObject } from "../object.ts";
import type { Notebook, NotebookStatus } from "../resources/notebook.ts";

/** What differs from the plain example; for tests. */
export interface ExampleNotebook {
  metadata?: Partial<KubeObject["metadata"]>;
  spec?: Partial<Notebook["spec"]["template"]["spec"]>;
  status?: NotebookStatus;
}

/** A Jupyter notebook `team/train`, generation 1, made at 10:00 on 2026-11-23; for tests. */
export function exampleNotebook(differs: ExampleNotebook = {}): Notebook {
  return {
    apiVersion: "kubeflow.org/v1",
    kind: "Notebook",
    metadata: {
      name: "train",
      namespace: "team",
      uid: "11111111-0000-0000-0000-000000000000",
      resourceVersion: "1",
      generation: 1,
      creationTimestamp: "2026-11-23T10:00:00Z",
      ...differs.metadata,
    },
    spec: {
      template: {
        spec: {
          containers: [{ name: "train", image: "quay.io/jupyter/minimal-notebook:latest" }],
          ...differs.spec,
        },
      },
    },
    ...(differs.status ? { status: differs.status } : {}),
  };
}

/** A status as the controller writes it of a running notebook; for tests. */
export function runningStatus(differs: Partial<NotebookStatus> = {}): NotebookStatus {
  return {
    conditions: [],
    readyReplicas: 1,
    containerState: { running: { startedAt: "2026-11-23T10:01:00Z" } },
    state: "RUNNING",
    explanation: { reason: "Ready", message: "Ready.", since: "2026-11-23T10:01:10Z" },
    observedGeneration: 1,
    actedOn: {},
    url: "/notebook/team/train/",
    ...differs,
  };
}
