import { NOTEBOOKS, type Pod, PODS } from "../../kube/mod.ts";
import type { RecordingWorld } from "./recording_world.ts";
import { awaited, listAt, makeNotebook, pathOf, runs, scheduledPod, type Situation } from "./situation.ts";

const ENDED_AT = "2026-11-23T16:12:00Z";
const PULL = "pkg/kubelet/images/image_manager.go, and containerd's words within it";

/** What a kubelet would say of a notebook's pod. */
interface Said {
  name: string;
  how: string;
  wordsFrom: string;
  pod?: Record<string, unknown>;
  container?: Record<string, unknown>;
  /** Of the whole pod's status, instead of one that runs. */
  status?: Record<string, unknown>;
  /** Of the only container, instead of one that runs. */
  state?: Record<string, unknown>;
  lastState?: Record<string, unknown>;
  restartCount?: number;
  event?: { type?: string; reason: string; message: string };
}

function waits(reason: string, message: string) {
  return { waiting: { reason, message } };
}

const backOff = waits(
  "CrashLoopBackOff",
  "back-off 40s restarting failed container=lab pod=lab-0_team(0f0e0d0c-0000-0000-0000-000000000000)",
);
const startedAt = "2026-11-23T16:11:00Z";
const containerID = "containerd://f00d";

