import {
  type Accessor,
  createContext,
  createMemo,
  createRoot,
  onCleanup,
  type ParentProps,
  useContext,
} from "solid-js";
import { type Clock, useClock } from "../clock/mod.ts";
import { type Connection, useConnection } from "../connection/mod.ts";
import { createDeltaFeed, type DeltaFeed } from "./delta_feed.ts";
import { type Notebook, notebooksSubscription } from "./documents.ts";

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

const FeedsContext = createContext<NotebooksFeeds>();

/** Gives its children the shared notebooks. */
export function NotebooksProvider(props: ParentProps) {
  const connection = useConnection();
  const clock = useClock();
  const feeds = createNotebooksFeeds((namespace) => openFeed(namespace, connection, clock), clock);
  return <FeedsContext.Provider value={feeds}>{props.children}</FeedsContext.Provider>;
}

function openFeed(namespace: string, connection: Connection, clock: Clock): NotebooksFeed {
  return createDeltaFeed<Notebook>({
    report: connection.report,
    open: (onFrame, onEnd) =>
      connection.follow(notebooksSubscription, () => ({ namespace }), {
        onData: (data) => onFrame(data.notebooks),
        onEnd,
      }),
  }, clock);
}

/** The notebooks of a namespace, live, for as long as the caller lives. Null while there is no namespace. */
export function useNotebooks(namespace: Accessor<string | null>): Accessor<NotebooksFeed | null> {
  const feeds = useContext(FeedsContext);
  if (!feeds) throw new Error("Cannot use the notebooks: no NotebooksProvider is above");
  return createMemo(() => {
    const wanted = namespace();
    if (!wanted) return null;
    onCleanup(() => feeds.giveBack(wanted));
    return feeds.take(wanted);
  });
}
