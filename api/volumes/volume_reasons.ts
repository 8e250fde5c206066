import type { Reason } from "../../kube/explain/mod.ts";

/** Reasons that the api gives for the state of a volume, in the order in which a volume lives. */
export const VOLUME_REASONS = {
  VolumeWaitsForUse: reason("OK", "Will be made when first used."),
  VolumeBeingMade: reason("INFO", "Its storage is being made."),
  VolumeNotMade: reason("ERROR", "Its storage could not be made: {detail}.", {
    nextStepPattern: "Show this to your admin, or delete it and choose another kind of storage.",
    parameters: ["detail"],
    suggestions: ["ASK_ADMIN", "DELETE"],
  }),
  StorageKindMissing: reason("ERROR", "There is no kind of storage {storageClass}.", {
    nextStepPattern: "Delete it and choose another kind of storage.",
    parameters: ["storageClass"],
    suggestions: ["DELETE", "ASK_ADMIN"],
  }),
  NoStorageKind: reason("ERROR", "No kind of storage is set, and nothing that exists fits.", {
    nextStepPattern: "Delete it and choose a kind of storage, or show this to your admin.",
    suggestions: ["DELETE", "ASK_ADMIN"],
  }),
  VolumeReady: reason("OK", "Ready."),
  VolumeGrowing: reason("INFO", "Growing to {size}.", { parameters: ["size"] }),
  VolumeGrowsAtNextUse: reason("INFO", "Grows to {size} when something starts that uses it.", {
    parameters: ["size"],
    nextStepPattern: "Start what uses it, or stop and start it.",
  }),
  VolumeGrowthFailed: reason("WARNING", "Can be used, but could not grow to {size}.", {
    nextStepPattern: "Show this to your admin.",
    parameters: ["size"],
    suggestions: ["ASK_ADMIN"],
  }),
  VolumeStorageLost: reason("ERROR", "Its storage is gone, and its files with it.", {
    nextStepPattern: "Show this to your admin before you delete it.",
    suggestions: ["ASK_ADMIN", "DELETE"],
  }),
  VolumeLeaving: reason("INFO", "Being deleted."),
  VolumeLeavesAfterUse: reason("INFO", "Being deleted as soon as nothing uses it any more.", {
    nextStepPattern: "Stop what uses it.",
    suggestions: ["FREE_VOLUME"],
  }),
  VolumeHeldByFinalizer: reason("WARNING", "Being deleted; held by {finalizer}.", {
    nextStepPattern: "Show this to your admin.",
    parameters: ["finalizer"],
    suggestions: ["ASK_ADMIN"],
  }),
  VolumeUnheard: reason("WARNING", "Nothing heard about it.", {
    nextStepPattern: "Ask your admin whether everything runs.",
    suggestions: ["ASK_ADMIN"],
  }),
} as const satisfies Readonly<Record<string, Reason>>;

function reason(
  severity: Reason["severity"],
  pattern: string,
  more: Partial<Pick<Reason, "nextStepPattern" | "parameters" | "suggestions">> = {},
): Reason {
  return { states: [], severity, pattern, parameters: [], suggestions: [], ...more };
}
