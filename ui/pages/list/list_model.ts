import { type Accessor, createMemo, createSignal, onCleanup, untrack } from "solid-js";
import type { Clock } from "../../clock/mod.ts";
import type { DeltaFeed, Item } from "../../data/mod.ts";
import type { NounList } from "../noun_list.ts";
import { countByFilter, isFound, type ListState } from "./list_state.ts";
import { countMoved, heldOrder, sortedIds, withFirst } from "./row_order.ts";

/** Which rows are shown, in which order, and how still they stand. */
export interface ListModel {
  rows: Accessor<readonly string[]>;
  /** How many rows would move if the list were sorted now. */
  moved: Accessor<number>;
  counts: Accessor<Record<string, number>>;
  /** The row is gone from the server and leaves soon. */
  isLeaving(id: string): boolean;
  /** Pointer or focus is in the list, or has left it. */
  setReading(isReading: boolean): void;
  sortNow(): void;
  /** The viewer has deleted this one: it leaves without a remark. */
  expectLeave(id: string): void;
}

/** The order stays for this long after pointer and focus have left. */
const SETTLE_MS = 2_000;
/** A row deleted elsewhere stays for this long where somebody reads. */
const LEAVE_MS = 3_000;

/** What decides which things are shown and in which order. */
type Shown<Of extends Item> = Pick<NounList<Of>, "filters" | "needsAttention" | "searched">;

/** `createdId` is what was just made: it stands first. */
export function createListModel<Of extends Item>(
  noun: Shown<Of>,
  feed: DeltaFeed<Of>,
  state: Accessor<ListState>,
  createdId: Accessor<string | null>,
  clock: Clock,
): ListModel {
  const { isHeld, setReading, release } = createHold(clock);
  const leaving = createLeaving(feed, isHeld, clock);
  const found = () => feed.items().filter((each) => isFound(noun.searched(each), state().search));
  const wanted = createMemo(() => {
    const matches = found().filter(noun.filters[state().filter]!);
    return withFirst(sortedIds(matches, noun.needsAttention), createdId());
  });
  const [sorts, setSorts] = createSignal(0);
  let lastSort = 0;
  const rows = createMemo<readonly string[]>((before) => {
    const present = [...wanted(), ...before.filter((id) => leaving.has(id))];
    const isSortAsked = sorts() !== lastSort;
    lastSort = sorts();
    const next = isHeld() && !isSortAsked ? withFirst(heldOrder(before, present), createdId()) : present;
    return isEqual(before, next) ? before : next;
  }, []);
  return {
    rows,
    moved: () => countMoved(rows().filter((id) => !leaving.has(id)), wanted()),
    counts: createMemo(() => countByFilter(found(), noun.filters)),
    isLeaving: leaving.has,
    setReading,
    sortNow: () => {
      setSorts((count) => count + 1);
      release();
    },
    expectLeave: leaving.expect,
  };
}

function isEqual(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index]);
}

function createHold(clock: Clock) {
  const [isHeld, setHeld] = createSignal(false);
  let cancel = () => {};
  const setReading = (isReading: boolean) => {
    cancel();
    if (isReading) setHeld(true);
    else cancel = clock.after(SETTLE_MS, () => setHeld(false));
  };
  onCleanup(() => cancel());
  return { isHeld, setReading, release: () => setHeld(false) };
}

/** Ids that are gone from the feed but stay on the page for a moment, because somebody reads there. */
function createLeaving(feed: Pick<DeltaFeed<Item>, "ids">, isHeld: Accessor<boolean>, clock: Clock) {
  const [left, setLeft] = createSignal<ReadonlySet<string>>(new Set());
  const expected = new Set<string>();
  let known = feed.ids();
  // A memo and not an effect: the rows must never be computed without it, or a row would be made anew.
  const ids = createMemo<ReadonlySet<string>>((before) => {
    const present = new Set(feed.ids());
    const gone = untrack(isHeld) ? known.filter((id) => !present.has(id) && !expected.has(id)) : [];
    known = feed.ids();
    for (const id of gone) clock.after(LEAVE_MS, () => setLeft((ids) => new Set(ids).add(id)));
    return new Set([...before, ...gone].filter((id) => !present.has(id) && !left().has(id)));
  }, new Set());
  return { has: (id: string) => ids().has(id), expect: (id: string) => void expected.add(id) };
}
