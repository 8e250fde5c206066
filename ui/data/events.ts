import { useClock } from "../clock/mod.ts";
import { useConnection } from "../connection/mod.ts";
import { createDeltaFeed, type DeltaFeed } from "./delta_feed.ts";
import { eventsSubscription, type NotebookEvent } from "./documents.ts";

/** What happened to one notebook, live, for as long as the caller lives. */
export function useEvents(namespace: string, name: string): DeltaFeed<NotebookEvent> {
  const connection = useConnection();
  const of = { notebook: { namespace, name } };
  return createDeltaFeed<NotebookEvent>({
    report: connection.report,
    open: (onFrame, onEnd) =>
      connection.follow(eventsSubscription, () => ({ of }), { onData: (data) => onFrame(data.events), onEnd }),
  }, useClock());
}
