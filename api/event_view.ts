import { type CoreEvent, lastAtOf } from "../kube/mod.ts";

/** When it happened first. */
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
