import { assert, assertEquals } from "@std/assert";
import {
  PULL_PROGRESS_ANNOTATION,
  RESTART_ANNOTATION,
  STOPPED_ANNOTATION,
  STOPPED_BY_ANNOTATION,
  STOPPED_REASON_ANNOTATION,
} from "../annotations.ts";
import { exampleNotebook, runningStatus } from "./example_notebook.ts";
import { exampleClaim, exampleEvent, exampleObserved, examplePod, exampleStatefulSet } from "./example_pod.ts";
import { explain } from "./explain.ts";
import type { ObservedTool } from "./observed_tool.ts";
import { type ReasonCode, REASONS } from "./reasons.ts";

const NOW = new Date("2026-11-23T10:02:00Z");
const IMAGE = "quay.io/jupyter/minimal-notebook:latest";
const WORKSPACE = { volumes: [{ name: "workspace", persistentVolumeClaim: { claimName: "train-workspace" } }] };
const STOP = { [STOPPED_ANNOTATION]: "2026-11-23T10:01:50Z", [STOPPED_BY_ANNOTATION]: "alice" };

interface Case {
  reason: string;
  observed: Partial<ObservedTool>;
  code: ReasonCode;
  parameters?: Record<string, string>;
}

/** A pod whose only container waits. */
function waiting(reason: string, message?: string, lastState = {}, restartCount = 0) {
  return examplePod({
    container: { ready: false, started: false, restartCount, lastState, state: { waiting: { reason, message } } },
  });
}

/** A pod with a claim among its volumes, which waits for its container. */
function mounting(claim: string) {
  const pod = waiting("ContainerCreating");
  return { ...pod, spec: { ...pod.spec!, volumes: [{ name: "work", persistentVolumeClaim: { claimName: claim } }] } };
}

/** A pod that the scheduler speaks of. */
function unscheduled(message?: string) {
  const conditions = message ? [{ type: "PodScheduled", status: "False", reason: "Unschedulable", message }] : [];
  return examplePod({ spec: { nodeName: undefined }, status: { phase: "Pending", containerStatuses: [], conditions } });
}

const HOLDER = { volume: "data", holder: "other", node: "n2", isExclusive: false };
const ended = (reason: string, exitCode: number) => ({ terminated: { reason, exitCode, message: "" } });

