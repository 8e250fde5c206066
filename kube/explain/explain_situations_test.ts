import { assert, assertEquals } from "@std/assert";
import type { CoreEvent, Node, PersistentVolumeClaim, Pod } from "../builtins.ts";
import type { KubeObject } from "../object.ts";
import { explain } from "./explain.ts";
import recorded from "./fixtures/situations.json" with { type: "json" };
import { type Answering, type ObservedTool, toolContainerName, type Workload } from "./observed_tool.ts";
import type { ReasonCode } from "./reasons.ts";
import { taintsAgainst } from "./taints.ts";

interface Recorded {
  name: string;
  kind: string;
  how: string;
  refusal?: string;
  objects: KubeObject[];
}

// JSON's type is narrower than what the apiserver may answer.
const situations = recorded as unknown as Recorded[];

/** When all of it was recorded, and five minutes more: what starts slowly has had its time. */
const NOW = new Date(
  Math.max(
    ...situations.flatMap(({ objects }) => objects.map((each) => Date.parse(each.metadata.creationTimestamp!))),
  ) +
    300_000,
);

/** What was recorded of a situation, as the controller would observe it. */
function observedOf({ kind, objects, refusal }: Recorded, answering: Answering): ObservedTool {
  const find = (...kinds: string[]) => objects.find((each) => kinds.includes(each.kind!));
  const object = find(kind);
  assert(object, `no ${kind} was recorded`);
  const { name } = object.metadata;
  const pod = objects.find((each) => each.kind === "Pod" && each.metadata.name === `${name}-0`) as Pod | undefined;
  const claims = objects.filter((each) => each.kind === "PersistentVolumeClaim") as PersistentVolumeClaim[];
  const events = objects.filter((each) => each.kind === "Event") as CoreEvent[];
  const nodes = objects.filter((each) => each.kind === "Node") as Node[];
  return {
    ...{ kind, object, claims, answering, pod, isOutdated: false, isReplacing: false, pendingChanges: [], port: 8888 },
    workload: find("StatefulSet", "Deployment") as Workload | undefined,
    taints: pod ? taintsAgainst(pod, nodes) : [],
    container: toolContainerName(name, pod?.spec?.containers),
    path: `/notebook/team/${name}/`,
    events: events.filter(({ involvedObject: { kind, uid } }) => kind !== "Pod" || uid === pod?.metadata.uid),
    ...(refusal ? { refusal: { code: 422, message: refusal } } : {}),
  };
}

interface Expected {
  reason: ReasonCode;
  state: string;
  message: string;
  nextStep?: string;
  answering?: Answering;
}

