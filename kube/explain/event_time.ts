import type { CoreEvent } from "../builtins.ts";
import { compareEvents, lastAtOf } from "../event_order.ts";

/** When an Event happened last, in milliseconds since 1970; 0 where it does not say. */
export function eventTime(event: CoreEvent): number {
  return Date.parse(lastAtOf(event)) || 0;
}

/** The newest of the Events that match; of those of one second the one written last. */
export function newestEvent(
  events: readonly CoreEvent[],
  matches: (event: CoreEvent) => boolean,
): CoreEvent | undefined {
  return events.filter(matches).reduce<CoreEvent | undefined>(
    (newest, event) => newest === undefined || compareEvents(event, newest) >= 0 ? event : newest,
    undefined,
  );
}