const cases: Case[] = [
  { reason: "a tool that answers is ready", observed: {}, code: "Ready" },
  {
    reason: "a machine that went away leaves its last words, which do not count",
    observed: {
      pod: examplePod({
        status: { conditions: [{ type: "ContainersReady", status: "True" }, { type: "Ready", status: "False" }] },
      }),
    },
    code: "MachineLost",
    parameters: { machine: "n1" },
  },
  {
    reason: "a lost machine is said also where its pod is already to go",
    observed: {
      pod: examplePod({
        metadata: { deletionTimestamp: "2026-11-23T10:02:00Z" },
        status: { conditions: [{ type: "ContainersReady", status: "True" }, { type: "Ready", status: "False" }] },
      }),
    },
    code: "MachineLost",
  },
  {
    reason: "a gate that holds readiness back says nothing against a tool that answers",
    observed: {
      pod: examplePod({
        status: {
          conditions: [
            { type: "ContainersReady", status: "True" },
            { type: "Ready", status: "False", reason: "ReadinessGatesNotReady" },
          ],
        },
      }),
    },
    code: "Ready",
  },
  {
    reason: "what is held is shown as a pending restart",
    observed: { pendingChanges: ["labels", "image"] },
    code: "ReadyRestartPending",
    parameters: { changes: "labels, image" },
  },
  {
    reason: "a refused change of a running notebook does not hide that it runs",
    observed: { refusal: { code: 403, message: 'admission webhook "w" denied the request: no' } },
    code: "ReadyChangeRefused",
    parameters: { detail: "w says no" },
  },
  {
    reason: "where nobody can ask the tool, its container's readiness must do",
    observed: { answering: "unknowable" },
    code: "Ready",
  },
  { reason: "a container that runs does not yet answer", observed: { answering: "no" }, code: "NotAnsweringYet" },
  {
    reason: "after five minutes without an answer that is worth a warning",
    observed: {
      answering: "no",
      pod: examplePod({ container: { state: { running: { startedAt: "2026-11-23T09:57:00Z" } } } }),
    },
    code: "NotAnswering",
    parameters: { port: "8888" },
  },
  {
    reason: "a tool that answered and is not ready any more is unhealthy",
    observed: {
      object: exampleNotebook({ status: runningStatus() }),
      pod: examplePod({ container: { ready: false } }),
    },
    code: "NotAnswering",
  },
  {
    reason: "a new controller believes the status of the same run of the container",
    observed: { object: exampleNotebook({ status: runningStatus() }), answering: "unasked" },
    code: "Ready",
  },
  {
    reason: "but not of an earlier run",
    observed: {
      object: exampleNotebook({ status: runningStatus() }),
      answering: "unasked",
      pod: examplePod({ container: { state: { running: { startedAt: "2026-11-23T10:01:30Z" } } } }),
    },
    code: "NotAnsweringYet",
  },
  {
    reason: "what may not be looked at is said, instead of a guess",
    observed: { pod: undefined, unseen: { pods: 'pods is forbidden: User "x" cannot watch resource "pods"' } },
    code: "NotAllowedToSee",
    parameters: { resources: "pods" },
  },
  { reason: "nothing of it exists yet", observed: { workload: undefined, pod: undefined }, code: "Accepted" },
  {
    reason: "two minutes without a sign are silence",
    observed: {
      pod: undefined,
      object: exampleNotebook({
        status: runningStatus({
          state: "STARTING",
          explanation: { reason: "Accepted", message: "", since: "2026-11-23T10:00:00Z" },
        }),
      }),
    },
    code: "NothingHeard",
  },
  { reason: "the scheduler has not said anything", observed: { pod: unscheduled() }, code: "FindingPlace" },
  {
    reason: "a resource that is short is named in words",
    observed: { pod: unscheduled("0/3 nodes are available: 2 Insufficient nvidia.com/gpu, 1 Insufficient cpu.") },
    code: "NotEnoughResources",
    parameters: { resource: "GPU and CPU", detail: "2 of 3 lack GPU and 1 of 3 lacks CPU", nodes: "3" },
  },
  {
    reason: "a taint is somebody else's machine",
    observed: { pod: unscheduled("0/1 nodes are available: 1 node(s) had untolerated taint {dedicated: ml}.") },
    code: "NoPlaceFits",
    parameters: { detail: "1 of 1 is reserved for others (dedicated=ml)", nodes: "1" },
  },
  {
    reason: "each cause with its machines, without the scheduler's words about preemption",
    observed: {
      pod: {
        ...unscheduled(
          "0/6 nodes are available: 1 Too many pods, 1 node(s) had volume node affinity conflict, 1 node(s) were " +
            "unschedulable, 3 node(s) didn't match Pod's node affinity/selector. no new claims to deallocate, " +
            "preemption: 0/6 nodes are available: 6 Preemption is not helpful for scheduling.",
        ),
        spec: { nodeSelector: { gpu: "a100" }, containers: [] },
      },
    },
    code: "NotEnoughResources",
    parameters: {
      resource: "room",
      detail: "1 of 6 is full, 1 of 6 cannot reach its volume, 1 of 6 takes no new servers now and 3 of 6 are not of " +
        "the kind asked for (gpu=a100)",
      nodes: "6",
    },
  },
  {
    reason: "no machine at all",
    observed: { pod: unscheduled("no nodes available to schedule pods") },
    code: "NoPlaceFits",
  },
  {
    reason: "a place is found, and the volume is made there",
    observed: {
      pod: unscheduled(),
      claims: [exampleClaim("data", "Pending")],
      events: [
        exampleEvent("Normal", "ExternalProvisioning", "Waiting for a volume to be created", {
          kind: "PersistentVolumeClaim",
          name: "data",
        }),
      ],
    },
    code: "VolumeNotBound",
    parameters: { volume: "data" },
  },
  {
    reason: "a volume whose storage was taken away",
    observed: { pod: mounting("data"), claims: [exampleClaim("data", "Lost")] },
    code: "VolumeLost",
    parameters: { volume: "data" },
  },
  {
    reason: "a volume made since the scheduler looked is no missing volume",
    observed: {
      pod: unscheduled('0/1 nodes are available: persistentvolumeclaim "data" not found.'),
      claims: [exampleClaim("data")],
    },
    code: "FindingPlace",
  },
  {
    reason: "a volume that exists nowhere",
    observed: { pod: unscheduled('0/1 nodes are available: persistentvolumeclaim "data" not found.') },
    code: "VolumeNotFound",
    parameters: { volume: "data" },
  },
  {
    reason: "a volume without storage",
    observed: {
      pod: unscheduled("0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims."),
      claims: [exampleClaim("done"), exampleClaim("data", "Pending")],
    },
    code: "VolumeNotBound",
    parameters: { volume: "data" },
  },
  {
    reason: "a volume that another pod holds, by the name of its PersistentVolume",
    observed: {
      pod: mounting("data"),
      claims: [exampleClaim("data")],
      events: [exampleEvent(
        "Warning",
        "FailedAttachVolume",
        'Multi-Attach error for volume "pv-data" Volume is already used by pod(s) train-1-0',
      )],
    },
    code: "VolumeInUse",
    parameters: { volume: "data", holder: "train-1" },
  },
  {
    reason: "a volume that cannot be mounted",
    observed: {
      pod: mounting("data"),
      events: [exampleEvent(
        "Warning",
        "FailedMount",
        'MountVolume.SetUp failed for volume "work" : mount failed: exit status 32',
      )],
    },
    code: "VolumeMountFailed",
    parameters: { volume: "data", detail: "mount failed: exit status 32" },
  },
  {
    reason: "a mount that came right after a failed try",
    observed: {
      pod: mounting("data"),
      events: [
        exampleEvent("Warning", "FailedMount", 'MountVolume.SetUp failed for volume "work" : x', {
          resourceVersion: "9",
        }),
        exampleEvent("Normal", "Pulling", `Pulling image "${IMAGE}"`, { resourceVersion: "10" }),
      ],
    },
    code: "PullingImage",
    parameters: { image: IMAGE },
  },
  {
    reason: "a machine that has no address left for it",
    observed: {
      pod: waiting("ContainerCreating"),
      events: [exampleEvent(
        "Warning",
        "FailedCreatePodSandBox",
        'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "f00d": ' +
          'plugin type="host-local" failed (add): no IP addresses available in range set',
      )],
    },
    code: "MachineNotPreparing",
    parameters: {
      machine: "n1",
      detail: "it has no network address free",
    },
  },
  {
    reason: "a machine that could prepare it at the next try",
    observed: {
      pod: waiting("ContainerCreating"),
      events: [
        exampleEvent("Warning", "FailedCreatePodSandBox", "Failed to create pod sandbox: x", { resourceVersion: "9" }),
        exampleEvent("Normal", "Pulling", `Pulling image "${IMAGE}"`, { resourceVersion: "10" }),
      ],
    },
    code: "PullingImage",
    parameters: { image: IMAGE },
  },
  {
    reason: "a volume on its way",
    observed: { pod: mounting("data") },
    code: "AttachingVolumes",
    parameters: { volume: "data" },
  },
  {
    reason: "a pull with progress",
    observed: {
      pod: {
        ...waiting("ContainerCreating"),
        metadata: {
          name: "train-0",
          annotations: {
            [PULL_PROGRESS_ANNOTATION]: '{"phase":"downloading","done":31,"total":97,"unit":"packages","bytes":5}',
          },
        },
      },
    },
    code: "PullingImage",
    parameters: { image: IMAGE, done: "31", total: "97", unit: "packages", bytes: "5", phase: "downloading" },
  },
  {
    reason: "a volume that somebody has on another machine",
    observed: {
      pod: mounting("data"),
      claims: [exampleClaim("data")],
      holder: HOLDER,
      events: [exampleEvent("Warning", "FailedAttachVolume", 'Multi-Attach error for volume "pv-data" Volume is used')],
    },
    code: "VolumeHeldElsewhere",
    parameters: { volume: "data", holder: "other", machine: "n2" },
  },
  {
    reason: "no room beside a volume",
    observed: {
      pod: unscheduled("0/3 nodes are available: 1 Insufficient cpu, 2 node(s) didn't match"),
      holder: HOLDER,
    },
    code: "NoRoomBesideVolume",
    parameters: { machine: "n2", volume: "data", holder: "other", detail: "not enough CPU is free" },
  },
  {
    reason: "a volume on a machine on which it may not run",
    observed: {
      pod: {
        ...unscheduled(
          "0/4 nodes are available: 1 node(s) didn't match Pod's node affinity/selector, 3 node(s) didn't satisfy " +
            "plugin(s) [NodeAffinity]. no new claims to deallocate, preemption: 0/4 nodes are available: 4 Preemption " +
            "is not helpful for scheduling.",
        ),
        spec: {
          containers: [],
          nodeSelector: { zone: "a" },
          affinity: {
            nodeAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: {
                nodeSelectorTerms: [{ matchFields: [{ key: "metadata.name", operator: "In", values: ["n2"] }] }],
              },
            },
          },
        },
      },
      holder: HOLDER,
    },
    code: "NoRoomBesideVolume",
    parameters: {
      ...{ machine: "n2", volume: "data", holder: "other" },
      detail: "it is not of the kind asked for (zone=a)",
    },
  },
  {
    reason: "a volume of its own that is not made yet",
    observed: {
      pod: {
        ...unscheduled("0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims."),
        spec: { containers: [], volumes: [{ name: "scratch", ephemeral: {} }] },
      },
    },
    code: "VolumeNotBound",
    parameters: { volume: "train-0-scratch" },
  },
  {
    reason: "a machine beside a volume that is reserved for others",
    observed: { pod: unscheduled("0/3 nodes are available: 1 node(s) had untolerated taint {a: b}"), holder: HOLDER },
    code: "NoRoomBesideVolume",
    parameters: { machine: "n2", volume: "data", holder: "other", detail: "1 of 3 is reserved for others (a=b)" },
  },
  {
    reason: "a volume that only one server may have",
    observed: {
      pod: unscheduled(
        "0/1 nodes are available: 1 node has pod using PersistentVolumeClaim with the same name and " +
          "ReadWriteOncePod access mode.",
      ),
      claims: [exampleClaim("data")],
      holder: { ...HOLDER, isExclusive: true },
    },
    code: "VolumeExclusive",
    parameters: { volume: "data", holder: "other" },
  },
  {
    reason: "the image is there",
    observed: { pod: waiting("PodInitializing"), events: [exampleEvent("Normal", "Pulled", "already present")] },
    code: "StartingServer",
  },
  {
    reason: "an image that does not exist",
    observed: {
      pod: waiting("ErrImagePull", 'rpc error: code = NotFound desc = failed to pull and unpack image "x": not found'),
    },
    code: "ImageNotFound",
    parameters: { image: IMAGE },
  },
  {
    reason: "a bare back-off is explained by the Event of the pull",
    observed: {
      pod: waiting("ImagePullBackOff", `Back-off pulling image "${IMAGE}"`),
      events: [exampleEvent("Warning", "Failed", `Failed to pull image "${IMAGE}": manifest unknown`)],
    },
    code: "ImageNotFound",
  },
  {
    reason: "an image that cannot be had for another reason",
    observed: { pod: waiting("ErrImagePull", "Python's venv is missing: install python3-venv.") },
    code: "ImagePullFailed",
    parameters: { image: IMAGE, detail: "Python's venv is missing: install python3-venv" },
  },
  {
    reason: "a loop of crashes",
    observed: { pod: waiting("CrashLoopBackOff", "back-off 40s", ended("Error", 1), 3) },
    code: "CrashLoop",
    parameters: { count: "4", exitCode: "1", part: "train" },
  },
  {
    reason: "too little memory",
    observed: {
      pod: examplePod({
        spec: { containers: [{ name: "train", image: IMAGE, resources: { limits: { memory: "1Gi" } } }] },
        container: { ready: false, state: ended("OOMKilled", 137) },
      }),
    },
    code: "OutOfMemory",
    parameters: { limit: "1Gi" },
  },
  {
    reason: "a tool that listens where it must not",
    observed: { pod: waiting("CrashLoopBackOff", "", ended("ListensBeyondLoopback", 137)) },
    code: "ListensBeyondLoopback",
  },
  {
    reason: "a tool that listens where it must not, and is not started again",
    observed: { pod: waiting("ListensBeyondLoopback", "Listens on 0.0.0.0:1", ended("ListensBeyondLoopback", 137)) },
    code: "ListensBeyondLoopback",
  },
  {
    reason: "a container that cannot be made",
    observed: { pod: waiting("CreateContainerConfigError", 'configmap "settings" not found') },
    code: "SettingsMissing",
    parameters: { what: "the config map settings" },
  },
  {
    reason: "a key of a secret that is not there",
    observed: { pod: waiting("CreateContainerConfigError", "couldn't find key token in Secret team/s3") },
    code: "SettingsMissing",
    parameters: { what: "the key token of the secret s3" },
  },
  {
    reason: "a command that is not in the image",
    observed: {
      pod: waiting("CrashLoopBackOff", "back-off 10s", {
        terminated: {
          reason: "StartError",
          exitCode: 128,
          message: 'failed to create containerd task: exec: "lab": executable file not found in $PATH: unknown',
        },
      }),
    },
    code: "ImageUnfit",
    parameters: { detail: "it has no program lab" },
  },
  {
    reason: "a container that cannot be made as written",
    observed: { pod: waiting("CreateContainerError", "the name is in use") },
    code: "InvalidSpec",
    parameters: { detail: "the name is in use" },
  },
  {
    reason: "an account that is not there",
    observed: {
      pod: undefined,
      events: [exampleEvent(
        "Warning",
        "FailedCreate",
        'create Pod train-0 in StatefulSet train failed error: pods "train-0" is forbidden: error looking up service ' +
          'account team/robot: serviceaccount "robot" not found',
        { kind: "StatefulSet", name: "train" },
      )],
    },
    code: "AccountMissing",
    parameters: { account: "robot" },
  },
  {
    reason: "a name that no image can have",
    observed: { pod: waiting("InvalidImageName", "Failed to apply default image tag") },
    code: "ImageNameInvalid",
    parameters: { image: IMAGE },
  },
  {
    reason: "a registry that asks for a login",
    observed: {
      pod: waiting("ErrImagePull", "pull access denied, repository does not exist or may require authorization"),
    },
    code: "ImageAccessDenied",
    parameters: { image: IMAGE },
  },
  {
    reason: "a registry that has had enough",
    observed: { pod: waiting("ErrImagePull", "429 Too Many Requests - Server message: toomanyrequests") },
    code: "ImageRateLimited",
    parameters: { image: IMAGE },
  },
  {
    reason: "a server that answers that nothing is under its path",
    observed: {
      answering: "notFound",
      pod: examplePod({ container: { state: { running: { startedAt: "2026-11-23T10:01:20Z" } } } }),
    },
    code: "WrongPrefix",
    parameters: { path: "/notebook/team/train/" },
  },
  {
    reason: "which in its first seconds may mean that it is still starting",
    observed: {
      answering: "notFound",
      pod: examplePod({ container: { state: { running: { startedAt: "2026-11-23T10:01:40Z" } } } }),
    },
    code: "NotAnsweringYet",
  },
  {
    reason: "a check of the user's own that fails",
    observed: {
      pod: examplePod({ container: { ready: false, state: { running: { startedAt: "2026-11-23T09:01:40Z" } } } }),
      events: [exampleEvent("Warning", "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 500")],
    },
    code: "ReadinessFailing",
    parameters: { detail: "it answers 500" },
  },
  {
    reason: "an eviction",
    observed: {
      pod: examplePod({
        status: { phase: "Failed", reason: "Evicted", message: "The node was low on resource: memory. " },
      }),
    },
    code: "Evicted",
    parameters: { detail: "the machine ran short of memory" },
  },
  {
    reason: "a preemption",
    observed: {
      pod: examplePod({
        metadata: { deletionTimestamp: "2026-11-23T10:02:00Z" },
        status: { conditions: [{ type: "DisruptionTarget", status: "True", reason: "PreemptionByScheduler" }] },
      }),
    },
    code: "Preempted",
  },
  {
    reason: "a disruption whose cause nobody knows, and which every object has",
    observed: {
      pod: examplePod({
        metadata: { deletionTimestamp: "2026-11-23T10:02:00Z" },
        status: { conditions: [{ type: "DisruptionTarget", status: "True", reason: "toString" }] },
      }),
    },
    code: "Replacing",
  },
  {
    reason: "a deadline",
    observed: { pod: examplePod({ status: { phase: "Failed", reason: "DeadlineExceeded" } }) },
    code: "DeadlineReached",
  },
  {
    reason: "an admission webhook that is down",
    observed: {
      pod: undefined,
      refusal: { code: 500, message: 'Internal error occurred: failed calling webhook "a.b": connection refused' },
    },
    code: "CheckUnavailable",
    parameters: { check: "a.b" },
  },
  {
    reason: "no address for a Service",
    observed: {
      pod: undefined,
      refusal: { code: 500, message: "Internal error occurred: failed to allocate a serviceIP: range is full" },
    },
    code: "NoAddressFree",
  },
  {
    reason: "a stop by the culler, with what it saw",
    observed: {
      object: exampleNotebook({
        metadata: {
          annotations: {
            ...STOP,
            [STOPPED_BY_ANNOTATION]: "atelier-culler",
            [STOPPED_REASON_ANNOTATION]: "IdleTooLong: Idle since 2026-11-23T08:00:00Z, for 1h or more.",
          },
        },
        spec: WORKSPACE,
      }),
      pod: undefined,
      workload: undefined,
    },
    code: "StoppedAutomatically",
    parameters: {
      evidence: "Idle since 2026-11-23T08:00:00Z, for 1h or more",
      by: "atelier-culler",
      at: "2026-11-23T10:01:50Z",
    },
  },
  {
    reason: "a quota",
    observed: {
      pod: undefined,
      events: [exampleEvent(
        "Warning",
        "FailedCreate",
        'create Pod train-0 in StatefulSet train failed error: pods "train-0" is forbidden: exceeded quota: q, ' +
          "requested: requests.memory=2Gi, used: requests.memory=3Gi, limited: requests.memory=4Gi",
        { kind: "StatefulSet", name: "train" },
      )],
    },
    code: "QuotaExceeded",
    parameters: { quota: "q", resource: "memory", hard: "4Gi", used: "3Gi", asked: "2Gi" },
  },
  {
    reason: "a failure before the newest success is history",
    observed: {
      pod: undefined,
      events: [
        exampleEvent("Warning", "FailedCreate", "x", { kind: "StatefulSet", resourceVersion: "9" }),
        exampleEvent("Normal", "SuccessfulCreate", "x", { kind: "StatefulSet", resourceVersion: "10" }),
      ],
    },
    code: "Accepted",
  },
  {
    reason: "the limit of a range",
    observed: {
      workload: undefined,
      pod: undefined,
      refusal: { code: 403, message: "forbidden: maximum memory usage per Pod is 1Gi, but limit is 2Gi" },
    },
    code: "OverLimit",
    parameters: { resource: "memory", maximum: "1Gi", asked: "2Gi" },
  },
  {
    reason: "an admission policy",
    observed: {
      workload: undefined,
      pod: undefined,
      refusal: {
        code: 403,
        message:
          "is forbidden: ValidatingAdmissionPolicy 'images' with binding 'all' denied request: not from our registry",
      },
    },
    code: "RefusedByPolicy",
    parameters: { detail: "images says not from our registry" },
  },
  {
    reason: "what the object says cannot be made",
    observed: { fault: { reason: "NameTooLong", parameters: { max: "52" } } },
    code: "NameTooLong",
    parameters: { max: "52" },
  },
  {
    reason: "a child of a namesake",
    observed: { taken: { kind: "Service", name: "train" } },
    code: "NameTaken",
    parameters: { kind: "Service", name: "train" },
  },
  {
    reason: "a restart that was asked for after the pod was made",
    observed: {
      object: exampleNotebook({ metadata: { annotations: { [RESTART_ANNOTATION]: "2026-11-23T10:01:59Z" } } }),
      pod: examplePod({ metadata: { deletionTimestamp: "2026-11-23T10:02:00Z" } }),
    },
    code: "RestartRequested",
    parameters: { at: "2026-11-23T10:01:59Z" },
  },
  {
    reason: "a pod of an earlier template is being replaced",
    observed: { isOutdated: true },
    code: "Replacing",
  },
  {
    reason: "stopping while the pod is there",
    observed: { object: exampleNotebook({ metadata: { annotations: STOP } }) },
    code: "Stopping",
    parameters: { by: "alice" },
  },
  {
    reason: "stopped when nothing of it runs",
    observed: {
      object: exampleNotebook({ metadata: { annotations: STOP }, spec: WORKSPACE }),
      pod: undefined,
      workload: exampleStatefulSet({ replicas: 0, readyReplicas: 0 }),
    },
    code: "Stopped",
    parameters: { by: "alice", at: "2026-11-23T10:01:50Z" },
  },
  {
    reason: "stopped, with nothing that could keep its files",
    observed: {
      object: exampleNotebook({
        metadata: { annotations: STOP },
        spec: { volumes: [{ name: "dshm", emptyDir: { medium: "Memory" } }] },
      }),
      pod: undefined,
      workload: undefined,
    },
    code: "Stopped",
    parameters: { by: "alice", at: "2026-11-23T10:01:50Z", files: "lost" },
  },
  {
    reason: "a stop without a time and without a name, as kubectl may write it",
    observed: {
      object: exampleNotebook({ metadata: { annotations: { [STOPPED_ANNOTATION]: "true" } }, spec: WORKSPACE }),
      pod: undefined,
      workload: undefined,
    },
    code: "Stopped",
    parameters: undefined,
  },
  {
    reason: "deletion comes before the stop",
    observed: {
      object: exampleNotebook({ metadata: { annotations: STOP, deletionTimestamp: "2026-11-23T10:02:00Z" } }),
    },
    code: "Deleting",
  },
  {
    reason: "a finalizer of somebody else",
    observed: {
      object: exampleNotebook({ metadata: { deletionTimestamp: "2026-11-23T10:02:00Z", finalizers: ["a.b/c"] } }),
    },
    code: "HeldByFinalizer",
    parameters: { finalizer: "a.b/c" },
  },
];

