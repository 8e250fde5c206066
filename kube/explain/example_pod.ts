import type { CoreEvent, PersistentVolumeClaim, Pod, StatefulSet } from "../builtins.ts";
import { exampleNotebook } from "./example_notebook.ts";
import type { ObservedTool } from "./observed_tool.ts";

type ContainerStatus = NonNullable<NonNullable<Pod["status"]>["containerStatuses"]>[number];

/** The pod `train-0` of the example notebook, scheduled and running; for tests. */
export function examplePod(differs: {
  metadata?: Partial<Pod["metadata"]>;
  spec?: Partial<NonNullable<Pod["spec"]>>;
  status?: Partial<NonNullable<Pod["status"]>>;
  container?: Partial<ContainerStatus>;
} = {}): Pod {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name: "train-0",
      namespace: "team",
      uid: "33333333-0000-0000-0000-000000000000",
      creationTimestamp: "2026-11-23T10:00:30Z",
      labels: { "notebook-name": "train", statefulset: "train", "controller-revision-hash": "train-1" },
      ...differs.metadata,
    },
    spec: {
      nodeName: "n1",
      containers: [{ name: "train", image: "quay.io/jupyter/minimal-notebook:latest" }],
      ...differs.spec,
    },
    status: {
      phase: "Running",
      podIP: "127.1.0.1",
      containerStatuses: [{ ...runningContainer(), ...differs.container }],
      ...differs.status,
    },
  };
}

function runningContainer(): ContainerStatus {
  return {
    name: "train",
    image: "quay.io/jupyter/minimal-notebook:latest",
    imageID: "",
    ready: true,
    restartCount: 0,
    lastState: {},
    state: { running: { startedAt: "2026-11-23T10:01:00Z" } },
  };
}

/** The StatefulSet of the example notebook with one replica; for tests. */
export function exampleStatefulSet(status: Partial<NonNullable<StatefulSet["status"]>> = {}): StatefulSet {
  const labels = { statefulset: "train", "notebook-name": "train" };
  return {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: {
      name: "train",
      namespace: "team",
      uid: "22222222-0000-0000-0000-000000000000",
      generation: 1,
      ownerReferences: [{
        apiVersion: "kubeflow.org/v1",
        kind: "Notebook",
        name: "train",
        uid: "11111111-0000-0000-0000-000000000000",
        controller: true,
        blockOwnerDeletion: true,
      }],
    },
    spec: {
      serviceName: "",
      replicas: 1,
      selector: { matchLabels: { statefulset: "train" } },
      template: { metadata: { labels }, spec: { containers: [{ name: "train" }] } },
    },
    status: { replicas: 1, readyReplicas: 1, observedGeneration: 1, updateRevision: "train-1", ...status },
  };
}

/** An Event on the example's pod, or on what `about` says; for tests. */
export function exampleEvent(
  type: "Normal" | "Warning",
  reason: string,
  message: string,
  about: { kind?: string; name?: string; at?: string; resourceVersion?: string } = {},
): CoreEvent {
  const { kind = "Pod", name = "train-0", at = "2026-11-23T10:00:40Z", resourceVersion = "50" } = about;
  return {
    metadata: { name: `${name}.${reason.toLowerCase()}`, namespace: "team", uid: `event-${reason}`, resourceVersion },
    involvedObject: { kind, name, namespace: "team" },
    type,
    reason,
    message,
    count: 1,
    firstTimestamp: at,
    lastTimestamp: at,
  };
}

/** A claim of namespace team, bound to a PersistentVolume named `pv-<name>` unless `phase` says otherwise; for tests. */
export function exampleClaim(name: string, phase = "Bound"): PersistentVolumeClaim {
  return {
    metadata: { name, namespace: "team" },
    spec: { accessModes: ["ReadWriteOnce"], volumeName: `pv-${name}` },
    status: { phase },
  };
}

/** The example notebook with all its parts, running and answering; for tests. */
export function exampleObserved(differs: Partial<ObservedTool> = {}): ObservedTool {
  return {
    kind: "Notebook",
    object: exampleNotebook(),
    workload: exampleStatefulSet(),
    pod: examplePod(),
    events: [],
    claims: [],
    answering: "yes",
    pendingChanges: [],
    isReplacing: false,
    isOutdated: false,
    container: "train",
    port: 8888,
    path: "/notebook/team/train/",
    ...differs,
  };
}
