import type { Clock } from "../../platform/clock.ts";
import { ApiError } from "../../kube/errors.ts";
import type { Selector } from "../../kube/selectors/object_selector.ts";
import type { Storage, StorageEvent } from "./storage.ts";
import type { UntypedObject } from "../../kube/object.ts";

/** What one watch is to carry. */
export interface WatchOptions {
  resource: string;
  namespace: string;
  isWanted: Selector;
  /** Sent first, as ADDED. */
  initial: UntypedObject[];
  /** Changes after this resourceVersion follow. */
  from: number;
  bookmarks: "none" | "periodic";
  /** Whether a bookmark marks the end of `initial`. */
  endsInitial: boolean;
  timeoutMs: number;
  /** An object as JSON, as it goes over the wire. */
  render: (object: UntypedObject) => string;
  /** An object with a resourceVersion and annotations alone. */
  renderBookmark: (metadata: Record<string, unknown>) => unknown;
}

const BOOKMARK_MS = 60_000;
/** The last bookmark comes so long before the end. */
const LAST_BOOKMARK_MS = 2_000;
const CHUNK_FRAMES = 200;

/**
 * The body of a watch. It is pulled: a reader that is slow holds nothing here but its place among the remembered
 * events, and gets an ERROR of 410 Expired once that place is forgotten.
 */
export function watchStream(storage: Storage, clock: Clock, options: WatchOptions): ReadableStream<Uint8Array> {
  const ended = new AbortController();
  const frames = watchFrames(storage, clock, options, ended);
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await frames.next();
      if (done) return controller.close();
      controller.enqueue(new TextEncoder().encode(value.map((frame) => frame + "\n").join("")));
    },
    cancel: () => ended.abort(),
  }, { highWaterMark: 0 });
}

const toFrame = (type: string, object: string) => `{"type":"${type}","object":${object}}`;

async function* watchFrames(
  storage: Storage,
  clock: Clock,
  o: WatchOptions,
  ended: AbortController,
): AsyncGenerator<string[]> {
  const bookmark = (annotations?: Record<string, string>) => {
    const metadata = { resourceVersion: String(cursor), creationTimestamp: null, annotations };
    return [toFrame("BOOKMARK", JSON.stringify(o.renderBookmark(metadata)))];
  };
  let cursor = o.from;
  for (let i = 0; i < o.initial.length; i += CHUNK_FRAMES) {
    yield o.initial.slice(i, i + CHUNK_FRAMES).map((object) => toFrame("ADDED", o.render(object)));
  }
  if (o.endsInitial) yield bookmark({ "k8s.io/initial-events-end": "true" });
  const alarm = new Alarm(storage, clock, o, ended);
  try {
    while (!ended.signal.aborted) {
      const events = storage.eventsAfter(cursor);
      for (let i = 0; i < events.length; i += CHUNK_FRAMES) {
        const chunk = events.slice(i, i + CHUNK_FRAMES);
        const found = chunk.flatMap((event) => frameOf(event, o));
        cursor = chunk.at(-1)!.rv;
        if (found.length > 0) yield found;
      }
      if (alarm.isOver) return;
      if (alarm.takeBookmark()) yield bookmark();
      // Ahead of the storage where a client asked for a resourceVersion that is still to come.
      if (cursor >= storage.resourceVersion) await alarm.rung();
    }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    yield [toFrame("ERROR", JSON.stringify(error.status))];
  } finally {
    ended.abort();
  }
}

/** Rings at each write, when a bookmark is due, when the watch is over and when its reader is gone. */
class Alarm {
  isOver = false;
  #isBookmarkDue = false;
  #ring = () => {};

  constructor(storage: Storage, clock: Clock, { timeoutMs, bookmarks }: WatchOptions, ended: AbortController) {
    const { signal } = ended;
    storage.closed.addEventListener("abort", () => ended.abort(), { signal });
    const stop = storage.subscribe(() => this.#ring());
    signal.addEventListener("abort", () => {
      stop();
      this.#ring();
    });
    const end = clock.sleep(timeoutMs, signal).then(() => this.isOver = true);
    end.then(() => this.#ring(), () => {});
    if (bookmarks === "periodic") this.#remind(clock, timeoutMs - LAST_BOOKMARK_MS, signal).catch(() => {});
  }

  async #remind(clock: Clock, leftMs: number, signal: AbortSignal): Promise<void> {
    for (let left = leftMs; left > 0; left -= BOOKMARK_MS) {
      await clock.sleep(Math.min(left, BOOKMARK_MS), signal);
      this.#isBookmarkDue = true;
      this.#ring();
    }
  }

  rung(): Promise<void> {
    return new Promise((resolve) => this.#ring = resolve);
  }

  takeBookmark(): boolean {
    const isDue = this.#isBookmarkDue;
    this.#isBookmarkDue = false;
    return isDue;
  }
}

/** An object that begins to match is ADDED for this watch, one that ceases to is DELETED. */
function frameOf({ resource, type, object, previous }: StorageEvent, o: WatchOptions): string[] {
  if (resource !== o.resource || (o.namespace && object.metadata.namespace !== o.namespace)) return [];
  const was = previous !== undefined && o.isWanted(previous);
  const is = type !== "DELETED" && o.isWanted(object);
  if (!was && !is) return [];
  if (is) return [toFrame(was ? "MODIFIED" : "ADDED", o.render(object))];
  const { resourceVersion } = object.metadata;
  return [toFrame("DELETED", o.render({ ...previous!, metadata: { ...previous!.metadata, resourceVersion } }))];
}
