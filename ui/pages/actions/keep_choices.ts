import type { IdleReport } from "../../data/mod.ts";
import { durationMs } from "../../texts/mod.ts";

/** A time until which something can be kept running; `lengthMs` from now, null for as long as is allowed. */
export interface KeepChoice {
  until: string;
  lengthMs: number | null;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const LENGTHS = [HOUR, 4 * HOUR, 12 * HOUR, 24 * HOUR, 72 * HOUR];
/** The longest that is allowed is offered unless a round length comes as close as this. */
const CLOSE_MS = 30 * MINUTE;

type Kept = Pick<IdleReport, "stopsAt" | "keepUntilMax" | "keepAtMost">;

/** Times until which something can be kept: later than it would stop anyway, and within the admin's bound. */
export function keepChoices(report: Kept, now: number): KeepChoice[] {
  const max = latestOf(report, now);
  const from = Math.max(now, report.stopsAt ? Date.parse(report.stopsAt) : now);
  if (max <= from + MINUTE) return [];
  const round = LENGTHS.map((lengthMs) => ({ at: Math.floor((now + lengthMs) / MINUTE) * MINUTE, lengthMs }))
    .filter(({ at }) => at > from && at <= max);
  const isCovered = round.some(({ at }) => max - at < CLOSE_MS);
  return [
    ...round.map(({ at, lengthMs }) => ({ until: instantOf(at), lengthMs })),
    ...(isCovered ? [] : [{ until: instantOf(max), lengthMs: null }]),
  ];
}

/** The one that is offered without a choice: the longest up to a day, else the shortest. */
export function usualChoice(choices: readonly KeepChoice[]): KeepChoice | undefined {
  return choices.findLast(({ lengthMs }) => lengthMs !== null && lengthMs <= 24 * HOUR) ?? choices[0];
}

/** While it is in use the bound counts from now. */
function latestOf({ keepUntilMax, keepAtMost }: Kept, now: number): number {
  if (keepUntilMax) return Date.parse(keepUntilMax);
  return keepAtMost ? now + durationMs(keepAtMost) : now;
}

const instantOf = (at: number) => new Date(Math.floor(at / 1_000) * 1_000).toISOString();
