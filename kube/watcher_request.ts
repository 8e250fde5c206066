import type { ListOptions, WatchOptions } from "./client.ts";
import type { WatcherState } from "./watcher_step.ts";

/** How many objects a page of a list has. */
const PAGE_SIZE = 500;

/** What is watched. */
export interface Selection {
  /** Absent: all namespaces. */
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
}

/** The request that a watcher makes next; a watch that hears nothing for `silenceMs` is given up. */
export type WatcherRequest =
  | { kind: "list"; options: ListOptions }
  | { kind: "watch"; options: WatchOptions; silenceMs: number };

/** How kinds with and without bookmarks are watched. */
export interface RequestOptions {
  /** False for kinds without a watch cache (Events): the watch then ends every 5 to 10 minutes and is re-opened. */
  bookmarks: boolean;
  /** Longest silence of a watch with bookmarks. */
  deadManMs: number;
  random: () => number;
}

/** What a watcher in `state` asks for next. */
export function nextRequest(state: WatcherState, selection: Selection, options: RequestOptions): WatcherRequest {
  const { namespace, labelSelector, fieldSelector } = selection;
  const selected = { namespace, labelSelector, fieldSelector };
  if (state.phase === "pages") {
    const page = state.continueToken === "" ? {} : { continue: state.continueToken };
    return { kind: "list", options: { ...selected, limit: PAGE_SIZE, ...page } };
  }
  // Without bookmarks silence says nothing, so the server is asked to end the watch, and given a while for it.
  const timeoutSeconds = options.bookmarks ? undefined : 300 + Math.round(options.random() * 300);
  const silenceMs = timeoutSeconds === undefined ? options.deadManMs : (timeoutSeconds + 30) * 1000;
  const from = state.phase === "stream" ? { sendInitialEvents: true } : { resourceVersion: state.resourceVersion };
  return { kind: "watch", options: { ...selected, ...from, timeoutSeconds }, silenceMs };
}