const SAID: readonly Said[] = [
  {
    name: "evicted",
    how: "A node short of memory.",
    wordsFrom: "pkg/kubelet/eviction/helpers.go",
    status: {
      phase: "Failed",
      reason: "Evicted",
      message:
        "The node was low on resource: memory. Threshold quantity: 100Mi, available: 60Mi. Container lab was using " +
        "3Gi, request is 1Gi, has larger consumption of memory. ",
      conditions: [{
        type: "DisruptionTarget",
        status: "True",
        reason: "TerminationByKubelet",
        message: "The node was low on resource: memory. Threshold quantity: 100Mi, available: 60Mi. ",
      }],
    },
  },
  {
    name: "deadline",
    how: "A pod that a mutating webhook gave activeDeadlineSeconds.",
    wordsFrom: "pkg/kubelet/active_deadline.go",
    status: {
      phase: "Failed",
      reason: "DeadlineExceeded",
      message: "Pod was active on the node longer than the specified deadline",
    },
  },
  {
    name: "out-of-memory",
    how: "A container that went over its limit and waits to be started again.",
    wordsFrom: "pkg/kubelet/kuberuntime/kuberuntime_manager.go, and containerd's reason",
    container: { resources: { limits: { memory: "1Gi" } } },
    state: backOff,
    lastState: { terminated: { exitCode: 137, reason: "OOMKilled", startedAt, finishedAt: ENDED_AT, containerID } },
    restartCount: 3,
  },
  {
    name: "crash-loop",
    how: "A container that ends with exit code 1 again and again.",
    wordsFrom: "pkg/kubelet/kuberuntime/kuberuntime_manager.go",
    state: backOff,
    lastState: { terminated: { exitCode: 1, reason: "Error", startedAt, finishedAt: ENDED_AT, containerID } },
    restartCount: 3,
  },
  {
    name: "command-missing",
    how: "A command that the image does not have.",
    wordsFrom: "pkg/kubelet/kuberuntime/kuberuntime_container.go, and runc's words within it",
    state: backOff,
    lastState: {
      terminated: {
        exitCode: 128,
        reason: "StartError",
        message:
          "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create " +
          'failed: unable to start container process: error during container init: exec: "start-lab": executable file ' +
          "not found in $PATH: unknown",
        startedAt: "1970-01-01T00:00:00Z",
        finishedAt: ENDED_AT,
        containerID,
      },
    },
    restartCount: 3,
  },
  {
    name: "secret-missing",
    how: "An envFrom of a secret that does not exist.",
    wordsFrom: "pkg/kubelet/kubelet_pods.go",
    state: waits("CreateContainerConfigError", 'secret "s3-keys" not found'),
  },
  {
    name: "key-missing",
    how: "A variable from a key that its config map does not have.",
    wordsFrom: "pkg/kubelet/kubelet_pods.go",
    state: waits("CreateContainerConfigError", "couldn't find key endpoint in ConfigMap team/settings"),
  },
  {
    name: "root-refused",
    how: "runAsNonRoot and an image whose user is root.",
    wordsFrom: "pkg/kubelet/kuberuntime/security_context.go",
    state: waits(
      "CreateContainerConfigError",
      'container has runAsNonRoot and image will run as root (pod: "lab-0_team(0f0e0d0c)", container: lab)',
    ),
  },
  {
    name: "secret-not-mounted",
    how: "A volume of a secret that does not exist.",
    wordsFrom: "pkg/volume/secret/secret.go and pkg/volume/util/operationexecutor/operation_generator.go",
    state: { waiting: { reason: "ContainerCreating" } },
    event: {
      reason: "FailedMount",
      message: 'MountVolume.SetUp failed for volume "keys" : secret "s3-keys" not found',
    },
  },
  {
    name: "mount-failed",
    how: "An NFS server that refuses.",
    wordsFrom:
      "pkg/volume/util/operationexecutor/operation_generator.go and staging/src/k8s.io/mount-utils/mount_linux.go",
    pod: { volumes: [{ name: "shared", nfs: { server: "files", path: "/team" } }] },
    state: { waiting: { reason: "ContainerCreating" } },
    event: {
      reason: "FailedMount",
      message:
        'MountVolume.SetUp failed for volume "shared" : mount failed: exit status 32\nMounting command: mount\n' +
        "Mounting arguments: -t nfs files:/team /var/lib/kubelet/pods/0f0e0d0c/volumes/kubernetes.io~nfs/shared\n" +
        "Output: mount.nfs: access denied by server while mounting files:/team\n",
    },
  },
  {
    name: "no-network",
    how: "A node whose range of addresses for pods is full.",
    wordsFrom: "pkg/kubelet/kuberuntime/kuberuntime_manager.go, and containerd's and a CNI plugin's words within it",
    state: { waiting: { reason: "ContainerCreating" } },
    event: {
      reason: "FailedCreatePodSandBox",
      message: "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox " +
        '"0f0e0d0c0b0a": plugin type="host-local" failed (add): failed to allocate for range 0: no IP addresses ' +
        "available in range set: 10.244.1.1-10.244.1.254",
    },
  },
  {
    name: "image-name",
    how: "An image name with a capital letter.",
    wordsFrom: "pkg/kubelet/images/image_manager.go",
    container: { image: "quay.io/Team/Lab:1" },
    state: waits(
      "InvalidImageName",
      'Failed to apply default image tag "quay.io/Team/Lab:1": couldn\'t parse image name "quay.io/Team/Lab:1": invalid ' +
        "reference format: repository name must be lowercase",
    ),
  },
  {
    name: "image-not-found",
    how: "A tag that does not exist.",
    wordsFrom: PULL,
    state: waits(
      "ErrImagePull",
      'rpc error: code = NotFound desc = failed to pull and unpack image "quay.io/team/lab:1": failed to resolve ' +
        'reference "quay.io/team/lab:1": quay.io/team/lab:1: not found',
    ),
  },
  {
    name: "image-denied",
    how: "A private image.",
    wordsFrom: PULL,
    state: waits(
      "ErrImagePull",
      'failed to pull and unpack image "docker.io/team/lab:1": failed to resolve reference "docker.io/team/lab:1": pull ' +
        "access denied, repository does not exist or may require authorization: server message: insufficient_scope: " +
        "authorization failed",
    ),
  },
  {
    name: "rate-limited",
    how: "A registry that limits how often it is asked; the container's words are of the back-off alone.",
    wordsFrom: PULL,
    state: waits("ImagePullBackOff", 'Back-off pulling image "quay.io/team/lab:1"'),
    event: {
      reason: "Failed",
      message:
        'Failed to pull image "quay.io/team/lab:1": failed to pull and unpack image "quay.io/team/lab:1": failed ' +
        "to copy: httpReadSeeker: failed open: unexpected status code https://quay.io/v2/team/lab/manifests/1: 429 Too " +
        "Many Requests - Server message: toomanyrequests: You have reached your pull rate limit.",
    },
  },
  {
    name: "pulling",
    how: "A pull that goes on; a kubelet does not say how far it is.",
    wordsFrom: "pkg/kubelet/images/image_manager.go",
    state: { waiting: { reason: "ContainerCreating" } },
    event: { type: "Normal", reason: "Pulling", message: 'Pulling image "quay.io/team/lab:1"' },
  },
  {
    name: "readiness-failing",
    how: "A readiness probe of the user's own that fails.",
    wordsFrom: "pkg/kubelet/prober/prober.go",
    container: { readinessProbe: { httpGet: { path: "/health", port: 8888 } } },
    state: { running: { startedAt: "2026-11-23T15:00:00Z" } },
    event: { reason: "Unhealthy", message: "Readiness probe failed: HTTP probe failed with statuscode: 500" },
  },
];

