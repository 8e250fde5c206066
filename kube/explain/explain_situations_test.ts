import { assertEquals } from "@std/assert";
import { explain } from "./explain.ts";
import type { Answering } from "./observed_tool.ts";
import type { ReasonCode } from "./reasons.ts";
import { observedSituation, SITUATIONS, SITUATIONS_SEEN_AT } from "./recorded_situations.ts";

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
    message: "The quota team-quota allows 0 servers; 0 in use, and this asks for 1.",
    nextStep: "Stop something or ask for less.",
  },
  "quota-viewer": {
    reason: "QuotaExceeded",
    state: "WAITING",
    message: "The quota team-quota allows 0 servers; 0 in use, and this asks for 1.",
    nextStep: "Stop something or ask for less.",
  },
  "limit-minimum": {
    reason: "RefusedByPolicy",
    state: "FAILED",
    message: "A rule here refused it: it asks for 0.1 CPU, and 0.5 is the least.",
    nextStep: "Show this to your admin.",
  },
  "limit-ratio": {
    reason: "RefusedByPolicy",
    state: "FAILED",
    message: "A rule here refused it: it allows itself 10 times the CPU that it asks for, and 2 times is the most.",
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
    reason: "AccountMissing",
    state: "FAILED",
    message: "It runs as nobody, and there is no account of this name here.",
    nextStep: "Show this to your admin.",
  },
  "deadline-refused": {
    reason: "InvalidSpec",
    state: "FAILED",
    message: "Its settings cannot work: it may have no time limit (activeDeadlineSeconds).",
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
      "No machine fits: 1 of 5 is reserved for others (dedicated=ml) and 4 of 5 are not of the kind asked for (gpu=a100 or h100).",
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
    reason: "ImageUnfit",
    state: "FAILED",
    message: "Its image cannot be run: it has no program start-lab.",
    nextStep: "Choose another image, or show this to your admin.",
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
    reason: "ImageUnfit",
    state: "FAILED",
    message: "Its image cannot be run: it runs as root, which is not allowed here.",
    nextStep: "Choose another image, or show this to your admin.",
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
    message: "The machine n1 cannot prepare it: it has no network address free.",
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
    message: "Runs, but its own check says that it is not ready: it answers 500.",
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
    message: "Stopped by alice, 2026-11-23T10:01:50Z. Files are lost.",
  },
  "culled": {
    reason: "StoppedAutomatically",
    state: "STOPPED",
    message:
      "Stopped automatically, 2026-11-23T10:01:50Z: Idle since 2026-11-23T08:00:00Z, for 1h or more. Files are lost.",
  },
};

for (const situation of SITUATIONS) {
  const { name, how } = situation;
  Deno.test(`explain says of the recorded ${name}: ${expected[name]?.message}`, () => {
    const { answering = "yes", ...wanted } = expected[name] ?? {};
    const { state, explanation: { reason, message, nextStep } } = explain(
      observedSituation(situation, answering),
      SITUATIONS_SEEN_AT,
    );
    assertEquals<unknown>({ reason, state, message, ...(nextStep ? { nextStep } : {}) }, wanted, how);
  });
}

Deno.test("every situation that is expected was recorded", () => {
  assertEquals(Object.keys(expected).sort(), SITUATIONS.map((each) => each.name).sort());
});
