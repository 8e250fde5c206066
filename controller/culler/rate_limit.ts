const MINUTE_MS = 60_000;

/** When the latest actions were taken, in ms of an even clock, oldest first: a bucket of n tokens, each back after a minute. */
export type TakenAt = readonly number[];

/** Takes a token at `nowMs` where fewer than `perMinute` were taken in the minute before; never more in any minute. */
export function takeToken(
  taken: TakenAt,
  { nowMs, perMinute }: { nowMs: number; perMinute: number },
): { isTaken: boolean; taken: TakenAt } {
  const recent = taken.filter((at) => nowMs - at < MINUTE_MS);
  const isTaken = recent.length < perMinute;
  return { isTaken, taken: isTaken ? [...recent, nowMs] : recent };
}
