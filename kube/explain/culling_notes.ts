/** What a user or an admin should know beside the verdict, by its stable code. */
export const CULLING_NOTES = {
  IdleAfterRaised: "It asks to count as idle after {asked}; the least here is {used}.",
  IdleAfterLowered: "It asks to count as idle after {asked}; the most here is {used}.",
  IdleAfterUnreadable: "It asks to count as idle after {asked}, which is no duration such as 20s, 15m or 1d.",
  KeepUntilUnreadable: "It asks to be kept until {asked}, which is no time such as 2026-01-31T18:00:00Z.",
  KeepUntilCapped: "It asks to be kept until {asked}; the latest here is {used}.",
  CullingUnreadable: "Its annotation atelier.dev/culling says {asked}; only disabled has a meaning.",
  DisablingNotAllowed: "It asks never to be stopped for being idle, which is not allowed here.",
  DryRun: "This is a trial: nothing is stopped.",
} as const satisfies Readonly<Record<string, string>>;
