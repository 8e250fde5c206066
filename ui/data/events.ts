import { useClock } from "../clock/mod.ts";
import { useConnection } from "../connection/mod.ts";
import { createDeltaFeed, type DeltaFeed } from "./delta_feed.ts";
import { eventsSubscription, type Occurrence, type ResourceTarget } from "./documents/mod.ts";

/** What happened to one thing, live, for as long as the caller lives. */
export function useEvents(of: ResourceTarget): DeltaFeed<Occurrence> {
  const connection = useConnection();
  return createDeltaFeed<Occurrence>({
    report: connection.report,
    open: (onFrame, onEnd) =>
      connection.follow(eventsSubscription, () => ({ of }), { onData: (data) => onFrame(data.events), onEnd }),
  }, useClock());
}
