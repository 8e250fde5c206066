import { type Accessor, createContext, createMemo, onCleanup, type ParentProps, useContext } from "solid-js";
import { type Clock, useClock } from "../clock/mod.ts";
import { type Connection, useConnection } from "../connection/mod.ts";
import { createDeltaFeed } from "./delta_feed.ts";
import { type Notebook, notebooksSubscription } from "./documents.ts";
import { createNotebooksFeeds, type NotebooksFeed, type NotebooksFeeds } from "./notebooks_feeds.ts";

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
