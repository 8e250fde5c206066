import { oneOf, type Random } from "./random_value.ts";

/** What Kubernetes says in fields of these names, well and badly formed: where explain reads, it is to be tried. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  reason: [
    ...[
      "FailedCreate",
      "FailedScheduling",
      "FailedMount",
      "FailedAttachVolume",
      "Unhealthy",
      "Failed",
      "Pulling",
      "Pulled",
    ],
    ...["ErrImagePull", "ImagePullBackOff", "InvalidImageName", "CrashLoopBackOff", "CreateContainerConfigError"],
    ...["OOMKilled", "Error", "Completed", "StartError", "Evicted", "DeadlineExceeded", "PreemptionByScheduler", ""],
    ...["ExternalProvisioning", "ContainerCreating", "toString", "__proto__"],
  ],
  message: [
    "",
    "0/3 nodes are available: 1 Insufficient cpu, 2 node(s) had untolerated taint {a: }. preemption: 0/3",
    "0/99999999999999999999 nodes are available: x",
    'persistentvolumeclaim "data" not found',
    'Multi-Attach error for volume "pv" Volume is already used by pod(s) a, b',
    'MountVolume.SetUp failed for volume "a" : secret "b" not found',
    'Back-off pulling image "a"',
    "rpc error: code = NotFound desc = not found",
    "429 Too Many Requests",
    'pods "x" is forbidden: exceeded quota: q, requested: pods=1, used: , limited: pods',
    "Readiness probe failed: ",
    "The node was low on resource: . ",
    `${"x".repeat(3_000)}\n{placeholder} \u0000 \ud800`,
  ],
  phase: ["Pending", "Running", "Failed", "Succeeded", "Unknown", "Bound", "Lost", ""],
  type: ["Ready", "ContainersReady", "PodScheduled", "Initialized", "DisruptionTarget", "Normal", "Warning", ""],
  status: ["True", "False", "Unknown", ""],
  kind: ["Pod", "StatefulSet", "ReplicaSet", "PersistentVolumeClaim", "Notebook", ""],
};

/** The same value with Kubernetes' words where Kubernetes has words. */
export function withWords<T>(random: Random, value: T, key = ""): T {
  if (typeof value === "string") {
    return (Object.hasOwn(WORDS, key) && random() < 0.9 ? oneOf(random, WORDS[key]) : value) as T;
  }
  if (Array.isArray(value)) return value.map((each) => withWords(random, each)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withWords(random, each, name)])) as T;
}

/** One of Kubernetes' sentences. */
export function randomMessage(random: Random): string {
  return oneOf(random, WORDS.message);
}
