import { isSame } from "./is_same.ts";

/** One frame of a subscription, of any noun: the interface `Delta` of schema.graphql. */
export interface DeltaFrame<Item> {
  revision: string;
  reset: string | null;
  upserted: readonly Item[];
  removed: readonly { id: string; cause: string }[];
  inSync: boolean;
  staleSince: string | null;
}

/** What the page holds of one subscription. */
export interface Held<Item> {
  /** What is shown: the last state that was in sync. */
  shown: ReadonlyMap<string, Item>;
  /** Built aside since a reset, shown at the next `inSync`: a gap never blanks a page. */
  aside: ReadonlyMap<string, Item> | null;
  wasInSync: boolean;
  inSync: boolean;
  staleSince: string | null;
}

/** What is held before the first frame. */
export function nothingHeld<Item>(): Held<Item> {
  return { shown: new Map(), aside: null, wasInSync: false, inSync: false, staleSince: null };
}

/**
 * Applies one frame. Pure; returns `held` itself when the frame says nothing new, `held.shown` itself when the shown
 * items stay the same, and keeps the reference of each item that stays the same, also over a reset.
 */
export function applyDelta<Item extends { id: string }>(held: Held<Item>, frame: DeltaFrame<Item>): Held<Item> {
  const base = frame.reset ? new Map<string, Item>() : held.aside ?? held.shown;
  const built = change(base, frame, held.shown);
  const next: Held<Item> = {
    shown: frame.inSync ? keepIfEqual(held.shown, built) : held.shown,
    aside: frame.inSync ? null : built,
    wasInSync: held.wasInSync || frame.inSync,
    inSync: frame.inSync,
    staleSince: frame.staleSince,
  };
  return isUnchanged(held, next) ? held : next;
}

function change<Item extends { id: string }>(
  base: ReadonlyMap<string, Item>,
  frame: DeltaFrame<Item>,
  known: ReadonlyMap<string, Item>,
): ReadonlyMap<string, Item> {
  const next = new Map(base);
  let isChanged = false;
  for (const { id } of frame.removed) isChanged = next.delete(id) || isChanged;
  for (const item of frame.upserted) {
    const kept = reuse(known.get(item.id), item);
    if (next.get(item.id) === kept) continue;
    next.set(item.id, kept);
    isChanged = true;
  }
  return isChanged ? next : base;
}

function reuse<Item>(known: Item | undefined, item: Item): Item {
  return known !== undefined && isSame(known, item) ? known : item;
}

function keepIfEqual<Item>(before: ReadonlyMap<string, Item>, after: ReadonlyMap<string, Item>) {
  if (before.size !== after.size) return after;
  return [...after].every(([id, item]) => before.get(id) === item) ? before : after;
}

function isUnchanged<Item>(before: Held<Item>, after: Held<Item>): boolean {
  return before.shown === after.shown && before.aside === after.aside && before.inSync === after.inSync &&
    before.wasInSync === after.wasInSync && before.staleSince === after.staleSince;
}
