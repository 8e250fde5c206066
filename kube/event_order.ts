import type { CoreEvent } from "./builtins.ts";
import { compareResourceVersions } from "./resource_version.ts";

const EPOCH = "1970-01-01T00:00:00Z";

/** When an Event happened last, RFC 3339, as it is written, by whichever API it came. */
export function lastAtOf(event: CoreEvent): string {
  const { series, lastTimestamp, eventTime, firstTimestamp, metadata } = event;
  return series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? firstTimestamp ?? metadata.creationTimestamp ??
    EPOCH;
}

/** Oldest first; within one second, which is all that most Events tell, in the order in which they were written. */
export function compareEvents(a: CoreEvent, b: CoreEvent): number {
  const [left, right] = [Date.parse(lastAtOf(a)), Date.parse(lastAtOf(b))];
  return left - right || compareResourceVersions(versionOf(a), versionOf(b));
}

const versionOf = (event: CoreEvent) => event.metadata.resourceVersion ?? "0";
