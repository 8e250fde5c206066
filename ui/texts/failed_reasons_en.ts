import { amountOf, detail, type ReasonText, volume } from "./reason_text.ts";
import { say } from "./sentence.ts";

/** The sentences about what will not start until somebody changes something, by reason. */
export const FAILED_REASONS_EN = {
  ImageNotFound: {
    what: (v) => say`There is no image ${v.get("image") || "of that name"}.`,
    next: () => say`Choose another image.`,
  },
  ImageNameInvalid: {
    what: (v) => say`${v.get("image") || "What it asks for"} cannot be the name of an image.`,
    next: () => say`Choose another image.`,
  },
  ImageAccessDenied: {
    what: (v) => say`The registry does not give out ${v.get("image") || "the image"}: private, or not there.`,
    next: () => say`Check its name, or ask your admin for access to it.`,
  },
  ImagePullFailed: {
    what: (v) =>
      v.get("detail") ? say`The image could not be pulled: ${detail(v)}.` : say`The image could not be pulled.`,
    next: () => say`Wait for the next try, choose another image, or show this to your admin.`,
  },
  ImageUnfit: {
    what: (v) => v.get("detail") ? say`Its image cannot be run: ${detail(v)}.` : say`Its image cannot be run.`,
    next: () => say`Choose another image, or show this to your admin.`,
  },
  AccountMissing: {
    what: (v) => say`It runs as ${v.get("account") || "somebody"}, and there is no account of this name here.`,
    next: () => say`Show this to your admin.`,
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
    next: () => say`Ask your admin for it, or make a new one that does without.`,
  },
  RefusedByPolicy: {
    what: (v) => v.get("detail") ? say`A rule here refused it: ${detail(v)}.` : say`A rule here refused it.`,
    next: () => say`Show this to your admin.`,
  },
  OverLimit: {
    what: (v) =>
      v.get("maximum")
        ? say`At most ${amountOf(v, "maximum")} may be had here; it asks for ${
          amountOf(v, "asked", { bare: true }) || "more"
        }.`
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
} satisfies Record<string, ReasonText>;