/** What only a kubelet can do or say, written into a real apiserver in its words. */
export const KUBELET_SITUATIONS: readonly Situation[] = [
  ...SAID.map((said): Situation => ({
    name: said.name,
    how: `${said.how} The pod and its workload are real, what the kubelet says is written into them.`,
    wordsFrom: said.wordsFrom,
    make: (world, namespace) => say(world, namespace, said),
  })),
  {
    name: "wrong-prefix",
    how: "A pod that runs; its server, asked under its path, answers 404.",
    wordsFrom: "none: what the pod says is that it runs",
    async make(world, namespace) {
      await makeNotebook(world, namespace, { nodeSelector: { "kubernetes.io/hostname": "n1" } });
      await runs(world, await scheduledPod(world, namespace));
    },
  },
  {
    name: "stopped",
    how: "A notebook that the API stopped for alice.",
    make: (world, namespace) =>
      stop(world, namespace, { "atelier.dev/stopped-by": "alice", "atelier.dev/stopped-reason": "user" }),
  },
  {
    name: "culled",
    how: "A notebook that the culler stopped, with the annotations that it writes.",
    make: (world, namespace) =>
      stop(world, namespace, {
        "atelier.dev/stopped-by": "atelier-culler",
        "atelier.dev/stopped-reason": "IdleTooLong: Idle since 2026-11-23T08:00:00Z, for 1h or more.",
      }),
  },
  {
    name: "held",
    how: "A notebook with a finalizer that nobody removes is deleted.",
    async make(world, namespace) {
      await makeNotebook(world, namespace, {}, { metadata: { finalizers: ["backup.example.org/files"] } });
      await world.admin.fetch("request", `${pathOf("Notebook", namespace)}/lab`, { method: "DELETE" });
    },
  },
];

/** Stops a notebook and waits until nothing of it runs. */
async function stop(world: RecordingWorld, namespace: string, by: Record<string, string>): Promise<void> {
  await makeNotebook(world, namespace, { nodeSelector: { "kubernetes.io/hostname": "n1" } });
  const pod = await scheduledPod(world, namespace);
  await runs(world, pod);
  const annotations = { "kubeflow-resource-stopped": "2026-11-23T10:01:50Z", ...by };
  await world.admin.patch(NOTEBOOKS, { namespace, name: "lab" }, { metadata: { annotations } }, { type: "merge" });
  await awaited("a pod told to go", async () => {
    const now = await world.admin.get(PODS, pod.metadata).catch(() => undefined);
    return now === undefined || now.metadata.deletionTimestamp !== undefined;
  });
  await world.admin.delete(PODS, pod.metadata, { gracePeriodSeconds: 0 }).catch(() => {});
  await awaited("a workload without pods", async () => {
    const [set] = await listAt(world, `/apis/apps/v1/namespaces/${namespace}/statefulsets`);
    return (set as { status?: { replicas?: number } }).status?.replicas === 0;
  });
}

async function say(world: RecordingWorld, namespace: string, said: Said): Promise<void> {
  const { state, lastState = {}, restartCount = 0, event, status } = said;
  const spec = { nodeSelector: { "kubernetes.io/hostname": "n1" }, ...said.pod };
  await makeNotebook(world, namespace, spec, { container: said.container });
  const pod = await scheduledPod(world, namespace);
  // Its workload replaces a pod that has ended at once; so it can still be looked at.
  if (status) {
    await world.admin.patch(PODS, pod.metadata, { metadata: { finalizers: ["example.org/kept"] } }, { type: "merge" });
  }
  const [{ name, image = "" }] = pod.spec!.containers;
  const isRunning = state?.running !== undefined;
  const container = { name, image, imageID: "", ready: false, started: isRunning, restartCount, lastState, state };
  await world.patchStatus(pod, status ?? { phase: isRunning ? "Running" : "Pending", containerStatuses: [container] });
  if (event) await world.create(`/api/v1/namespaces/${namespace}/events`, eventBody(pod, event));
}

function eventBody(
  { metadata: { namespace, name, uid } }: Pod,
  { type = "Warning", reason, message }: NonNullable<Said["event"]>,
) {
  const at = new Date().toISOString().replace(/\.\d+Z$/, "Z");
  return {
    metadata: { name: `${name}.${reason.toLowerCase()}`, namespace },
    involvedObject: { apiVersion: "v1", kind: "Pod", namespace, name, uid },
    source: { component: "kubelet", host: "n1" },
    ...{ type, reason, message, count: 1, firstTimestamp: at, lastTimestamp: at },
  };
}
