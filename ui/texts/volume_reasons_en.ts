import { detail, type ReasonText, type ReasonValues } from "./reason_text.ts";
import { memoryQuantity } from "./amounts.ts";
import { say } from "./sentence.ts";

const size = (v: ReasonValues) => v.get("size") ? memoryQuantity(v.get("size")) : "its new size";

/** The sentences about volumes, by reason. */
export const VOLUME_REASONS_EN = {
  VolumeWaitsForUse: { what: () => say`Will be made when first used.` },
  VolumeBeingMade: { what: () => say`Its storage is being made.` },
  VolumeNotMade: {
    what: (v) =>
      v.get("detail") ? say`Its storage could not be made: ${detail(v)}.` : say`Its storage could not be made.`,
    next: () => say`Show this to your admin, or delete it and choose another kind of storage.`,
  },
  StorageKindMissing: {
    what: (v) => say`There is no kind of storage ${v.get("storageClass") || "of that name"}.`,
    next: () => say`Delete it and choose another kind of storage.`,
  },
  NoStorageKind: {
    what: () => say`No kind of storage is set, and nothing that exists fits.`,
    next: () => say`Delete it and choose a kind of storage, or show this to your admin.`,
  },
  VolumeReady: { what: () => say`Ready.` },
  VolumeGrowing: { what: (v) => say`Growing to ${size(v)}.` },
  VolumeGrowsAtNextUse: {
    what: (v) => say`Grows to ${size(v)} when something starts that uses it.`,
    next: () => say`Start what uses it, or restart it.`,
  },
  VolumeGrowthFailed: {
    what: (v) => say`Can be used, but could not grow to ${size(v)}.`,
    next: () => say`Show this to your admin.`,
  },
  VolumeStorageLost: {
    what: () => say`Its storage is gone, and its files with it.`,
    next: () => say`Show this to your admin before you delete it.`,
  },
  VolumeLeaving: { what: () => say`Being deleted.` },
  VolumeLeavesAfterUse: {
    what: () => say`Being deleted as soon as nothing uses it any more.`,
    next: () => say`Stop what uses it.`,
  },
  VolumeHeldByFinalizer: {
    what: (v) => say`Being deleted; held by ${v.get("finalizer") || "another program"} since ${v.since}.`,
    next: () => say`Show this to your admin.`,
  },
  VolumeUnheard: {
    what: (v) => say`Nothing heard about it since ${v.since}.`,
    next: () => say`Ask your admin whether everything runs.`,
  },
} satisfies Record<string, ReasonText>;

/** Why a log is over, by reason. */
export const LOG_REASONS_EN = {
  LogEnded: { what: () => say`The log ends here.` },
  NoLogYet: { what: () => say`There is no log yet.`, next: () => say`Start it, or wait until it has started.` },
  NoPreviousLog: { what: () => say`There is no previous run.` },
  NotebookGone: { what: () => say`It is gone, and its log with it.` },
  TensorboardGone: { what: () => say`It is gone, and its log with it.` },
  LogUnreadable: {
    what: () => say`The log cannot be read now.`,
    next: () => say`Try again later, or show this to your admin.`,
  },
} satisfies Record<string, ReasonText>;
