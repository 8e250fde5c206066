import type { BackoffPolicy } from "../platform/backoff.ts";
import type { Clock } from "../platform/clock.ts";
import type { KubeClient } from "./client.ts";
import type { KubeObject } from "./object.ts";
import type { ResourceType } from "./resource_type.ts";
import type { WatcherEvent } from "./watcher_step.ts";

/** What is watched, and how. */
export interface WatcherOptions {
  /** Absent: all namespaces. */
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
  /** False for kinds without a watch cache (Events): the watch then ends every 5 to 10 minutes and is re-opened. */
  bookmarks?: boolean;
  /** Longest silence of a watch with bookmarks before it counts as broken; 150 s. */
  deadManMs?: number;
  backoff?: BackoffPolicy;
  clock?: Clock;
  random?: () => number;
}

/** Watches for ever: ends only when the signal aborts, and never throws before. */
export function watch<T extends KubeObject>(
  _client: KubeClient,
  _type: ResourceType<T>,
  _options: WatcherOptions,
  _signal: AbortSignal,
): AsyncGenerator<WatcherEvent<T>> {
  throw new Error("Cannot watch: not written yet.");
}
