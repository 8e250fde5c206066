import { FAILED_REASONS } from "./failed_reasons.ts";
import { type Reason, reason } from "./reason.ts";
import { WAITING_REASONS } from "./waiting_reasons.ts";

/** Every reason code with its words, in the order in which a server lives. Words avoid Kubernetes' own. */
export const REASONS = {
  Accepted: reason("STARTING", "INFO", "Accepted; the server is being prepared."),
  FindingPlace: reason("STARTING", "INFO", "Finding a place to run."),
  AttachingVolumes: reason("STARTING", "INFO", "Attaching {volume}.", { parameters: ["volume"] }),
  PullingImage: reason("STARTING", "INFO", "Pulling the image {image}.", {
    detailedPattern: "Pulling the image {image} ({done} of {total} {unit}).",
    parameters: ["image", "done", "total", "unit", "phase", "bytes"],
  }),
  StartingServer: reason("STARTING", "INFO", "Starting the server."),
  NotAnsweringYet: reason("STARTING", "INFO", "Started, not answering yet.", { suggestions: ["SHOW_LOGS"] }),

  ...WAITING_REASONS,

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

  CrashLoop: reason("UNHEALTHY", "ERROR", "Crashed with exit code {exitCode}.", {
    detailedPattern: "Crashed {count} times, the last time at {at} with exit code {exitCode}.",
    nextStepPattern: "Look at the end of the log of {part}'s previous run.",
    parameters: ["count", "exitCode", "part", "at"],
    suggestions: ["SHOW_LOGS"],
  }),
  OutOfMemory: reason("UNHEALTHY", "ERROR", "Ran out of memory.", {
    detailedPattern: "Ran out of memory at {at}: it may have {limit}.",
    nextStepPattern: "Give it more memory.",
    parameters: ["limit", "at"],
    suggestions: ["SHOW_LOGS"],
  }),
  WrongPrefix: reason("UNHEALTHY", "WARNING", "Runs, but knows nothing of its own address {path}.", {
    nextStepPattern: "Choose an image that serves under NB_PREFIX, or show this to your admin.",
    parameters: ["path"],
    suggestions: ["CHOOSE_IMAGE", "SHOW_LOGS", "ASK_ADMIN"],
  }),
  ReadinessFailing: reason("UNHEALTHY", "WARNING", "Runs, but its own check says that it is not ready: {detail}.", {
    nextStepPattern: "Look at the log, or stop and start it.",
    parameters: ["detail"],
    suggestions: ["SHOW_LOGS"],
  }),
  NotAnswering: reason("UNHEALTHY", "WARNING", "Runs but does not answer on port {port}.", {
    nextStepPattern: "Look at the log, or stop and start it.",
    parameters: ["port"],
    suggestions: ["SHOW_LOGS"],
  }),

  ...FAILED_REASONS,

  RestartRequested: reason("RESTARTING", "INFO", "Restarting, asked for at {at}.", { parameters: ["at"] }),
  Replacing: reason("RESTARTING", "INFO", "The server is being replaced by a new one."),
  Evicted: reason("RESTARTING", "WARNING", "It had to leave its machine: {detail}.", {
    nextStepPattern: "Wait for its next start; save often, and ask for what it needs.",
    parameters: ["detail"],
  }),
  Preempted: reason("RESTARTING", "WARNING", "Its place was given to something more important.", {
    nextStepPattern: "Wait until there is room for it again.",
  }),
  DeadlineReached: reason("RESTARTING", "WARNING", "It was ended: it ran as long as its settings allow.", {
    nextStepPattern: "Ask your admin who limits how long servers run.",
    suggestions: ["ASK_ADMIN"],
  }),
  Stopping: reason("STOPPING", "INFO", "Saving and stopping.", {
    detailedPattern: "Saving and stopping, asked for by {by}.",
    parameters: ["by"],
  }),
  Stopped: reason("STOPPED", "INFO", "Stopped. Files are kept.", {
    detailedPattern: "Stopped by {by}, {at}. Files are {files}.",
    partialPatterns: [
      "Stopped, {at}. Files are {files}.",
      "Stopped by {by}. Files are {files}.",
      "Stopped. Files are {files}.",
      "Stopped by {by}, {at}. Files are kept.",
      "Stopped, {at}. Files are kept.",
      "Stopped by {by}. Files are kept.",
    ],
    // `files` only where there was no volume to keep them: `lost`.
    parameters: ["by", "at", "files"],
    suggestions: ["START"],
  }),
  StoppedAutomatically: reason("STOPPED", "INFO", "Stopped automatically: {evidence}. Files are kept.", {
    detailedPattern: "Stopped automatically, {at}: {evidence}. Files are {files}.",
    partialPatterns: [
      "Stopped automatically: {evidence}. Files are {files}.",
      "Stopped automatically, {at}: {evidence}. Files are kept.",
    ],
    parameters: ["evidence", "at", "by", "files"],
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
  MachineLost: reason("UNKNOWN", "WARNING", "The machine {machine} that it runs on does not answer.", {
    nextStepPattern: "Wait until it is back, or show this to your admin.",
    parameters: ["machine"],
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
