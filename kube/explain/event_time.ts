import type { CoreEvent } from "../builtins.ts";

/** When an Event happened last, in milliseconds since 1970; 0 where it does not say. */
export function eventTime(event: CoreEvent): number {
  const text = event.series?.lastObservedTime ?? event.lastTimestamp ?? event.eventTime ?? event.firstTimestamp;
  return text ? Date.parse(text) : 0;
}

/** The newest of the Events that match; of those of one second the one written last. */
export function newestEvent(
  events: readonly CoreEvent[],
  matches: (event: CoreEvent) => boolean,
): CoreEvent | undefined {
  return events.filter(matches).reduce<CoreEvent | undefined>(
    (newest, event) => newest === undefined || isNewer(event, newest) ? event : newest,
    undefined,
  );
}

function isNewer(a: CoreEvent, b: CoreEvent): boolean {
  // Most reporters write whole seconds only, so that finer ones must not win within the same second.
  const seconds = (event: CoreEvent) => Math.floor(eventTime(event) / 1000);
  if (seconds(a) !== seconds(b)) return seconds(a) > seconds(b);
  return Number(a.metadata.resourceVersion ?? 0) >= Number(b.metadata.resourceVersion ?? 0);
}
