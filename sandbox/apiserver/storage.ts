import { gone } from "../../kube/failure.ts";
import type { Journal, JournalEntry } from "./journal.ts";
import type { UntypedObject } from "../../kube/object.ts";

/** What happened to one object, in the order of resourceVersions. */
export interface StorageEvent {
  readonly rv: number;
  readonly type: "ADDED" | "MODIFIED" | "DELETED";
  /** Id of the resource, as `notebooks.kubeflow.org`. */
  readonly resource: string;
  readonly object: UntypedObject;
  readonly previous?: UntypedObject;
}

/** Where an object is kept: id of its resource, and `namespace/name` or `name`. */
export interface Address {
  readonly resource: string;
  readonly key: string;
}

const REMEMBERED_EVENTS = 10_000;

/** The key of an object within its resource. */
export const keyIn = (namespace: string | undefined, name: string) => namespace ? `${namespace}/${name}` : name;
const keyOf = (object: UntypedObject) => keyIn(object.metadata.namespace, object.metadata.name);

/**
 * All objects, in memory; every write is journalled before it shows. The last 10,000 events are remembered for watches.
 * Guarantee: resourceVersions only grow, restarts included.
 */
export class Storage {
  #resources = new Map<string, Map<string, UntypedObject>>();
  #byUid = new Map<string, Address>();
  #dependants = new Map<string, Set<string>>();
  #events: StorageEvent[] = [];
  /** Begins at 2, so that 1 is always too old, as on a real server. */
  #rv = 2;
  #forgotten: number;
  #closed = new AbortController();
  #listeners = new Set<(event: StorageEvent) => void>();

  constructor(private readonly journal?: Journal, entries: JournalEntry[] = []) {
    for (const entry of entries) this.#replay(entry);
    this.#forgotten = this.#rv;
    if (entries.length > 0) this.#compact();
  }

  /** The newest resourceVersion. */
  get resourceVersion(): number {
    return this.#rv;
  }

  get(resource: string, key: string): UntypedObject | undefined {
    return this.#resources.get(resource)?.get(key);
  }

  /** Objects of a resource, of one namespace if given, ordered by key. */
  list(resource: string, namespace?: string): UntypedObject[] {
    const all = this.#resources.get(resource) ?? new Map<string, UntypedObject>();
    const prefix = namespace ? `${namespace}/` : "";
    return [...all.keys()].filter((key) => key.startsWith(prefix)).sort().map((key) => all.get(key)!);
  }

  /** What `list` would have answered at `rv`; throws 410 where that is forgotten. */
  listAt(resource: string, namespace: string | undefined, rv: number): UntypedObject[] {
    const then = new Map(this.list(resource, namespace).map((object) => [keyOf(object), object]));
    const since = this.eventsAfter(rv).filter((event) =>
      event.resource === resource && (!namespace || event.object.metadata.namespace === namespace)
    );
    for (const event of since.reverse()) {
      if (event.previous) then.set(keyOf(event.object), event.previous);
      else then.delete(keyOf(event.object));
    }
    return [...then.keys()].sort().map((key) => then.get(key)!);
  }

  byUid(uid: string): UntypedObject | undefined {
    const address = this.addressOf(uid);
    return address && this.get(address.resource, address.key);
  }

  addressOf(uid: string): Address | undefined {
    return this.#byUid.get(uid);
  }

  /** UIDs of the objects that name `uid` as an owner. */
  dependantsOf(uid: string): string[] {
    return [...this.#dependants.get(uid) ?? []];
  }

  /** Ids of all resources that hold objects. */
  get resources(): string[] {
    return [...this.#resources.keys()];
  }

  /** Stores `object` (its metadata gets the new resourceVersion) and tells the watchers. */
  put(resource: string, object: UntypedObject): UntypedObject {
    const key = keyOf(object);
    const previous = this.get(resource, key);
    const rv = this.#rv + 1;
    const stored = { ...object, metadata: { ...object.metadata, resourceVersion: String(rv) } };
    this.#write({ rv, resource, put: stored });
    this.#emit({ rv, type: previous ? "MODIFIED" : "ADDED", resource, object: stored, previous });
    return stored;
  }

  /** Removes an object that exists; answers its last state with the resourceVersion of the removal. */
  remove(resource: string, key: string): UntypedObject {
    const previous = this.get(resource, key)!;
    const rv = this.#rv + 1;
    const object = { ...previous, metadata: { ...previous.metadata, resourceVersion: String(rv) } };
    this.#write({ rv, resource, removed: key });
    this.#emit({ rv, type: "DELETED", resource, object, previous });
    return object;
  }

  /** The remembered events after `rv`; throws 410 Expired where some of them are forgotten. */
  eventsAfter(rv: number): StorageEvent[] {
    if (rv < this.#forgotten) throw gone(`too old resource version: ${rv} (${this.#forgotten})`);
    return this.#events.slice(this.#firstAfter(rv));
  }

  /** Calls `listener` synchronously after each write; answers how to stop that. */
  subscribe(listener: (event: StorageEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Aborts when nothing will be written any more. */
  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  close(): void {
    this.#closed.abort();
    this.journal?.close();
  }

  #firstAfter(rv: number): number {
    let low = 0;
    for (let high = this.#events.length; low < high;) {
      const middle = (low + high) >> 1;
      if (this.#events[middle].rv > rv) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #write(entry: JournalEntry): void {
    this.journal?.append(entry);
    this.#replay(entry);
    if (this.journal?.isLong) this.#compact();
  }

  #replay({ rv, resource, put, removed }: JournalEntry): void {
    this.#rv = rv;
    if (!resource) return;
    const objects = this.#resources.get(resource) ?? new Map<string, UntypedObject>();
    this.#resources.set(resource, objects);
    const key = put ? keyOf(put) : removed!;
    this.#index({ resource, key }, objects.get(key), put);
    if (put) objects.set(key, put);
    else objects.delete(key);
  }

  #index(address: Address, before: UntypedObject | undefined, after: UntypedObject | undefined): void {
    for (const owner of before?.metadata.ownerReferences ?? []) {
      this.#dependants.get(owner.uid)?.delete(before!.metadata.uid!);
      if (this.#dependants.get(owner.uid)?.size === 0) this.#dependants.delete(owner.uid);
    }
    if (before?.metadata.uid) this.#byUid.delete(before.metadata.uid);
    if (!after?.metadata.uid) return;
    this.#byUid.set(after.metadata.uid, address);
    for (const owner of after.metadata.ownerReferences ?? []) {
      this.#dependants.set(owner.uid, (this.#dependants.get(owner.uid) ?? new Set()).add(after.metadata.uid));
    }
  }

  #emit(event: StorageEvent): void {
    this.#events.push(event);
    if (this.#events.length > 2 * REMEMBERED_EVENTS) {
      this.#events = this.#events.slice(-REMEMBERED_EVENTS);
      this.#forgotten = this.#events[0].rv - 1;
    }
    for (const listener of this.#listeners) listener(event);
  }

  #compact(): void {
    this.journal?.compact(this.#everything());
  }

  *#everything(): Generator<JournalEntry> {
    for (const [resource, objects] of this.#resources) {
      for (const put of objects.values()) yield { rv: this.#rv, resource, put };
    }
    yield { rv: this.#rv };
  }
}
