import { type CoreEvent, EVENTS } from "./builtins.ts";
import type { KubeClient } from "./client.ts";
import { compareEvents } from "./event_order.ts";
import { createMemoryStore, type Indexes, type StoreWriter } from "./memory_store.ts";
import { fillStore, type ReflectedStore, type ReflectorOptions } from "./reflector.ts";
import { keyOf } from "./resource_type.ts";
import type { Store } from "./store.ts";
import { withoutManagedFields } from "./managed_fields.ts";
import type { WatcherEvent } from "./watcher_step.ts";

/** How many Events of one object are kept at most. */
export const EVENTS_PER_OBJECT = 50;

/** Which Events are kept, and by what else than `about` they are found. */
export interface EventStoreOptions extends Pick<ReflectorOptions<CoreEvent>, "clock" | "log" | "metrics" | "doubts"> {
  /** Asked at intake, since in a cluster most Events concern other people's pods. */
  keep: (event: CoreEvent) => boolean;
  indexes?: Indexes<CoreEvent>;
}

/**
 * Starts the shared watch of Events; unlike a plain reflector it keeps only the newest 50 of each object, which the index
 * `about` finds by `aboutKey`.
 */
export function startEventStore(
  client: KubeClient,
  { keep, indexes, ...options }: EventStoreOptions,
  signal: AbortSignal,
): ReflectedStore<CoreEvent> {
  const { store, writer } = createEventStore(indexes);
  const intake = new EventIntake(store, writer, keep);
  const filled = { store, writer, intake: (event: WatcherEvent<CoreEvent>) => intake.take(event) };
  return fillStore(client, filled, { ...options, bookmarks: false }, signal);
}

/** An empty store of Events that finds them by what they are about, and by `indexes`. */
export function createEventStore(indexes: Indexes<CoreEvent> = {}) {
  return createMemoryStore(EVENTS, { indexes: { ...indexes, about: (event: CoreEvent) => [aboutOf(event)] } });
}

/** The key of the index `about`. */
export function aboutKey(namespace: string, kind: string, name: string): string {
  return `${namespace}/${kind}/${name}`;
}

function aboutOf({ involvedObject, metadata }: CoreEvent): string {
  const { namespace = metadata.namespace ?? "", kind = "", name = "" } = involvedObject;
  return aboutKey(namespace, kind, name);
}

/** Writes a watcher's Events into a store: what nobody wants is dropped, and of a crowd the oldest. */
export class EventIntake {
  readonly #store: Store<CoreEvent>;
  readonly #writer: StoreWriter<CoreEvent>;
  readonly #isKept: (event: CoreEvent) => boolean;
  /** By name, while a list is being gathered. */
  #gathered: Map<string, CoreEvent> | undefined;

  constructor(store: Store<CoreEvent>, writer: StoreWriter<CoreEvent>, isKept: (event: CoreEvent) => boolean) {
    this.#store = store;
    this.#writer = writer;
    this.#isKept = isKept;
  }

  take(event: WatcherEvent<CoreEvent>): void {
    switch (event.type) {
      case "init":
        this.#gathered = new Map();
        return;
      case "apply":
        return this.#apply(event.object);
      case "delete":
        this.#gathered?.delete(keyOf(event.object));
        if (!this.#gathered) this.#writer.delete(event.object);
        return this.#advance(event.object);
      case "synced":
        this.#writer.replaceAll(newestOfEach([...this.#gathered?.values() ?? []]), event.resourceVersion);
        this.#gathered = undefined;
        return;
      case "unserved":
        return this.#writer.markUnserved();
      case "bookmark":
        return this.#writer.advance(event.resourceVersion);
    }
  }

  #apply(event: CoreEvent): void {
    if (this.#isKept(event)) {
      const kept = withoutManagedFields(event);
      if (this.#gathered) this.#gathered.set(keyOf(event), kept);
      else this.#keep(kept);
    }
    this.#advance(event);
  }

  #keep(event: CoreEvent): void {
    this.#writer.apply(event);
    const crowd = this.#store.byIndex("about", aboutOf(event));
    if (crowd.length > EVENTS_PER_OBJECT) this.#writer.delete(crowd.toSorted(compareEvents)[0]);
  }

  #advance({ metadata }: CoreEvent): void {
    if (!this.#gathered && metadata.resourceVersion) this.#writer.advance(metadata.resourceVersion);
  }
}

function newestOfEach(events: CoreEvent[]): CoreEvent[] {
  const groups = Map.groupBy(events, aboutOf);
  return [...groups.values()].flatMap((group) => group.toSorted(compareEvents).slice(-EVENTS_PER_OBJECT));
}
