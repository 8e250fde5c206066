import type { Clock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import {
  type CoreEvent,
  createMemoryStore,
  EVENTS,
  fillStore,
  type KubeClient,
  type KubeMetrics,
  type ReflectedStore,
  type Store,
  type StoreWriter,
  type WatcherEvent,
} from "../kube/mod.ts";
import { isEventOfOurs } from "./event_intake.ts";
import { compareEvents } from "./event_view.ts";
import { EVENT_INDEXES } from "./store_indexes.ts";
import type { ToolStores } from "./tool_of_pod.ts";

/** How many events of one object are kept at most. */
export const EVENTS_PER_OBJECT = 50;

/** Starts the shared watch of events; unlike a plain reflector it keeps only the newest 50 of each object. */
export function startEventStore(
  client: KubeClient,
  tools: ToolStores,
  options: { clock: Clock; log: Log; metrics?: KubeMetrics },
  signal: AbortSignal,
): ReflectedStore<CoreEvent> {
  const { store, writer } = createMemoryStore(EVENTS, { indexes: EVENT_INDEXES });
  const intake = new EventIntake(store, writer, tools);
  const filled = { store, writer, intake: (event: WatcherEvent<CoreEvent>) => intake.take(event) };
  return fillStore(client, filled, { ...options, bookmarks: false }, signal);
}

/** Writes a watcher's events into a store: what is not ours is dropped, and of a crowd the oldest. */
export class EventIntake {
  readonly #store: Store<CoreEvent>;
  readonly #writer: StoreWriter<CoreEvent>;
  readonly #tools: ToolStores;
  /** By name, while a list is being gathered. */
  #gathered: Map<string, CoreEvent> | undefined;

  constructor(store: Store<CoreEvent>, writer: StoreWriter<CoreEvent>, tools: ToolStores) {
    this.#store = store;
    this.#writer = writer;
    this.#tools = tools;
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
        return this.#writer.clear();
      case "bookmark":
        return this.#writer.advance(event.resourceVersion);
    }
  }

  #apply(event: CoreEvent): void {
    if (isEventOfOurs(event, this.#tools)) {
      const kept = withoutManagedFields(event);
      if (this.#gathered) this.#gathered.set(keyOf(event), kept);
      else this.#keep(kept);
    }
    this.#advance(event);
  }

  #keep(event: CoreEvent): void {
    this.#writer.apply(event);
    const [about] = EVENT_INDEXES.about(event);
    const crowd = this.#store.byIndex("about", about);
    if (crowd.length > EVENTS_PER_OBJECT) this.#writer.delete(crowd.toSorted(compareEvents)[0]);
  }

  #advance({ metadata }: CoreEvent): void {
    if (!this.#gathered && metadata.resourceVersion) this.#writer.advance(metadata.resourceVersion);
  }
}

function newestOfEach(events: CoreEvent[]): CoreEvent[] {
  const groups = Map.groupBy(events, (event) => EVENT_INDEXES.about(event)[0]);
  return [...groups.values()].flatMap((group) => group.toSorted(compareEvents).slice(-EVENTS_PER_OBJECT));
}

function keyOf({ metadata }: CoreEvent): string {
  return `${metadata.namespace}/${metadata.name}`;
}

function withoutManagedFields(event: CoreEvent): CoreEvent {
  const { managedFields: _, ...metadata } = event.metadata;
  return { ...event, metadata };
}
