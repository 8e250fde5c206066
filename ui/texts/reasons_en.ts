import { bytes, memoryQuantity } from "./amounts.ts";
import { exitWords } from "./exit_codes_en.ts";
import { FAILED_REASONS_EN } from "./failed_reasons_en.ts";
import { atTime, by, detail, type ReasonText, type ReasonValues } from "./reason_text.ts";
import type { ReasonCode } from "./reason_codes.ts";
import { plain, say, type Sentence } from "./sentence.ts";
import { LOG_REASONS_EN, VOLUME_REASONS_EN } from "./volume_reasons_en.ts";
import { readableSpans } from "./times.ts";
import { WAITING_REASONS_EN } from "./waiting_reasons_en.ts";

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
  ...WAITING_REASONS_EN,
  Ready: { what: (v) => say`Ready since ${v.since}.` },
  ReadyRestartPending: {
    what: (v) =>
      v.get("changes")
        ? say`Ready; a restart is pending: ${v.get("changes")} changed.`
        : say`Ready; a restart is pending.`,
    next: () => say`Restart it when it suits you.`,
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
      ...(v.time("at") ? [v.get("count") ? ", the last time" : "", ...atTime(v.time("at"))] : []),
      ...exitWords(v.get("exitCode")),
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
      ...(v.time("at") ? atTime(v.time("at")) : []),
      ".",
    ],
    next: () => say`Give it more memory, or load less at once.`,
  },
  WrongPrefix: {
    what: (v) =>
      v.get("path")
        ? say`Runs, but knows nothing of its own address ${v.get("path")}.`
        : say`Runs, but knows nothing of its own address.`,
    next: () => say`Choose one of the images that are offered, or show this to your admin.`,
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
  ...FAILED_REASONS_EN,
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
  Stopped: { what: (v) => [...say`Stopped`, ...by(v), ...say`, ${v.time("at") || v.since}.`, files(v)] },
  StoppedAutomatically: {
    what: (v) => [
      ...say`Stopped automatically, ${v.time("at") || v.since}`,
      ...(v.get("evidence") ? say`: ${readableEvidence(v.get("evidence"))}` : []),
      ".",
      files(v),
    ],
  },
  Deleting: { what: () => say`Being deleted.` },
  HeldByFinalizer: {
    what: (v) => say`Being deleted; held by ${v.get("finalizer") || "another program"} since ${v.since}.`,
    next: () => say`Show this to your admin.`,
  },
  NotAllowedToSee: {
    what: (v) => say`Nobody can see how it is: the controller may not look at ${v.get("resources") || "its parts"}.`,
    next: () => say`Show this to your admin.`,
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

/** What became of the files: without a volume of its own there was nothing to keep them. */
const files = (v: ReasonValues) =>
  v.get("files") === "lost" ? " It had no volume: its files are gone." : " Files are kept.";

/** Why the culler acted, which the server writes as a sentence: `Idle since …, for 1h or more`. */
const readableEvidence = (words: string) => `${words.charAt(0).toLowerCase()}${readableSpans(words.slice(1))}`;

function askedBy(v: ReasonValues): Sentence {
  return plain(by(v)) ? [", asked", ...by(v)] : [];
}
