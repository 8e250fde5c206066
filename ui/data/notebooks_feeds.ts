import { createRoot } from "solid-js";
import type { Clock } from "../clock/mod.ts";
import type { DeltaFeed } from "./delta_feed.ts";
import type { Notebook } from "./documents.ts";

/** The notebooks of one namespace, live. */
export type NotebooksFeed = DeltaFeed<Notebook>;

interface SharedFeed {
  feed: NotebooksFeed;
  users: number;
  dispose: () => void;
}

/** One subscription per namespace, whoever asks: the list, the details, the form. */
export interface NotebooksFeeds {
  take(namespace: string): NotebooksFeed;
  giveBack(namespace: string): void;
}

/** So that going from the list to the details and back keeps the subscription. */
const LINGER_MS = 3_000;

/** Opens feeds when first asked for and closes them a little after the last user has left. */
export function createNotebooksFeeds(open: (namespace: string) => NotebooksFeed, clock: Clock): NotebooksFeeds {
  const shared = new Map<string, SharedFeed>();
  const closeIfUnused = (namespace: string) => {
    const entry = shared.get(namespace);
    if (!entry || entry.users > 0) return;
    shared.delete(namespace);
    entry.dispose();
  };
  return {
    take(namespace) {
      const entry = shared.get(namespace) ??
        createRoot((dispose) => ({ feed: open(namespace), users: 0, dispose }), null);
      entry.users++;
      shared.set(namespace, entry);
      return entry.feed;
    },
    giveBack(namespace) {
      const entry = shared.get(namespace);
      if (!entry) return;
      entry.users--;
      clock.after(LINGER_MS, () => closeIfUnused(namespace));
    },
  };
}
