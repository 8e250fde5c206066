import { deepFreeze } from "./deep_freeze.ts";
import { ROLES_READ_MS } from "./errors.ts";
import type { KubeObject } from "./object.ts";
import { keyOf, type ResourceType } from "./resource_type.ts";
import { compareResourceVersions } from "./resource_version.ts";
import { shareParts } from "./share_parts.ts";
import type { Change, Store } from "./store.ts";
import { StoreIndex } from "./store_index.ts";
import { StoreWaiters } from "./store_waiters.ts";

/** Index values of an object; the same object may be under several. */
export type Indexes<T> = Readonly<Record<string, (object: T) => readonly string[]>>;

/** The writer's side of a store. Objects that come in are frozen in depth. */
export interface StoreWriter<T extends KubeObject> {
  /** Adds or replaces one object; nothing is told where its resourceVersion is the known one. */
  apply(object: T): void;
  /** Removes one object; nothing is told where it is not in the store. */
  delete(object: T): void;
  /** Replaces everything by a whole list, in one step for readers, and tells what changed and what vanished. */
  replaceAll(objects: Iterable<T>, resourceVersion: string): void;
  /** Nobody serves the kind: removes everything, until there is a list again. A store that was never ready is not so now. */
  markUnserved(): void;
  /** Moves `resourceVersion`. */
  advance(resourceVersion: string): void;
  /**
   * A try to watch has failed at `now`; `refusal` are the server's words where it forbids. They count once it has forbidden
   * for 5 s: an apiserver that starts forbids everything until it has read its roles.
   */
  markStale(now: Date, refusal?: string): void;
  markHealthy(): void;
}

/** What a store can be made with. */
export interface MemoryStoreOptions<T extends KubeObject> {
  indexes?: Indexes<T>;
  /** Hears what a listener throws; the others are called all the same. */
  onListenerError?: (error: unknown) => void;
}

/** Makes an empty store with its readers' and its writer's side. */
export function createMemoryStore<T extends KubeObject>(
  type: ResourceType<T>,
  options: MemoryStoreOptions<T> = {},
): { store: Store<T>; writer: StoreWriter<T> } {
  const memory = new MemoryStore(type, options);
  return { store: memory, writer: memory };
}

interface Subscription<T> {
  listener: (change: Change<T>) => void;
  onHealth?: () => void;
}

class MemoryStore<T extends KubeObject> implements Store<T>, StoreWriter<T> {
  readonly type: ResourceType<T>;
  readonly #objects = new Map<string, T>();
  readonly #byNamespace = new StoreIndex<T>((object) => [object.metadata.namespace ?? ""]);
  readonly #indexes: Map<string, StoreIndex<T>>;
  readonly #subscriptions = new Set<Subscription<T>>();
  readonly #waiters = new StoreWaiters();
  readonly #onListenerError: (error: unknown) => void;
  #resourceVersion = "";
  #staleSince: Date | undefined;
  #refusal: string | undefined;
  #forbiddenSince: Date | undefined;
  #isReady = false;
  #isUnserved = false;
  /** Came in last, whether it is still there or not. */
  #latest: T | undefined;

  constructor(type: ResourceType<T>, options: MemoryStoreOptions<T>) {
    const { indexes = {}, onListenerError = () => {} } = options;
    this.type = type;
    this.#indexes = new Map(Object.entries(indexes).map(([name, valuesOf]) => [name, new StoreIndex(valuesOf)]));
    this.#onListenerError = onListenerError;
  }

  get(key: string): T | undefined {
    return this.#objects.get(key);
  }

