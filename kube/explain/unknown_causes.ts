/** Every cause for which nobody knows whether something is idle, with its sentence. */
export const UNKNOWN_CAUSES = {
  PodMissing: "Nothing of it runs yet.",
  ImagePulling: "Its image is still being pulled.",
  PodStarting: "It is starting.",
  PodNotReady: "It is not ready.",
  PodYoung: "It started at {startedAt} and is left alone until {until}.",
  StartInFuture: "Its machine says that it started at {startedAt}, which is yet to come.",
  NoProbe: "Nothing is set up that could see whether it is used.",
  ProbeRefused: "The probe {probe} that it asks for is not allowed here.",
  ProbeInvalid: "{probe} is no probe: name jupyter, prometheus, gateway or exec, or a path such as /activity.",
  NothingToGoBy: "Nothing that answered says when it was last used.",
  Unreachable: "{source} cannot be reached: {detail}.",
  TooSlow: "{source} did not answer within {limit}.",
  Forbidden: "{source} may not be asked: it answers {status}.",
  TerminalsForbidden: "Its terminals cannot be asked.",
  Redirected: "{source} sends elsewhere instead of answering.",
  UnexpectedStatus: "{source} answers {status}.",
  TooLarge: "{source} answers with more than {limit}.",
  Malformed: "{source} answers what cannot be read: {detail}.",
  ClockDiffers: "The clock of {source} differs from ours: it says {said}.",
  ActivityInFuture: "{source} says that it was last used at {at}, which is yet to come.",
  CheckInFuture: "{source} was asked at {checkedAt}, which is yet to come.",
  EvidenceTooOld: "{source} was last asked at {checkedAt}.",
  KernelUnclear: "A kernel is {state}, which says neither busy nor idle.",
  TerminalSilent: "A terminal is open and silent since {since}; what runs in it cannot be seen.",
  TrafficUnmeasured: "Nothing measures its traffic at the moment.",
  CommandFailed: "The command that should see whether it is used failed: {detail}.",
} as const satisfies Readonly<Record<string, string>>;

/** A stable code of a cause. */
export type UnknownCause = keyof typeof UNKNOWN_CAUSES;
