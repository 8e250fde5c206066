import { bytes, memoryQuantity, shortImage } from "./amounts.ts";
import type { ReasonCode } from "./reason_codes.ts";
import { plain, say, type Sentence } from "./sentence.ts";
import { LOG_REASONS_EN, VOLUME_REASONS_EN } from "./volume_reasons_en.ts";

/** What a sentence is made of: the explanation's parameters by name, and times made readable. */
export interface ReasonValues {
  /** A parameter; empty where the server did not give it. */
  get(name: string): string;
  /** When the state began, readable. */
  since: string;
  /** A parameter that is an instant (RFC 3339), readable; empty where it is not given. */
  time(name: string): string;
}

/** What is the case (≤ 90 characters, present tense) and what to do about it, as an imperative. */
export interface ReasonText {
  what(values: ReasonValues): Sentence;
  next?(values: ReasonValues): Sentence;
}

const RESOURCE_WORDS: Record<string, string> = {
  cpu: "CPU",
  memory: "memory",
  "requests.cpu": "CPU",
  "requests.memory": "memory",
};
const resource = (v: ReasonValues) => RESOURCE_WORDS[v.get("resource")] ?? (v.get("resource") || "room");
const by = (v: ReasonValues) => v.get("by") ? say` by ${v.get("by")}` : [];
const detail = (v: ReasonValues) => v.get("detail").replace(/[.\s]+$/, "");
const volume = (v: ReasonValues) => v.get("volume") || "its volume";

/** How much of an image: in bytes it is made readable. */
const amount = (v: ReasonValues, name: string) =>
  v.get("unit") === "bytes" ? bytes(Number(v.get(name))) : v.get(name) || "0";
const unitAndBytes = (v: ReasonValues) => {
  const unit = v.get("unit") === "bytes" ? "" : v.get("unit");
  const loaded = Number(v.get("bytes")) > 0 ? `, ${bytes(Number(v.get("bytes")))}` : "";
  return `${unit && ` ${unit}`}${loaded}`;
};