  list(namespace?: string): readonly T[] {
    return namespace === undefined ? [...this.#objects.values()] : this.#byNamespace.list(namespace);
  }

  byIndex(index: string, value: string): readonly T[] {
    const found = this.#indexes.get(index);
    if (!found) throw new Error(`Cannot read the index ${index} of ${this.type.plural}: there is none.`);
    return found.list(value);
  }

  get size(): number {
    return this.#objects.size;
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  get isUnserved(): boolean {
    return this.#isUnserved;
  }

  get resourceVersion(): string {
    return this.#resourceVersion;
  }

  get staleSince(): Date | undefined {
    return this.#staleSince;
  }

  get refusal(): string | undefined {
    return this.#refusal;
  }

  ready(signal?: AbortSignal): Promise<void> {
    return this.#waiters.wait(() => this.#isReady, signal);
  }

  settled(signal?: AbortSignal): Promise<void> {
    return this.#waiters.wait(() => this.#isReady || this.#refusal !== undefined, signal);
  }

  answerable(signal?: AbortSignal): Promise<void> {
    return this.#waiters.wait(() => this.#isReady || this.#refusal !== undefined || this.#isUnserved, signal);
  }

  reached(target: string, signal?: AbortSignal): Promise<void> {
    return this.#waiters.wait(() => compareResourceVersions(this.#resourceVersion, target) >= 0, signal);
  }

  subscribe(listener: (change: Change<T>) => void, onHealth?: () => void): () => void {
    const subscription = { listener, onHealth };
    this.#subscriptions.add(subscription);
    return () => void this.#subscriptions.delete(subscription);
  }

  apply(object: T): void {
    this.#tell(this.#put(object));
  }

  delete(object: T): void {
    this.#tell(this.#remove(keyOf(object)));
  }

  replaceAll(objects: Iterable<T>, resourceVersion: string): void {
    const vanished = new Set(this.#objects.keys());
    const applied: Change<T>[] = [];
    for (const object of objects) {
      applied.push(...this.#put(object));
      vanished.delete(keyOf(object));
    }
    const changes = [...vanished].flatMap((key) => this.#remove(key));
    this.#isReady = true;
    this.#isUnserved = false;
    this.#resourceVersion = resourceVersion;
    this.#tell([...changes, ...applied]);
    this.#waiters.check();
  }

  markUnserved(): void {
    this.#isUnserved = true;
    this.#tell([...this.#objects.keys()].flatMap((key) => this.#remove(key)));
    this.#waiters.check();
  }

  advance(resourceVersion: string): void {
    this.#resourceVersion = resourceVersion;
    this.#waiters.check();
  }

  markStale(now: Date, refusal?: string): void {
    this.#forbiddenSince = refusal === undefined ? undefined : this.#forbiddenSince ?? now;
    const isLasting = this.#forbiddenSince && now.getTime() - this.#forbiddenSince.getTime() >= ROLES_READ_MS;
    this.#refusal = isLasting ? refusal : undefined;
    this.#waiters.check();
    if (this.#staleSince) return;
    this.#staleSince = now;
    this.#tellHealth();
  }

  markHealthy(): void {
    this.#refusal = undefined;
    this.#forbiddenSince = undefined;
    if (!this.#staleSince) return;
    this.#staleSince = undefined;
    this.#tellHealth();
  }

  #put(incoming: T): Change<T>[] {
    const key = keyOf(incoming);
    const previous = this.#objects.get(key);
    const { uid, resourceVersion } = incoming.metadata;
    const isSame = previous?.metadata.uid === uid;
    if (previous && isSame && resourceVersion && previous.metadata.resourceVersion === resourceVersion) return [];
    // Neighbours are much alike: what is equal is held once.
    const object = this.#latest = deepFreeze(shareParts(incoming, previous ?? this.#latest ?? {}));
    this.#set(key, object, previous);
    if (!previous || isSame) return [{ type: "apply", object, previous }];
    // The name lives on in another object: who follows the former one must hear of its end.
    return [{ type: "delete", object: previous }, { type: "apply", object, previous: undefined }];
  }

  #remove(key: string): Change<T>[] {
    const previous = this.#objects.get(key);
    if (!previous) return [];
    this.#set(key, undefined, previous);
    return [{ type: "delete", object: previous }];
  }

  #set(key: string, object: T | undefined, previous: T | undefined): void {
    if (object) this.#objects.set(key, object);
    else this.#objects.delete(key);
    this.#byNamespace.replace(key, object, previous);
    for (const index of this.#indexes.values()) index.replace(key, object, previous);
  }

  #tell(changes: readonly Change<T>[]): void {
    for (const change of changes) this.#call(({ listener }) => listener(change));
  }

  #tellHealth(): void {
    this.#call(({ onHealth }) => onHealth?.());
  }

  #call(call: (subscription: Subscription<T>) => void): void {
    for (const subscription of [...this.#subscriptions]) {
      if (!this.#subscriptions.has(subscription)) continue;
      try {
        call(subscription);
      } catch (error) {
        this.#onListenerError(error);
      }
    }
  }
}
