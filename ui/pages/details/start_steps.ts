import type { Runnable } from "../../data/mod.ts";

/** The steps of a start, in their order. */
export const START_STEPS = ["accepted", "place", "volumes", "image", "started", "ready"] as const;
/** One step of a start. */
export type StartStep = (typeof START_STEPS)[number];

/** Which step a start is at, by the reason that the server gives: all before it are done. */
const STEP_OF_REASON: Record<string, StartStep> = {
  Accepted: "accepted",
  RefusedByPolicy: "accepted",
  InvalidSpec: "accepted",
  OverLimit: "accepted",
  AccountMissing: "accepted",
  NameTooLong: "accepted",
  NameTaken: "accepted",
  FindingPlace: "place",
  NotEnoughResources: "place",
  QuotaExceeded: "place",
  NoPlaceFits: "place",
  NoAddressFree: "accepted",
  CheckUnavailable: "accepted",
  VolumeNotFound: "place",
  AttachingVolumes: "volumes",
  VolumeInUse: "volumes",
  VolumeHeldElsewhere: "volumes",
  VolumeExclusive: "volumes",
  NoRoomBesideVolume: "place",
  VolumeNotBound: "volumes",
  VolumeLost: "volumes",
  VolumeMountFailed: "volumes",
  MachineNotPreparing: "volumes",
  PullingImage: "image",
  ImageNotFound: "image",
  ImagePullFailed: "image",
  ImageNameInvalid: "image",
  ImageAccessDenied: "image",
  ImageRateLimited: "image",
  StartingServer: "started",
  ImageUnfit: "started",
  SettingsMissing: "started",
  CrashLoop: "started",
  OutOfMemory: "started",
  ListensBeyondLoopback: "started",
  NotAnsweringYet: "ready",
  WrongPrefix: "ready",
  ReadinessFailing: "ready",
};

type Started = Pick<Runnable, "state" | "explanation">;

/** Where a start stands; null where nothing is starting or the reason tells no step. */
export function currentStep(started: Started): StartStep | null {
  const isOnItsWay = ["STARTING", "WAITING", "FAILED", "UNHEALTHY"].includes(started.state);
  return isOnItsWay ? STEP_OF_REASON[started.explanation.reason] ?? null : null;
}

/** How far a step has come, between 0 and 1; null where that is not known. */
export function progressOf(started: Started): number | null {
  const number = (name: string) => Number(started.explanation.parameters.find((each) => each.name === name)?.value);
  const [done, total] = [number("done"), number("total")];
  return total > 0 && done >= 0 ? Math.min(1, done / total) : null;
}
