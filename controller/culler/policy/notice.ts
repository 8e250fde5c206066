import type { Situation, Warned } from "./situation.ts";

/** What is warned of: the instant at which time runs out, and since when it has been running. */
export interface Notice {
  readonly of: Warned["of"];
  readonly end: number;
  /** A warning from before says nothing about this time. */
  readonly since: number;
}

/**
 * When it ends, and whether that is now: never without a warning before. One that came more than a check period late moves
 * the end, so that the user has the time that was promised.
 */
export function noticeEnd(situation: Situation, notice: Notice): { stopsAt: number; isOver: boolean } {
  const { now, warningMs, settings: { checkPeriod } } = situation;
  if (warningMs === 0) return { stopsAt: notice.end, isOver: now >= notice.end };
  const warned = validWarning(situation, notice);
  const stopsAt = Math.max(notice.end, (warned?.at ?? now) + Math.max(0, warningMs - checkPeriod));
  return { stopsAt, isOver: warned !== undefined && now >= stopsAt };
}

/** The warning that was given of this, if any; of one in a trial nobody was told. */
export function validWarning({ warned, now, settings }: Situation, { of, since }: Notice): Warned | undefined {
  if (!warned || (warned.isTrial && !settings.dryRun)) return undefined;
  return warned.of === of && warned.at > since && warned.at <= now ? warned : undefined;
}
