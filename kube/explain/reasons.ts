import type { RunState } from "../resources/run_state.ts";

/** How much a reason asks for attention. */
export type Severity = "OK" | "INFO" | "WARNING" | "ERROR";

/** Actions of a page that may help; a page shows those it has. */
export type Suggestion =
  | "START"
  | "CHOOSE_IMAGE"
  | "REDUCE_RESOURCES"
  | "FREE_VOLUME"
  | "SHOW_LOGS"
  | "ASK_ADMIN"
  | "DELETE";

/** One entry of the dictionary: what a code means and how its sentence is built. */
export interface Reason {
  readonly states: readonly RunState[];
  readonly severity: Severity;
  /** English sentence with {parameters}, all of which are always known. */
  readonly pattern: string;
  /** Stands in for `pattern` where all of its own {parameters} are known too. */
  readonly detailedPattern?: string;
  /** One imperative sentence. */
  readonly nextStepPattern?: string;
  /** Names of all values that may come with this reason. */
  readonly parameters: readonly string[];
  readonly suggestions: readonly Suggestion[];
}

/** Every reason code with its words, in the order in which a server lives. Words avoid Kubernetes' own. */
export const REASONS = {
  Accepted: reason("STARTING", "INFO", "Accepted; the server is being prepared."),
  FindingPlace: reason("STARTING", "INFO", "Finding a place to run."),
  AttachingVolumes: reason("STARTING", "INFO", "Attaching {volume}.", { parameters: ["volume"] }),
  PullingImage: reason("STARTING", "INFO", "Pulling the image {image}.", {
    detailedPattern: "Pulling the image {image} ({done} of {total} {unit}).",
    parameters: ["image", "done", "total", "unit", "phase"],
  }),
  StartingServer: reason("STARTING", "INFO", "Starting the server."),
  NotAnsweringYet: reason("STARTING", "INFO", "Started, not answering yet.", { suggestions: ["SHOW_LOGS"] }),

  NotEnoughResources: reason("WAITING", "WARNING", "No machine has enough {resource} free now.", {
    nextStepPattern: "Ask for less, or wait.",
    parameters: ["resource"],
    suggestions: ["REDUCE_RESOURCES"],
  }),
  QuotaExceeded: reason("WAITING", "WARNING", "{quota} allows {hard} {resource}; {used} in use.", {
    nextStepPattern: "Stop something or ask for less.",
    parameters: ["quota", "resource", "hard", "used"],
    suggestions: ["REDUCE_RESOURCES", "ASK_ADMIN"],
  }),
  VolumeInUse: reason("WAITING", "WARNING", "{volume} is in use on another machine.", {
    detailedPattern: "{volume} is attached to another machine by {holder}.",
    nextStepPattern: "Stop what uses {volume}, or choose another volume.",
    parameters: ["volume", "holder"],
    suggestions: ["FREE_VOLUME"],
  }),
  VolumeHeldElsewhere: reason("WAITING", "WARNING", "{holder} has {volume} on {machine}; this one runs elsewhere.", {
    nextStepPattern: "Stop {holder}, or stop and start this one to have it placed there.",
    parameters: ["volume", "holder", "machine"],
    suggestions: ["FREE_VOLUME"],
  }),
  VolumeExclusive: reason("WAITING", "WARNING", "{volume} is for one server at a time, and {holder} uses it.", {
    nextStepPattern: "Stop {holder}, or choose another volume.",
    parameters: ["volume", "holder"],
    suggestions: ["FREE_VOLUME"],
  }),
  NoRoomBesideVolume: reason("WAITING", "WARNING", "No room on {machine}, where {holder} uses {volume}: {detail}.", {
    nextStepPattern: "Stop {holder}, or ask for less.",
    parameters: ["machine", "holder", "volume", "detail"],
    suggestions: ["FREE_VOLUME", "REDUCE_RESOURCES"],
  }),
  VolumeNotBound: reason("WAITING", "WARNING", "{volume} has no storage yet.", {
    nextStepPattern: "Wait, choose another volume, or show this to your admin.",
    parameters: ["volume"],
    suggestions: ["ASK_ADMIN"],
  }),
  VolumeMountFailed: reason("WAITING", "WARNING", "{volume} could not be attached: {detail}.", {
    nextStepPattern: "Wait for the next try, or show this to your admin.",
    parameters: ["volume", "detail"],
    suggestions: ["ASK_ADMIN"],
  }),
  NoPlaceFits: reason("WAITING", "WARNING", "No machine fits: {detail}.", {
    nextStepPattern: "Change where it may run, or show this to your admin.",
    parameters: ["detail"],
    suggestions: ["ASK_ADMIN"],
  }),

  Ready: reason("RUNNING", "OK", "Ready."),
  ReadyRestartPending: reason("RUNNING", "INFO", "Ready; a restart is pending: {changes} changed.", {
    nextStepPattern: "Stop and start it when it suits you.",
    parameters: ["changes"],
  }),
  ReadyChangeRefused: reason("RUNNING", "WARNING", "Ready, but its last change was refused: {detail}.", {
    nextStepPattern: "Correct the change.",
    parameters: ["detail"],
    suggestions: ["ASK_ADMIN"],
  }),

  CrashLoop: reason("UNHEALTHY", "ERROR", "Crashed {count} times, exit code {exitCode}.", {
    nextStepPattern: "Look at the previous run's log.",
    parameters: ["count", "exitCode"],
    suggestions: ["SHOW_LOGS"],
  }),
  OutOfMemory: reason("UNHEALTHY", "ERROR", "Ran out of memory.", {
    detailedPattern: "Ran out of memory ({limit}).",
    nextStepPattern: "Give it more memory.",
    parameters: ["limit"],
    suggestions: ["SHOW_LOGS"],
  }),
  NotAnswering: reason("UNHEALTHY", "WARNING", "Runs but does not answer on port {port}.", {
    nextStepPattern: "Look at the log, or stop and start it.",
    parameters: ["port"],
    suggestions: ["SHOW_LOGS"],
  }),

  ImageNotFound: reason("FAILED", "ERROR", "There is no image {image}.", {
    nextStepPattern: "Choose another image.",
    parameters: ["image"],
    suggestions: ["CHOOSE_IMAGE"],
  }),
  ImagePullFailed: reason("FAILED", "ERROR", "The image {image} could not be pulled: {detail}.", {
    nextStepPattern: "Choose another image, or show this to your admin.",
    parameters: ["image", "detail"],
    suggestions: ["CHOOSE_IMAGE", "ASK_ADMIN"],
  }),
  VolumeNotFound: reason("FAILED", "ERROR", "No volume is named {volume}.", {
    nextStepPattern: "Create it or choose another.",
    parameters: ["volume"],
    suggestions: ["DELETE"],
  }),
  RefusedByPolicy: reason("FAILED", "ERROR", "A rule here refused it: {detail}.", {
    nextStepPattern: "Show this to your admin.",
    parameters: ["detail"],
    suggestions: ["ASK_ADMIN"],
  }),
  OverLimit: reason("FAILED", "ERROR", "A rule here allows at most {maximum} {resource}; this asks for {asked}.", {
    nextStepPattern: "Ask for less.",
    parameters: ["resource", "maximum", "asked"],
    suggestions: ["REDUCE_RESOURCES"],
  }),
  InvalidSpec: reason("FAILED", "ERROR", "Its settings cannot work: {detail}.", {
    nextStepPattern: "Correct them, or delete it and make a new one.",
    parameters: ["detail"],
    suggestions: ["DELETE", "ASK_ADMIN"],
  }),
  NameTooLong: reason("FAILED", "ERROR", "The name is too long: at most {max} characters are possible.", {
    nextStepPattern: "Delete it and choose a shorter name.",
    parameters: ["max"],
    suggestions: ["DELETE"],
  }),
  NameTaken: reason("FAILED", "ERROR", "The name {name} is taken by something else here.", {
    nextStepPattern: "Delete it and choose another name.",
    parameters: ["kind", "name"],
    suggestions: ["DELETE"],
  }),
  ListensBeyondLoopback: reason("FAILED", "ERROR", "Ended: it opened a port to other machines.", {
    nextStepPattern: "Choose another image, or show this to your admin.",
    suggestions: ["CHOOSE_IMAGE", "ASK_ADMIN"],
  }),

  RestartRequested: reason("RESTARTING", "INFO", "Restarting, asked for at {at}.", { parameters: ["at"] }),
  Replacing: reason("RESTARTING", "INFO", "The server is being replaced by a new one."),
  Stopping: reason("STOPPING", "INFO", "Saving and stopping.", {
    detailedPattern: "Saving and stopping, asked for by {by}.",
    parameters: ["by"],
  }),
  Stopped: reason("STOPPED", "INFO", "Stopped. Files are kept.", {
    detailedPattern: "Stopped by {by}, {at}. Files are kept.",
    parameters: ["by", "at"],
    suggestions: ["START"],
  }),
  Deleting: reason("DELETING", "INFO", "Being deleted."),
  HeldByFinalizer: reason("DELETING", "WARNING", "Being deleted; held by {finalizer}.", {
    nextStepPattern: "Show this to your admin.",
    parameters: ["finalizer"],
    suggestions: ["ASK_ADMIN"],
  }),
  NotAllowedToSee: reason("UNKNOWN", "ERROR", "It cannot be seen how it is: looking at {resources} is not allowed.", {
    nextStepPattern: "Ask your admin to let the controller list and watch {resources}.",
    parameters: ["resources"],
    suggestions: ["ASK_ADMIN"],
  }),
  NothingHeard: reason("UNKNOWN", "WARNING", "Nothing heard about it.", {
    nextStepPattern: "Ask your admin whether everything runs.",
    suggestions: ["ASK_ADMIN"],
  }),
} as const satisfies Readonly<Record<string, Reason>>;

/** A code that is in the dictionary. */
export type ReasonCode = keyof typeof REASONS;

/** The entry of a code; undefined for one that this version does not know. */
export function findReason(code: string): Reason | undefined {
  return Object.hasOwn(REASONS, code) ? REASONS[code as ReasonCode] : undefined;
}

function reason(
  state: RunState,
  severity: Severity,
  pattern: string,
  more: Partial<Omit<Reason, "states" | "severity" | "pattern">> = {},
): Reason {
  return { states: [state], severity, pattern, parameters: [], suggestions: [], ...more };
}
