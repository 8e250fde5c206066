import { type Reason, reason } from "./reason.ts";

/** Reasons of what will not start until somebody changes something, in the order of a start. */
export const FAILED_REASONS = {
  ImageNotFound: reason("FAILED", "ERROR", "There is no image {image}.", {
    nextStepPattern: "Choose another image.",
    parameters: ["image"],
    suggestions: ["CHOOSE_IMAGE"],
  }),
  ImageNameInvalid: reason("FAILED", "ERROR", "{image} cannot be the name of an image.", {
    nextStepPattern: "Correct it, or choose another image.",
    parameters: ["image"],
    suggestions: ["CHOOSE_IMAGE"],
  }),
  ImageAccessDenied: reason("FAILED", "ERROR", "The registry does not give out {image}: private, or not there.", {
    nextStepPattern: "Check its name, or ask your admin for access to it.",
    parameters: ["image"],
    suggestions: ["CHOOSE_IMAGE", "ASK_ADMIN"],
  }),
  ImagePullFailed: reason("FAILED", "ERROR", "The image {image} could not be pulled: {detail}.", {
    nextStepPattern: "Choose another image, or show this to your admin.",
    parameters: ["image", "detail"],
    suggestions: ["CHOOSE_IMAGE", "ASK_ADMIN"],
  }),
  ImageUnfit: reason("FAILED", "ERROR", "Its image cannot be run: {detail}.", {
    nextStepPattern: "Choose another image, or show this to your admin.",
    parameters: ["detail"],
    suggestions: ["CHOOSE_IMAGE", "ASK_ADMIN"],
  }),
  VolumeNotFound: reason("FAILED", "ERROR", "No volume is named {volume}.", {
    nextStepPattern: "Create it or choose another.",
    parameters: ["volume"],
    suggestions: ["DELETE"],
  }),
  VolumeLost: reason("FAILED", "ERROR", "The storage of {volume} is gone.", {
    nextStepPattern: "Ask your admin whether its files can be restored, or choose another volume.",
    parameters: ["volume"],
    suggestions: ["ASK_ADMIN"],
  }),
  SettingsMissing: reason("FAILED", "ERROR", "It needs {what}, which is not there.", {
    nextStepPattern: "Create it, or take it out of the settings.",
    parameters: ["what"],
    suggestions: ["DELETE", "ASK_ADMIN"],
  }),
  AccountMissing: reason("FAILED", "ERROR", "It runs as {account}, and there is no account of this name here.", {
    nextStepPattern: "Show this to your admin.",
    parameters: ["account"],
    suggestions: ["ASK_ADMIN"],
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
} as const satisfies Readonly<Record<string, Reason>>;
