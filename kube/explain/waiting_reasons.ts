import { type Reason, reason } from "./reason.ts";

/** Reasons of what waits and may go on by itself, in the order of a start. */
export const WAITING_REASONS = {
  NotEnoughResources: reason("WAITING", "WARNING", "No machine has enough {resource} free now.", {
    detailedPattern: "No machine has enough {resource} free now: {detail}.",
    nextStepPattern: "Ask for less, or wait.",
    parameters: ["resource", "detail", "nodes"],
    suggestions: ["REDUCE_RESOURCES"],
  }),
  QuotaExceeded: reason("WAITING", "WARNING", "The quota {quota} allows {hard} {resource}; {used} in use.", {
    detailedPattern: "The quota {quota} allows {hard} {resource}; {used} in use, and this asks for {asked}.",
    nextStepPattern: "Stop something or ask for less.",
    parameters: ["quota", "resource", "hard", "used", "asked"],
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
  MachineNotPreparing: reason("WAITING", "WARNING", "The machine {machine} cannot prepare it: {detail}.", {
    nextStepPattern: "Wait for the next try, or show this to your admin.",
    parameters: ["machine", "detail"],
    suggestions: ["ASK_ADMIN"],
  }),
  NoPlaceFits: reason("WAITING", "WARNING", "No machine fits: {detail}.", {
    nextStepPattern: "Change where it may run, or show this to your admin.",
    parameters: ["detail", "nodes"],
    suggestions: ["ASK_ADMIN"],
  }),
  NoAddressFree: reason("WAITING", "WARNING", "This cluster has no address free for it.", {
    nextStepPattern: "Show this to your admin.",
    suggestions: ["ASK_ADMIN"],
  }),
  CheckUnavailable: reason("WAITING", "WARNING", "The check {check}, which it has to pass, does not answer.", {
    nextStepPattern: "Wait, or show this to your admin.",
    parameters: ["check"],
    suggestions: ["ASK_ADMIN"],
  }),
  ImageRateLimited: reason("WAITING", "WARNING", "The registry of {image} limits how often it is asked.", {
    nextStepPattern: "Wait for the next try, or choose an image from elsewhere.",
    parameters: ["image"],
    suggestions: ["CHOOSE_IMAGE", "ASK_ADMIN"],
  }),
} as const satisfies Readonly<Record<string, Reason>>;
