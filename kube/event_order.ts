import type { CoreEvent } from "./builtins.ts";
import { compareResourceVersions } from "./resource_version.ts";

const EPOCH = "1970-01-01T00:00:00Z";

/** When an Event happened last, RFC 3339, as it is written, by whichever API it came. */
export function lastAtOf(event: CoreEvent): string {
  const { series, lastTimestamp, eventTime, firstTimestamp, metadata } = event;
  return series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? firstTimestamp ?? metadata.creationTimestamp ??
    EPOCH;
}

/**
 * Oldest first; within one second in the order in which they were written: most reporters tell whole seconds only, so that
 * finer ones must not win.
 */
export function compareEvents(a: CoreEvent, b: CoreEvent): number {
  const secondOf = (event: CoreEvent) => Math.floor(Date.parse(lastAtOf(event)) / 1_000);
  return secondOf(a) - secondOf(b) || compareResourceVersions(versionOf(a), versionOf(b));
}

const versionOf = (event: CoreEvent) => event.metadata.resourceVersion ?? "0";
