import type { Log } from "../platform/log.ts";
import type { KubeClient } from "./client.ts";
import type { Indexes } from "./memory_store.ts";
import type { KubeObject } from "./object.ts";
import type { ResourceType } from "./resource_type.ts";
import type { Store } from "./store.ts";
import type { WatcherOptions } from "./watcher.ts";

/** What is kept in memory of what is watched. */
export interface ReflectorOptions<T extends KubeObject> extends WatcherOptions {
  indexes?: Indexes<T>;
  /** Takes off what nobody reads, before anything is stored; must keep metadata's name, namespace and resourceVersion. */
  trim?: (object: T) => T;
  /** False drops an object at intake; one that stops being kept is deleted from the store. */
  keep?: (object: T) => boolean;
  log?: Log;
  /** Called for each failure of the watch; it is tried again in `retryInMs`. */
  onError?: (error: Error, retryInMs: number) => void;
}

/** A store that a watch keeps current. */
export interface ReflectedStore<T extends KubeObject> extends Store<T> {
  /** Resolves when the watch has ended, after the signal aborted. */
  readonly finished: Promise<void>;
}

/** Starts a watch and returns at once the store that it fills; it ends with the signal. */
export function startReflector<T extends KubeObject>(
  _client: KubeClient,
  _type: ResourceType<T>,
  _options: ReflectorOptions<T>,
  _signal: AbortSignal,
): ReflectedStore<T> {
  throw new Error("Cannot start a reflector: not written yet.");
}
