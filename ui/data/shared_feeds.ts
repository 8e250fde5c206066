import { createRoot } from "solid-js";
import type { Clock } from "../clock/mod.ts";
import type { DeltaFeed } from "./delta_feed.ts";

interface SharedFeed {
  feed: DeltaFeed<never>;
  users: number;
  dispose: () => void;
}

/** One subscription per noun and namespace, whoever asks: the list, the details, a form. */
export interface SharedFeeds {
  /** The feed kept under a key, opened by `open` where there is none; a key always stands for the same kind of item. */
  take<Item>(key: string, open: () => DeltaFeed<Item>): DeltaFeed<Item>;
  giveBack(key: string): void;
}

/** So that going from the list to the details and back keeps the subscription. */
const LINGER_MS = 3_000;

/** Opens feeds when first asked for and closes them a little after the last user has left. */
export function createSharedFeeds(clock: Clock): SharedFeeds {
  const shared = new Map<string, SharedFeed>();
  const closeIfUnused = (key: string) => {
    const entry = shared.get(key);
    if (!entry || entry.users > 0) return;
    shared.delete(key);
    entry.dispose();
  };
  return {
    take<Item>(key: string, open: () => DeltaFeed<Item>) {
      const entry = shared.get(key) ??
        createRoot((dispose) => ({ feed: open() as DeltaFeed<never>, users: 0, dispose }), null);
      entry.users++;
      shared.set(key, entry);
      return entry.feed as DeltaFeed<Item>;
    },
    giveBack(key) {
      const entry = shared.get(key);
      if (!entry) return;
      entry.users--;
      clock.after(LINGER_MS, () => closeIfUnused(key));
    },
  };
}
