import { compareResourceVersions, type CoreEvent } from "../kube/mod.ts";

/** The instants of an event as they are written, by whichever API it came. */
export function lastAtOf(event: CoreEvent): string {
  const { series, lastTimestamp, eventTime, firstTimestamp, metadata } = event;
  return series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? firstTimestamp ?? metadata.creationTimestamp ??
    EPOCH;
}

export function firstAtOf(event: CoreEvent): string {
  return event.firstTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp ?? lastAtOf(event);
}

/** How often it happened. */
export function countOf(event: CoreEvent): number {
  return event.series?.count ?? event.count ?? 1;
}

/** Who said it: the component. */
export function reporterOf(event: CoreEvent): string | undefined {
  return event.reportingComponent || event.source?.component || undefined;
}

/** Oldest first; within one second, which is all that most events tell, in the order in which they were written. */
export function compareEvents(a: CoreEvent, b: CoreEvent): number {
  const [left, right] = [Date.parse(lastAtOf(a)), Date.parse(lastAtOf(b))];
  return left - right || compareResourceVersions(versionOf(a), versionOf(b));
}

const versionOf = (event: CoreEvent) => event.metadata.resourceVersion ?? "0";

const EPOCH = "1970-01-01T00:00:00Z";
