import { unseen } from "../request_error.ts";
import type { Change, KubeObject, Store } from "../../kube/mod.ts";
import type { Clock } from "../../platform/clock.ts";
import { closable } from "./closable.ts";
import { DeltaBuffer, type DeltaLimits } from "./delta_buffer.ts";
import type { Frame, RemovalCause, StreamItem } from "./frame.ts";
import type { Guard } from "./guard.ts";
import { Wake } from "./wake.ts";

/** Which objects of a store a stream is about. */
export interface DeltaSource<T extends KubeObject> {
  store: Store<T>;
  /** Which state of the cluster the objects reflect as they are now. */
  revision(): string;
  idOf(object: T): string;
  /** What the stream begins with, only objects that are in. */
  snapshot(): Iterable<T>;
  /** Whether an object belongs to the stream, else why not. */
  place(object: T): "in" | RemovalCause;
  /** Tells of objects, by store key, that look different without having been written; gives back how to stop. */
  onTouched?(touch: (key: string) => void): () => void;
  /** Estimated bytes in a frame. */
  weigh(object: T): number;
  /** Whether the stream has told all that was asked for; asked at each in-sync frame. */
  isDone?(): boolean;
}

export interface DeltaStreamOptions {
  clock: Clock;
  /** How long a burst is gathered before it is sent, in milliseconds; 10. */
  coalesceMs?: number;
  limits?: DeltaLimits;
}

/**
 * A snapshot, then changes, as frames; ends when `isDone` says so, when the guard revokes, or when the reader returns.
 * Memory is bounded by the number of objects, whatever the reader does.
 */
export function streamDeltas<T extends KubeObject>(
  source: DeltaSource<T>,
  guard: Guard,
  options: DeltaStreamOptions,
): AsyncGenerator<StreamItem<Frame<T>>> {
  return closable((signal) => run(new DeltaFeed(source, options.limits), guard, options, signal));
}

async function* run<T extends KubeObject>(
  feed: DeltaFeed<T>,
  guard: Guard,
  { clock, coalesceMs = 10 }: DeltaStreamOptions,
  signal: AbortSignal,
): AsyncGenerator<StreamItem<Frame<T>>> {
  const stopGuard = guard.start(() => feed.onGuard(guard));
  try {
    const { store } = feed.source;
    await Promise.race([store.answerable(signal), aborted(signal)]);
    if (signal.aborted) return;
    if (!store.isReady || store.isUnserved) return yield { kind: "ended", error: unseen(store) };
    feed.start();
    while (!signal.aborted) {
      const { verdict } = guard;
      if (verdict.kind === "revoked") return yield { kind: "ended", error: verdict.error };
      const frame = feed.next(verdict.kind === "unknown" ? verdict.since : undefined);
      if (frame) {
        const isDone = frame.inSync && verdict.kind === "allowed" && (feed.source.isDone?.() ?? false);
        yield { kind: "data", data: frame };
        if (isDone) return;
        continue;
      }
      await feed.wake.wait(signal);
      if (coalesceMs > 0 && !signal.aborted) await clock.sleep(coalesceMs, signal).catch(() => {});
    }
  } finally {
    feed.stop();
    stopGuard();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** Joins a store, a buffer and what is known of the rights into the frames of one stream. */
class DeltaFeed<T extends KubeObject> {
  readonly source: DeltaSource<T>;
  readonly wake = new Wake();
  readonly #buffer: DeltaBuffer<T>;
  #stops: (() => void)[] = [];
  #toldStaleSince: number | undefined;
  #fingerprint: string | undefined;
  #lastVersion = "0";

  constructor(source: DeltaSource<T>, limits?: DeltaLimits) {
    this.source = source;
    this.#buffer = new DeltaBuffer((object) => source.weigh(object), limits);
  }

  start(): void {
    const { store } = this.source;
    this.#lastVersion = store.resourceVersion;
    this.#begin("INITIAL");
    this.#stops.push(store.subscribe((change) => this.#onChange(change), () => this.#onHealth()));
    const stopTouching = this.source.onTouched?.((key) => this.#onTouched(key));
    if (stopTouching) this.#stops.push(stopTouching);
  }

  stop(): void {
    this.#stops.forEach((stop) => stop());
    this.#stops = [];
  }

  /** The rights were reviewed again: another set of them means another snapshot. */
  onGuard({ verdict }: Guard): void {
    if (verdict.kind === "allowed") {
      const hasChanged = this.#fingerprint !== undefined && this.#fingerprint !== verdict.fingerprint;
      this.#fingerprint = verdict.fingerprint;
      if (hasChanged && this.#stops.length > 0) this.#begin("ACCESS_CHANGED");
    }
    this.wake.ring();
  }

  /** The next frame; undefined while there is nothing to say. While rights are unknown no object is told. */
  next(unknownSince: Date | undefined): Frame<T> | undefined {
    const { store } = this.source;
    const staleSince = unknownSince ?? store.staleSince;
    const isHealthNews = staleSince?.getTime() !== this.#toldStaleSince;
    const hasNews = !unknownSince && this.#buffer.isDirty;
    if (!hasNews && !isHealthNews) return undefined;
    this.#toldStaleSince = staleSince?.getTime();
    if (!unknownSince && this.#buffer.isOverfull) this.#begin("SLOW_CONSUMER");
    // Read before the objects are taken: it must never promise more than the frame holds.
    const revision = this.source.revision();
    const taken = unknownSince ? { upserted: [], removed: [], inSync: !this.#buffer.isDirty } : this.#buffer.take();
    return { revision, ...taken, ...(staleSince && { staleSince }) };
  }

  #begin(reason: "INITIAL" | "GAP" | "SLOW_CONSUMER" | "ACCESS_CHANGED"): void {
    const { source } = this;
    const entries = Array.from(source.snapshot(), (object): [string, T] => [source.idOf(object), object]);
    this.#buffer.begin(reason, entries);
  }

  #onChange(change: Change<T>): void {
    const { source } = this;
    const id = source.idOf(change.object);
    if (change.type === "delete") this.#buffer.remove(id, "DELETED");
    else {
      const previousId = change.previous && source.idOf(change.previous);
      if (previousId && previousId !== id) this.#buffer.remove(previousId, "DELETED");
      this.#put(id, change.object);
    }
    if (this.#buffer.isDirty) this.wake.ring();
  }

  #onTouched(key: string): void {
    const object = this.source.store.get(key);
    if (!object) return;
    this.#put(this.source.idOf(object), object);
    if (this.#buffer.isDirty) this.wake.ring();
  }

  #put(id: string, object: T): void {
    const place = this.source.place(object);
    if (place === "in") this.#buffer.upsert(id, object);
    else this.#buffer.remove(id, place);
  }

  /** A store that comes back older than it was belongs to another cluster's memory: nothing held is worth keeping. */
  #onHealth(): void {
    const { staleSince, resourceVersion } = this.source.store;
    if (!staleSince) {
      if (BigInt(resourceVersion || "0") < BigInt(this.#lastVersion || "0")) this.#begin("GAP");
      this.#lastVersion = resourceVersion;
    }
    this.wake.ring();
  }
}