/** The sentences by reason: ui-design.md §6. */
export const REASONS_EN: Record<ReasonCode, ReasonText> = {
  Accepted: { what: () => say`Accepted; about to start.` },
  FindingPlace: { what: () => say`Finding a place to run.` },
  AttachingVolumes: { what: (v) => v.get("volume") ? say`Attaching ${v.get("volume")}.` : say`Attaching its volumes.` },
  PullingImage: {
    what: (v) =>
      v.get("total")
        ? say`Pulling the image (${amount(v, "done")} of ${amount(v, "total")}${unitAndBytes(v)}).`
        : say`Pulling the image.`,
  },
  StartingServer: { what: () => say`Starting the server.` },
  NotAnsweringYet: { what: () => say`Started, not answering yet.` },
  NotEnoughResources: {
    what: (v) =>
      v.get("detail")
        ? say`No machine has enough free ${resource(v)} now: ${detail(v)}.`
        : say`No machine has enough free ${resource(v)} now.`,
    next: () => say`Ask for less, or wait.`,
  },
  QuotaExceeded: {
    what: (v) =>
      v.get("hard")
        ? say`${v.get("quota") || "The quota"} allows ${v.get("hard")} ${resource(v)}; ${
          v.get("used") || "all"
        } are in use.`
        : say`The quota leaves no room for it.`,
    next: () => say`Stop something or ask for less.`,
  },
  VolumeInUse: {
    what: (v) =>
      v.get("holder")
        ? say`${volume(v)} is attached to another machine by ${v.get("holder")}.`
        : say`${volume(v)} is attached to another machine.`,
    next: (v) => v.get("holder") ? say`Stop ${v.get("holder")}.` : say`Stop what uses it.`,
  },
  VolumeHeldElsewhere: {
    what: (v) =>
      say`${v.get("holder") || "Something else"} has ${volume(v)} on ${v.get("machine") || "another machine"}.`,
    next: (v) => say`Stop ${v.get("holder") || "it"}, or stop and start this one to have it placed there.`,
  },
  VolumeExclusive: {
    what: (v) => say`${volume(v)} is for one server at a time, and ${v.get("holder") || "another one"} uses it.`,
    next: (v) => say`Stop ${v.get("holder") || "that one"}, or choose another volume.`,
  },
  NoRoomBesideVolume: {
    what: (v) =>
      v.get("detail")
        ? say`No room on ${v.get("machine") || "the machine"} that has ${volume(v)}: ${detail(v)}.`
        : say`No room on ${v.get("machine") || "the machine"} that has ${volume(v)}.`,
    next: (v) => v.get("holder") ? say`Stop ${v.get("holder")}, or ask for less.` : say`Ask for less, or wait.`,
  },
  VolumeNotBound: { what: (v) => say`Waiting for ${volume(v)} to be made.` },
  VolumeMountFailed: {
    what: (v) =>
      v.get("detail")
        ? say`${volume(v)} could not be attached: ${detail(v)}.`
        : say`${volume(v)} could not be attached.`,
    next: () => say`Wait for the next try, or show this to your admin.`,
  },
  MachineNotPreparing: {
    what: (v) =>
      v.get("detail")
        ? say`${v.get("machine") || "Its machine"} cannot prepare it: ${detail(v)}.`
        : say`${v.get("machine") || "Its machine"} cannot prepare it.`,
    next: () => say`Wait for the next try, or show this to your admin.`,
  },
  NoPlaceFits: {
    what: (v) => v.get("detail") ? say`No machine fits: ${detail(v)}.` : say`No machine fits.`,
    next: () => say`Ask for less, or show this to your admin.`,
  },
  NoAddressFree: {
    what: () => say`The cluster has no address free for it.`,
    next: () => say`Show this to your admin.`,
  },
  CheckUnavailable: {
    what: (v) => say`The check ${v.get("check") || "that it has to pass"} does not answer.`,
    next: () => say`Wait, or show this to your admin.`,
  },
  ImageRateLimited: {
    what: () => say`The image's registry limits how often it is asked.`,
    next: () => say`Wait for the next try, or choose an image from elsewhere.`,
  },
  Ready: { what: (v) => say`Ready since ${v.since}.` },
  ReadyRestartPending: {
    what: (v) =>
      v.get("changes")
        ? say`Ready; a restart is pending: ${v.get("changes")} changed.`
        : say`Ready; a restart is pending.`,
    next: () => say`Stop and start it when it suits you.`,
  },
  ReadyChangeRefused: {
    what: (v) =>
      v.get("detail")
        ? say`Ready, but its last change was refused: ${detail(v)}.`
        : say`Ready, but its last change was refused.`,
    next: () => say`Correct the change.`,
  },
  CrashLoop: {
    what: (v) => [
      ...say`Crashed`,
      ...(v.get("count") ? say` ${v.get("count")} times` : []),
      ...(v.time("at") ? say`${v.get("count") ? ", the last time" : ""} at ${v.time("at")}` : []),
      ...(v.get("exitCode") ? say`, exit code ${v.get("exitCode")}` : []),
      ".",
    ],
    next: (v) =>
      v.get("part")
        ? say`Look at the end of the log of ${v.get("part")}'s previous run.`
        : say`Look at the previous run's log.`,
  },
  OutOfMemory: {
    what: (v) => [
      ...say`Ran out of memory`,
      ...(v.get("limit") ? say` (${memoryQuantity(v.get("limit"))})` : []),
      ...(v.time("at") ? say` at ${v.time("at")}` : []),
      ".",
    ],
    next: () => say`Give it more.`,
  },
  WrongPrefix: {
    what: (v) =>
      v.get("path")
        ? say`Runs, but knows nothing of its own address ${v.get("path")}.`
        : say`Runs, but knows nothing of its own address.`,
    next: () => say`Choose an image that serves under NB_PREFIX, or show this to your admin.`,
  },
  ReadinessFailing: {
    what: (v) =>
      v.get("detail")
        ? say`Runs, but its own check says that it is not ready: ${detail(v)}.`
        : say`Runs, but its own check says that it is not ready.`,
    next: () => say`Look at the log, or restart it.`,
  },
  NotAnswering: {
    what: (v) =>
      v.get("port") ? say`Runs but does not answer on port ${v.get("port")}.` : say`Runs but does not answer.`,
    next: () => say`Look at the log, or restart it.`,
  },
  ImageNotFound: {
    what: (v) => say`There is no image ${v.get("image") ? shortImage(v.get("image")) : "of that name"}.`,
    next: () => say`Choose another image.`,
  },
  ImageNameInvalid: {
    what: (v) => say`${v.get("image") || "What it asks for"} cannot be the name of an image.`,
    next: () => say`Choose another image.`,
  },
  ImageAccessDenied: {
    what: (v) =>
      say`The registry does not give out ${
        v.get("image") ? shortImage(v.get("image")) : "the image"
      }: private, or not there.`,
    next: () => say`Check its name, or ask your admin for access to it.`,
  },
  ImagePullFailed: {
    what: (v) =>
      v.get("detail") ? say`The image could not be pulled: ${detail(v)}.` : say`The image could not be pulled.`,
    next: () => say`Wait for the next try, or choose another image.`,
  },
  VolumeNotFound: {
    what: (v) =>
      v.get("volume") ? say`No volume is named ${v.get("volume")}.` : say`One of its volumes does not exist.`,
    next: () => say`Create it or choose another.`,
  },
  VolumeLost: {
    what: (v) => say`The storage of ${volume(v)} is gone.`,
    next: () => say`Ask your admin whether its files can be restored, or choose another volume.`,
  },
  SettingsMissing: {
    what: (v) => say`It needs ${v.get("what") || "something"}, which is not there.`,
    next: () => say`Create it, or take it out of the settings.`,
  },
  RefusedByPolicy: {
    what: (v) => v.get("detail") ? say`Refused by a policy: ${detail(v)}.` : say`Refused by a policy.`,
    next: () => say`Show this to your admin.`,
  },
  OverLimit: {
    what: (v) =>
      v.get("maximum")
        ? say`At most ${v.get("maximum")} ${resource(v)} is allowed here; it asks for ${v.get("asked") || "more"}.`
        : say`It asks for more than is allowed here.`,
    next: () => say`Ask for less.`,
  },
  InvalidSpec: {
    what: (v) => v.get("detail") ? say`It cannot be run as written: ${detail(v)}.` : say`It cannot be run as written.`,
    next: () => say`Delete it and make a new one.`,
  },
  NameTooLong: {
    what: (v) => say`Its name is too long: at most ${v.get("max") || "52"} characters work.`,
    next: () => say`Delete it and make one with a shorter name.`,
  },
  NameTaken: {
    what: (v) => say`Something else is already called ${v.get("name") || "that"}.`,
    next: () => say`Delete it and choose another name.`,
  },
  ListensBeyondLoopback: {
    what: () => say`Stopped: its server listens beyond this machine.`,
    next: () => say`Choose another image.`,
  },
  RestartRequested: { what: (v) => say`Restarting since ${v.time("at") || v.since}.` },
  Replacing: { what: () => say`The server is being replaced by a new one.` },
  Evicted: {
    what: (v) => v.get("detail") ? say`It had to leave its machine: ${detail(v)}.` : say`It had to leave its machine.`,
    next: () => say`Wait for its next start; save often, and ask for what it needs.`,
  },
  Preempted: {
    what: () => say`Its place was given to something more important.`,
    next: () => say`Wait until there is room for it again.`,
  },
  DeadlineReached: {
    what: () => say`It was ended: it ran as long as its settings allow.`,
    next: () => say`Ask your admin who limits how long servers run.`,
  },
  Stopping: { what: (v) => [...say`Saving and stopping`, ...askedBy(v), "."] },
  Stopped: { what: (v) => [...say`Stopped`, ...by(v), ...say`, ${v.time("at") || v.since}. Files are kept.`] },
  StoppedAutomatically: {
    what: (v) => [
      ...say`Stopped automatically, ${v.time("at") || v.since}`,
      ...(v.get("evidence") ? say`: ${v.get("evidence")}` : []),
      ". Files are kept.",
    ],
  },
  Deleting: { what: () => say`Being deleted.` },
  HeldByFinalizer: {
    what: (v) => say`Being deleted; held by ${v.get("finalizer") || "another program"} since ${v.since}.`,
    next: () => say`Show this to your admin.`,
  },
  NotAllowedToSee: {
    what: (v) => say`It cannot be seen how it is: looking at ${v.get("resources") || "its parts"} is not allowed.`,
    next: (v) => say`Ask your admin to let the controller list and watch ${v.get("resources") || "them"}.`,
  },
  MachineLost: {
    what: (v) => say`The machine ${v.get("machine") || "that it runs on"} does not answer since ${v.since}.`,
    next: () => say`Wait until it is back, or show this to your admin.`,
  },
  NothingHeard: {
    what: (v) => say`Nothing heard about it since ${v.since}.`,
    next: () => say`Ask your admin whether the controller is running.`,
  },
  ...VOLUME_REASONS_EN,
  ...LOG_REASONS_EN,
};

function askedBy(v: ReasonValues): Sentence {
  return plain(by(v)) ? [", asked", ...by(v)] : [];
}
