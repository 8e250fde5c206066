import { type Accessor, createContext, createMemo, onCleanup, type ParentProps, useContext } from "solid-js";
import { useClock } from "../clock/mod.ts";
import { type Connection, useConnection } from "../connection/mod.ts";
import { createDeltaFeed, type DeltaFeed, type FeedSource } from "./delta_feed.ts";
import { createSharedFeeds, type SharedFeeds } from "./shared_feeds.ts";

/** Where the things of a noun come from. */
export interface NounSource<Item> {
  /** Names the feed among those of other nouns. */
  noun: string;
  /** Starts the subscription for a namespace; returns what ends it. */
  open(follow: Connection["follow"], namespace: string, ...to: Parameters<FeedSource<Item>["open"]>): () => void;
}

const FeedsContext = createContext<SharedFeeds>();

/** Gives its children the shared feeds. */
export function FeedsProvider(props: ParentProps) {
  return <FeedsContext.Provider value={createSharedFeeds(useClock())}>{props.children}</FeedsContext.Provider>;
}

/** The things of a noun in a namespace, live, for as long as the caller lives. Null while there is no namespace. */
export function useNounFeed<Item extends { id: string }>(
  source: NounSource<Item>,
  namespace: Accessor<string | null>,
): Accessor<DeltaFeed<Item> | null> {
  const feeds = useContext(FeedsContext);
  if (!feeds) throw new Error(`Cannot use the ${source.noun}: no FeedsProvider is above`);
  const clock = useClock();
  const { report, follow } = useConnection();
  return createMemo(() => {
    const wanted = namespace();
    if (!wanted) return null;
    const key = `${source.noun} ${wanted}`;
    onCleanup(() => feeds.giveBack(key));
    return feeds.take(
      key,
      () => createDeltaFeed<Item>({ report, open: (...to) => source.open(follow, wanted, ...to) }, clock),
    );
  });
}