for (const { reason, observed, code, parameters } of cases) {
  Deno.test(`explain: ${reason}`, () => {
    const { explanation, state, url } = explain(exampleObserved(observed), NOW);
    assertEquals(explanation.reason, code, explanation.message);
    if (parameters) assertEquals(explanation.parameters, parameters);
    assertEquals(state, REASONS[code].states[0]);
    assertEquals(url !== undefined, state === "RUNNING", "a url exactly while it runs");
  });
}

Deno.test("explain: every code of the dictionary is reached by a case", () => {
  const reached = new Set(cases.map((each) => each.code));
  assertEquals(Object.keys(REASONS).filter((code) => !reached.has(code as ReasonCode)), []);
});

Deno.test("explain: since stays while the reason does, and moves when it changes", () => {
  const notebook = exampleNotebook({ status: runningStatus() });
  assertEquals(explain(exampleObserved({ object: notebook }), NOW).explanation.since, "2026-11-23T10:01:10Z");
  const pending = explain(exampleObserved({ object: notebook, pendingChanges: ["labels"] }), NOW);
  assertEquals(pending.explanation.since, "2026-11-23T10:02:00Z");
});

Deno.test("explain: what is stopped is so since its annotation says, however late it is looked at", () => {
  const since = (value: string, status?: ReturnType<typeof runningStatus>) => {
    const object = exampleNotebook({ metadata: { annotations: { [STOPPED_ANNOTATION]: value } }, status });
    return explain(exampleObserved({ object, pod: undefined, workload: undefined }), NOW).explanation.since;
  };
  assertEquals(since("2019-09-03T16:30:59Z"), "2019-09-03T16:30:59Z");
  assertEquals(since("2019-09-03T18:30:59.5+02:00"), "2019-09-03T16:30:59Z");
  assertEquals(since("2019-09-03T16:30:59Z", runningStatus()), "2019-09-03T16:30:59Z");
  assertEquals(since("2016-12-31t23:59:60z"), "2017-01-01T00:00:00Z");
  for (const none of ["true", "2019-09-03T16:30:59", "2019-09-31T16:30:59Z"]) {
    assertEquals(since(none), "2026-11-23T10:02:00Z", none);
  }
});

Deno.test("explain: only where time alone can change the verdict it asks to be run again", () => {
  assertEquals(explain(exampleObserved(), NOW).recheckInMs, undefined);
  const slow = explain(exampleObserved({ answering: "no" }), NOW).recheckInMs;
  assert(slow === 240_000, `${slow}`);
});

Deno.test("what cannot run is told that a change of it waits for a restart, beside its own next step", () => {
  const pod = unscheduled("0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.");
  const { state, explanation } = explain(exampleObserved({ pod, pendingChanges: ["placement"] }), NOW);
  assertEquals([state, explanation.parameters?.pending], ["WAITING", "placement"]);
  assertEquals(explanation.nextStep?.endsWith(" A restart is pending: placement changed."), true, explanation.nextStep);
  const running = explain(exampleObserved({ pendingChanges: ["placement"] }), NOW);
  assertEquals(running.explanation.parameters?.pending, undefined);
});
