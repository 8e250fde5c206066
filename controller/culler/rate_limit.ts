const MINUTE_MS = 60_000;

/** What is to be done to something, and to what: a stop is kept on it, a deletion leaves nothing. */
export interface LimitedAction {
  readonly uid: string;
  readonly act: "stop" | "delete";
}

/** One of the latest actions of this culler, at a time in ms of an even clock. */
export type TakenAction = LimitedAction & { readonly atMs: number };

/** How many there may be, and what is known of those who led before; times in ms of the same clock. */
export interface ActionLimit {
  readonly nowMs: number;
  readonly perMinute: number;
  /** Since when this culler leads: nobody else has acted since. */
  readonly beganMs: number;
  /** Whether anything shows that a culler was there before. */
  readonly isSuccessor: boolean;
  /** UIDs of what is kept to have been stopped in the minute before that; this culler's own may be among them. */
  readonly stoppedBefore: () => Iterable<string>;
}

/**
 * Takes a turn where fewer than `perMinute` actions were taken in the minute before, by this culler or by others who led
 * before: in any minute there are never more. What others stopped is read off it. What they deleted cannot be, so that
 * each culler deletes evenly, and who succeeds another takes for granted that it has done so until then.
 */
export function takeTurn(
  taken: readonly TakenAction[],
  action: LimitedAction,
  limit: ActionLimit,
): { isTaken: boolean; taken: readonly TakenAction[] } {
  const { nowMs, perMinute } = limit;
  const recent = taken.filter(({ atMs }) => nowMs - atMs < MINUTE_MS);
  const free = perMinute - recent.length - deletedUnseen(limit);
  const isTaken = free > 0 && (action.act === "stop" || isSpaced(recent, limit)) && stoppedUnseen(recent, limit) < free;
  return { isTaken, taken: isTaken ? [...recent, { ...action, atMs: nowMs }] : recent };
}

/** How many deletions by others may fall into the minute before now. */
function deletedUnseen({ nowMs, perMinute, beganMs, isSuccessor }: ActionLimit): number {
  if (!isSuccessor) return 0;
  return Math.ceil(perMinute * Math.max(0, MINUTE_MS - (nowMs - beganMs)) / MINUTE_MS);
}

function stoppedUnseen(recent: readonly TakenAction[], { nowMs, beganMs, stoppedBefore }: ActionLimit): number {
  if (nowMs - beganMs >= MINUTE_MS) return 0;
  const own = new Set(recent.map(({ uid }) => uid));
  return [...stoppedBefore()].filter((uid) => !own.has(uid)).length;
}

function isSpaced(recent: readonly TakenAction[], { nowMs, perMinute, beganMs }: ActionLimit): boolean {
  const last = recent.findLast(({ act }) => act === "delete")?.atMs ?? beganMs;
  return nowMs - last >= MINUTE_MS / perMinute;
}
