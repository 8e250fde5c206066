import { type Accessor, createSignal, onCleanup } from "solid-js";
import { createStore, produce, reconcile } from "solid-js/store";
import type { Clock } from "../clock/mod.ts";
import type { Fault } from "../connection/mod.ts";
import { applyDelta, type DeltaFrame, type Held, nothingHeld } from "./apply_delta.ts";

/** How a feed stands. */
export type FeedStatus =
  /** Nothing was shown yet; `trouble` keeps it from coming, and it is tried again. */
  | { kind: "loading"; trouble: Fault | null }
  | { kind: "ready" }
  /** Over: `hadItems` says whether something was shown before. `at` is in epoch milliseconds. */
  | { kind: "ended"; fault: Fault; at: number; hadItems: boolean };

/** The items of one subscription as fine-grained state. */
export interface DeltaFeed<Item> {
  status: Accessor<FeedStatus>;
  /** The ids that exist, in the order they came. */
  ids: Accessor<readonly string[]>;
  /** One item; undefined once it is gone. */
  item(id: string): Item | undefined;
  /** All items. */
  items: Accessor<readonly Item[]>;
  /** Subscribes anew after an end. */
  retry(): void;
}

/** What a feed needs of the connection. */
export interface FeedSource<Item> {
  /** Starts the subscription; returns what ends it. */
  open(
    onFrame: (frame: DeltaFrame<Item>) => void,
    onEnd: (fault: Fault | null) => void,
    onTrouble: (fault: Fault) => void,
  ): () => void;
  /** Is told how far the stream can be trusted, null when it has ended. */
  report(
    key: object,
    state: { wasInSync: boolean; behindSince: number | null; staleSince: string | null } | null,
  ): void;
}

/** Feeds a Solid store from Delta frames, patched per changed item at most once per animation frame. */
export function createDeltaFeed<Item extends { id: string }>(source: FeedSource<Item>, clock: Clock): DeltaFeed<Item> {
  const [store, setStore] = createStore<{ byId: Record<string, Item> }>({ byId: {} });
  const [ids, setIds] = createSignal<readonly string[]>([]);
  const [status, setStatus] = createSignal<FeedStatus>({ kind: "loading", trouble: null });
  const key = {};
  let held: Held<Item> = nothingHeld();
  let painted: ReadonlyMap<string, Item> = held.shown;
  let behindSince: number | null = null;
  let isPaintDue = false;
  let stop = () => {};

  const paint = () => {
    isPaintDue = false;
    const before = painted;
    painted = held.shown;
    for (const [id, item] of painted) {
      if (before.get(id) === item) continue;
      // The store patches its own copy in place; what is held must not change under the reducer.
      const copy = structuredClone(item);
      setStore("byId", id, before.has(id) ? reconcile(copy) : copy);
    }
    const gone = [...before.keys()].filter((id) => !painted.has(id));
    const isSetChanged = gone.length > 0 || painted.size !== before.size;
    if (isSetChanged) setIds([...painted.keys()]);
    if (gone.length > 0) setStore("byId", produce((byId) => gone.forEach((id) => delete byId[id])));
    if (held.wasInSync && status().kind === "loading") setStatus({ kind: "ready" });
  };
  const schedulePaint = () => {
    if (isPaintDue) return;
    isPaintDue = true;
    clock.nextFrame(paint);
  };
  const onFrame = (frame: DeltaFrame<Item>) => {
    held = applyDelta(held, frame);
    behindSince = held.inSync ? null : behindSince ?? clock.now();
    source.report(key, { wasInSync: held.wasInSync, behindSince, staleSince: held.staleSince });
    if (painted !== held.shown || status().kind !== "ready") schedulePaint();
  };
  const onEnd = (fault: Fault | null) => {
    source.report(key, null);
    const why = fault ?? { code: "ENDED", message: "", nextStep: null };
    setStatus({ kind: "ended", fault: why, at: clock.now(), hadItems: held.wasInSync });
  };
  const onTrouble = (trouble: Fault) => {
    if (status().kind === "loading") setStatus({ kind: "loading", trouble });
  };
  const start = () => {
    source.report(key, { wasInSync: false, behindSince: null, staleSince: null });
    stop = source.open(onFrame, onEnd, onTrouble);
  };

  start();
  onCleanup(() => {
    stop();
    source.report(key, null);
  });
  return {
    status,
    ids,
    item: (id) => store.byId[id],
    items: () => ids().map((id) => store.byId[id]).filter((item) => item !== undefined),
    retry() {
      stop();
      held = { ...held, aside: null };
      setStatus({ kind: "loading", trouble: null });
      start();
    },
  };
}
