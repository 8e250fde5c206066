import type { Clock } from "../../platform/clock.ts";
import { ApiError } from "../../kube/errors.ts";
import type { Selector } from "./selectors.ts";
import type { Storage, StorageEvent } from "./storage.ts";
import type { StoredObject } from "./stored_object.ts";

/** What one watch is to carry. */
export interface WatchOptions {
  resource: string;
  namespace: string;
  isWanted: Selector;
  /** Sent first, as ADDED. */
  initial: StoredObject[];
  /** Changes after this resourceVersion follow. */
  from: number;
  bookmarks: "none" | "periodic";
  /** Whether a bookmark marks the end of `initial`. */
  endsInitial: boolean;
  timeoutMs: number;
  /** What an object looks like on the wire. */
  render: (object: StoredObject) => unknown;
  /** An object with a resourceVersion and annotations alone. */
  renderBookmark: (metadata: Record<string, unknown>) => unknown;
}

const BOOKMARK_MS = 60_000;
const CHUNK_FRAMES = 200;

/**
 * The body of a watch. It is pulled: a reader that is slow holds nothing here but its place among the remembered
 * events, and gets an ERROR of 410 Expired once that place is forgotten.
 */
export function watchStream(storage: Storage, clock: Clock, options: WatchOptions): ReadableStream<Uint8Array> {
  const ended = new AbortController();
  const frames = watchFrames(storage, clock, options, ended.signal);
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await frames.next();
      if (done) return controller.close();
      controller.enqueue(new TextEncoder().encode(value.map((frame) => JSON.stringify(frame) + "\n").join("")));
    },
    cancel: () => ended.abort(),
  }, { highWaterMark: 0 });
}

interface Frame {
  type: string;
  object: unknown;
}

async function* watchFrames(
  storage: Storage,
  clock: Clock,
  o: WatchOptions,
  signal: AbortSignal,
): AsyncGenerator<Frame[]> {
  const bookmark = (rv: number, annotations?: Record<string, string>): Frame[] => [
    {
      type: "BOOKMARK",
      object: o.renderBookmark({ resourceVersion: String(rv), creationTimestamp: null, annotations }),
    },
  ];
  const end = clock.now().getTime() + o.timeoutMs;
  let cursor = o.from;
  for (let i = 0; i < o.initial.length; i += CHUNK_FRAMES) {
    yield o.initial.slice(i, i + CHUNK_FRAMES).map((object) => ({ type: "ADDED", object: o.render(object) }));
  }
  if (o.endsInitial) yield bookmark(cursor, { "k8s.io/initial-events-end": "true" });
  let nextBookmark = clock.now().getTime() + BOOKMARK_MS;
  try {
    while (!signal.aborted) {
      const events = storage.eventsAfter(cursor);
      for (let i = 0; i < events.length; i += CHUNK_FRAMES) {
        const chunk = events.slice(i, i + CHUNK_FRAMES);
        const found = chunk.flatMap((event) => frameOf(event, o));
        cursor = chunk.at(-1)!.rv;
        if (found.length > 0) yield found;
      }
      const now = clock.now().getTime();
      if (now >= end) return;
      if (o.bookmarks === "periodic" && now >= nextBookmark) {
        nextBookmark = now + BOOKMARK_MS;
        yield bookmark(cursor);
      }
      if (cursor === storage.resourceVersion) {
        await nextWrite(storage, clock, (o.bookmarks === "periodic" ? Math.min(end, nextBookmark) : end) - now, signal);
      }
    }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    yield [{ type: "ERROR", object: error.status }];
  }
}

/** An object that begins to match is ADDED for this watch, one that ceases to is DELETED. */
function frameOf({ resource, type, object, previous }: StorageEvent, o: WatchOptions): Frame[] {
  if (resource !== o.resource || (o.namespace && object.metadata.namespace !== o.namespace)) return [];
  const was = previous !== undefined && o.isWanted(previous);
  const is = type !== "DELETED" && o.isWanted(object);
  if (!was && !is) return [];
  if (is) return [{ type: was ? "MODIFIED" : "ADDED", object: o.render(object) }];
  const { resourceVersion } = object.metadata;
  return [{
    type: "DELETED",
    object: o.render({ ...previous!, metadata: { ...previous!.metadata, resourceVersion } }),
  }];
}

/** Resolves at the next write, after `ms`, or when the reader is gone. */
async function nextWrite(storage: Storage, clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  const waiting = new AbortController();
  const stop = storage.subscribe(() => waiting.abort());
  const any = AbortSignal.any([waiting.signal, signal]);
  await clock.sleep(Math.max(ms, 0), any).catch(() => {});
  stop();
}