const expected: Record<string, Expected> = {
  "quota-tensorboard": {
    reason: "QuotaExceeded",
    state: "WAITING",
    message: "team-quota allows 0 servers; 0 in use.",
    nextStep: "Stop something or ask for less.",
  },
  "quota-viewer": {
    reason: "QuotaExceeded",
    state: "WAITING",
    message: "team-quota allows 0 servers; 0 in use.",
    nextStep: "Stop something or ask for less.",
  },
  "limit-minimum": {
    reason: "RefusedByPolicy",
    state: "FAILED",
    message: "A rule here refused it: it asks for 100m CPU, and 500m is the least.",
    nextStep: "Show this to your admin.",
  },
  "limit-ratio": {
    reason: "RefusedByPolicy",
    state: "FAILED",
    message: "A rule here refused it: its limit of CPU is 10 times what it asks for, and 2 is the most.",
    nextStep: "Show this to your admin.",
  },
  "policy-denied": {
    reason: "RefusedByPolicy",
    state: "FAILED",
    message: "A rule here refused it: our-images says images must come from registry.example.org.",
    nextStep: "Show this to your admin.",
  },
  "webhook-denied": {
    reason: "RefusedByPolicy",
    state: "FAILED",
    message: "A rule here refused it: images.example.org says quay.io/team/lab:1 is not signed.",
    nextStep: "Show this to your admin.",
  },
  "webhook-down": {
    reason: "CheckUnavailable",
    state: "WAITING",
    message: "The check images.example.org, which it has to pass, does not answer.",
    nextStep: "Wait, or show this to your admin.",
  },
  "account-missing": {
    reason: "InvalidSpec",
    state: "FAILED",
    message: "Its settings cannot work: no service account is named nobody.",
    nextStep: "Correct them, or delete it and make a new one.",
  },
  "deadline-refused": {
    reason: "InvalidSpec",
    state: "FAILED",
    message:
      "Its settings cannot work: activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in StatefulSet is not Supported.",
    nextStep: "Correct them, or delete it and make a new one.",
  },
  "mixed": {
    reason: "NotEnoughResources",
    state: "WAITING",
    message: "No machine has enough CPU free now: 1 of 5 is reserved for others (dedicated=ml) and 4 of 5 lack CPU.",
    nextStep: "Ask for less, or wait.",
  },
  "taint": {
    reason: "NoPlaceFits",
    state: "WAITING",
    message:
      "No machine fits: 1 of 5 is reserved for others (dedicated=ml) and 4 of 5 are not of the kind asked for (kubernetes.io/hostname=reserved).",
    nextStep: "Change where it may run, or show this to your admin.",
  },
  "affinity": {
    reason: "NoPlaceFits",
    state: "WAITING",
    message:
      "No machine fits: 1 of 5 is reserved for others (dedicated=ml) and 4 of 5 are not of the kind asked for (gpu In a100 or h100).",
    nextStep: "Change where it may run, or show this to your admin.",
  },
  "first-consumer": {
    reason: "VolumeNotBound",
    state: "WAITING",
    message: "data has no storage yet.",
    nextStep: "Wait, choose another volume, or show this to your admin.",
  },
  "multi-attach": {
    reason: "VolumeInUse",
    state: "WAITING",
    message: "data is attached to another machine by holder.",
    nextStep: "Stop what uses data, or choose another volume.",
  },
  "preempted": {
    reason: "Preempted",
    state: "RESTARTING",
    message: "Its place was given to something more important.",
    nextStep: "Wait until there is room for it again.",
  },
  "drained": {
    reason: "Evicted",
    state: "RESTARTING",
    message: "It had to leave its machine: the machine is being emptied.",
    nextStep: "Wait for its next start; save often, and ask for what it needs.",
  },
  "machine-lost": {
    reason: "MachineLost",
    state: "UNKNOWN",
    message: "The machine lost that it runs on does not answer.",
    nextStep: "Wait until it is back, or show this to your admin.",
  },
  "machine-lost-leaving": {
    reason: "MachineLost",
    state: "UNKNOWN",
    message: "The machine lost that it runs on does not answer.",
    nextStep: "Wait until it is back, or show this to your admin.",
  },
  "evicted": {
    reason: "Evicted",
    state: "RESTARTING",
    message: "It had to leave its machine: the machine ran short of memory.",
    nextStep: "Wait for its next start; save often, and ask for what it needs.",
  },
  "deadline": {
    reason: "DeadlineReached",
    state: "RESTARTING",
    message: "It was ended: it ran as long as its settings allow.",
    nextStep: "Ask your admin who limits how long servers run.",
  },
  "out-of-memory": {
    reason: "OutOfMemory",
    state: "UNHEALTHY",
    message: "Ran out of memory at 2026-11-23T16:12:00Z: it may have 1Gi.",
    nextStep: "Give it more memory.",
  },
  "crash-loop": {
    reason: "CrashLoop",
    state: "UNHEALTHY",
    message: "Crashed 4 times, the last time at 2026-11-23T16:12:00Z with exit code 1.",
    nextStep: "Look at the end of the log of lab's previous run.",
  },
  "command-missing": {
    reason: "InvalidSpec",
    state: "FAILED",
    message: 'Its settings cannot work: exec: "start-lab": executable file not found in $PATH.',
    nextStep: "Correct them, or delete it and make a new one.",
  },
  "secret-missing": {
    reason: "SettingsMissing",
    state: "FAILED",
    message: "It needs the secret s3-keys, which is not there.",
    nextStep: "Create it, or take it out of the settings.",
  },
  "key-missing": {
    reason: "SettingsMissing",
    state: "FAILED",
    message: "It needs the key endpoint of the config map settings, which is not there.",
    nextStep: "Create it, or take it out of the settings.",
  },
  "root-refused": {
    reason: "InvalidSpec",
    state: "FAILED",
    message: "Its settings cannot work: container has runAsNonRoot and image will run as root.",
    nextStep: "Correct them, or delete it and make a new one.",
  },
  "secret-not-mounted": {
    reason: "SettingsMissing",
    state: "FAILED",
    message: "It needs the secret s3-keys, which is not there.",
    nextStep: "Create it, or take it out of the settings.",
  },
  "mount-failed": {
    reason: "VolumeMountFailed",
    state: "WAITING",
    message: "shared could not be attached: mount.nfs: access denied by server while mounting files:/team.",
    nextStep: "Wait for the next try, or show this to your admin.",
  },
  "no-network": {
    reason: "MachineNotPreparing",
    state: "WAITING",
    message:
      'The machine n1 cannot prepare it: plugin type="host-local" failed (add): failed to allocate for range 0: ' +
      "no IP addresses available in range set: 10.244.1.1-10.244.1.254.",
    nextStep: "Wait for the next try, or show this to your admin.",
  },
  "image-name": {
    reason: "ImageNameInvalid",
    state: "FAILED",
    message: "quay.io/Team/Lab:1 cannot be the name of an image.",
    nextStep: "Correct it, or choose another image.",
  },
  "image-not-found": {
    reason: "ImageNotFound",
    state: "FAILED",
    message: "There is no image quay.io/team/lab:1.",
    nextStep: "Choose another image.",
  },
  "image-denied": {
    reason: "ImageAccessDenied",
    state: "FAILED",
    message: "The registry does not give out quay.io/team/lab:1: private, or not there.",
    nextStep: "Check its name, or ask your admin for access to it.",
  },
  "rate-limited": {
    reason: "ImageRateLimited",
    state: "WAITING",
    message: "The registry of quay.io/team/lab:1 limits how often it is asked.",
    nextStep: "Wait for the next try, or choose an image from elsewhere.",
  },
  "pulling": {
    reason: "PullingImage",
    state: "STARTING",
    message: "Pulling the image quay.io/team/lab:1.",
  },
  "readiness-failing": {
    reason: "ReadinessFailing",
    state: "UNHEALTHY",
    message: "Runs, but its own check says that it is not ready: HTTP probe failed with statuscode: 500.",
    nextStep: "Look at the log, or stop and start it.",
  },
  "wrong-prefix": {
    reason: "WrongPrefix",
    state: "UNHEALTHY",
    message: "Runs, but knows nothing of its own address /notebook/team/lab/.",
    nextStep: "Choose an image that serves under NB_PREFIX, or show this to your admin.",
    answering: "notFound",
  },
  "held": {
    reason: "HeldByFinalizer",
    state: "DELETING",
    message: "Being deleted; held by backup.example.org/files.",
    nextStep: "Show this to your admin.",
  },
  "no-address": {
    reason: "NoAddressFree",
    state: "WAITING",
    message: "This cluster has no address free for it.",
    nextStep: "Show this to your admin.",
  },
  "lost": {
    reason: "VolumeLost",
    state: "FAILED",
    message: "The storage of data is gone.",
    nextStep: "Ask your admin whether its files can be restored, or choose another volume.",
  },
  "stopped": {
    reason: "Stopped",
    state: "STOPPED",
    message: "Stopped by alice, 2026-11-23T10:01:50Z. Files are kept.",
  },
  "culled": {
    reason: "StoppedAutomatically",
    state: "STOPPED",
    message:
      "Stopped automatically, 2026-11-23T10:01:50Z: Idle since 2026-11-23T08:00:00Z, for 1h or more. Files are kept.",
  },
};

for (const situation of situations) {
  const { name, how } = situation;
  Deno.test(`explain says of the recorded ${name}: ${expected[name]?.message}`, () => {
    const { answering = "yes", ...wanted } = expected[name] ?? {};
    const { state, explanation: { reason, message, nextStep } } = explain(observedOf(situation, answering), NOW);
    assertEquals<unknown>({ reason, state, message, ...(nextStep ? { nextStep } : {}) }, wanted, how);
  });
}

Deno.test("every situation that is expected was recorded", () => {
  assertEquals(Object.keys(expected).sort(), situations.map((each) => each.name).sort());
});
