import { amountOf, detail, type ReasonText, resource, volume } from "./reason_text.ts";
import { say } from "./sentence.ts";

/** The sentences about what waits and may go on by itself, by reason. */
export const WAITING_REASONS_EN = {
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
        ? [
          ...say`The quota ${v.get("quota")} allows ${amountOf(v, "hard")}: ${
            amountOf(v, "used", { bare: true }) || "all"
          } in use`,
          ...(v.get("asked") ? say`, and this asks for ${amountOf(v, "asked", { bare: true })}.` : ["."]),
        ]
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
  VolumeNotBound: {
    what: (v) => say`${volume(v)} has no storage yet.`,
    next: () => say`Wait, choose another volume, or show this to your admin.`,
  },
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
    next: () => say`Change where it may run, or show this to your admin.`,
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
    what: (v) => say`The registry of ${v.get("image") || "the image"} limits how often it is asked.`,
    next: () => say`Wait for the next try, or choose an image from elsewhere.`,
  },
} satisfies Record<string, ReasonText>;
