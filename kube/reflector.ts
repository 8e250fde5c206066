import { systemClock } from "../platform/clock.ts";
import { type Log, silentLog } from "../platform/log.ts";
import type { KubeClient } from "./client.ts";
import { forbiddenWords, isNotFound } from "./errors.ts";
import { createMemoryStore, type Indexes, type StoreWriter } from "./memory_store.ts";
import { NO_KUBE_METRICS } from "./metrics.ts";
import type { KubeObject } from "./object.ts";
import { keyOf, type ResourceType } from "./resource_type.ts";
import type { Store } from "./store.ts";
import { watch, type WatcherOptions } from "./watcher.ts";
import type { WatcherEvent } from "./watcher_step.ts";

/** What is kept in memory of what is watched. */
export interface ReflectorOptions<T extends KubeObject> extends WatcherOptions {
  indexes?: Indexes<T>;
  /** Takes off what nobody reads before anything is stored; must keep metadata's identity and resourceVersion. */
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
  client: KubeClient,
  type: ResourceType<T>,
  options: ReflectorOptions<T>,
  signal: AbortSignal,
): ReflectedStore<T> {
  const { indexes, log = silentLog } = options;
  const onListenerError = (error: unknown) => log.error(`Cannot tell a change of ${type.plural}`, { error });
  const { store, writer } = createMemoryStore(type, { indexes, onListenerError });
  return fillStore(client, { store, writer, intake: createIntake(writer, options) }, options, signal);
}

/** A store with its writer, and what writes a watcher's events into it. */
export interface FilledStore<T extends KubeObject> {
  store: Store<T>;
  writer: StoreWriter<T>;
  intake: (event: WatcherEvent<T>) => void;
}

/** As `startReflector`, into a store of the caller's own. */
export function fillStore<T extends KubeObject>(
  client: KubeClient,
  { store, writer, intake }: FilledStore<T>,
  options: WatcherOptions & Pick<ReflectorOptions<T>, "log" | "onError">,
  signal: AbortSignal,
): ReflectedStore<T> {
  const { log = silentLog, clock = systemClock, onError } = options;
  const { type } = store;
  const hide = (options.metrics ?? NO_KUBE_METRICS).showStore(store);
  const fill = async () => {
    let isUnserved = false;
    for await (const event of watch(client, type, options, signal)) {
      try {
        intake(event);
      } catch (error) {
        // A fault of `keep` or `trim`: it costs this object, not the watch.
        log.error(`Cannot take in an object of ${type.plural}`, { error });
      }
      if (event.type === "healthy") {
        writer.markHealthy();
        isUnserved = false;
      }
      if (event.type !== "error") continue;
      writer.markStale(clock.now(), forbiddenWords(event.error));
      // A kind that nobody has installed is said once, not with every try.
      const level = isUnserved && isNotFound(event.error) ? "debug" : "warn";
      isUnserved = isNotFound(event.error);
      log[level](`Cannot watch ${type.plural}`, { error: event.error, retryInMs: event.retryInMs });
      onError?.(event.error, event.retryInMs);
    }
    hide();
  };
  return Object.defineProperty(store, "finished", { value: fill(), enumerable: true }) as ReflectedStore<T>;
}

/** Writes a watcher's events into a store; a list is gathered until it is whole. */
function createIntake<T extends KubeObject>(writer: StoreWriter<T>, options: ReflectorOptions<T>) {
  const { trim = (object: T) => object, keep = () => true } = options;
  let gathered: Map<string, T> | undefined;
  const onObject = (object: T, isDeleted: boolean) => {
    const isKept = !isDeleted && keep(object);
    if (gathered) {
      if (isKept) gathered.set(keyOf(object), trim(object));
      else gathered.delete(keyOf(object));
      return;
    }
    if (isKept) writer.apply(trim(object));
    else writer.delete(object);
    const { resourceVersion } = object.metadata;
    if (resourceVersion) writer.advance(resourceVersion);
  };
  return (event: WatcherEvent<T>): void => {
    switch (event.type) {
      case "init":
        gathered = new Map();
        return;
      case "apply":
      case "delete":
        return onObject(event.object, event.type === "delete");
      case "synced":
        writer.replaceAll(gathered?.values() ?? [], event.resourceVersion);
        gathered = undefined;
        return;
      case "unserved":
        return writer.markUnserved();
      case "bookmark":
        return writer.advance(event.resourceVersion);
    }
  };
}
