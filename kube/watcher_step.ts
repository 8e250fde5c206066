import { backoffMs, type BackoffPolicy } from "../platform/backoff.ts";
import { INITIAL_EVENTS_END_ANNOTATION, type WatchFrame } from "./client.ts";
import { ApiError, isGone, isHistoryLost, isNotFound, isUnauthorized, SilenceError } from "./errors.ts";
import type { KubeList, KubeObject } from "./object.ts";

/**
 * What a watcher tells. Between `init` and `synced` it tells the whole list anew: what is not among it is gone. An
 * `init` may follow another without `synced` between: the first list broke. Outside of that, `apply` and `delete` are
 * changes in the order of the server.
 */
export type WatcherEvent<T extends KubeObject = KubeObject> =
  | { type: "init" }
  | { type: "apply"; object: T }
  | { type: "delete"; object: T }
  | { type: "synced"; resourceVersion: string }
  | { type: "bookmark"; resourceVersion: string }
  | { type: "error"; error: Error; retryInMs: number }
  /** The kind is not served, so there is none of it: its definition was removed, or is not there yet. */
  | { type: "unserved" }
  | { type: "healthy" };

/** What happened to the request that a watcher made. `afterMs` is how long it was open. */
export type WatcherInput<T extends KubeObject = KubeObject> =
  | { type: "opened" }
  | { type: "frame"; frame: WatchFrame<T> }
  | { type: "page"; list: KubeList<T> }
  | { type: "ended"; afterMs: number }
  | { type: "failed"; error: Error; afterMs: number };

/**
 * Where a watcher stands; what it does next follows from it (`nextRequest` in watcher_request.ts).
 *
 *              refused: 400, 422, 410, silence
 *     stream ─────────────────────────────> pages ──┐ next page
 *       │ initial-events-end                  │  ▲  │
 *       │                                     │  └──┘
 *       └───────────> follow <────────────────┘ last page
 *                      │  ▲
 *                      └──┘ end (at once), failure (after a while)
 *
 *     follow, 410 or a version from the future → stream or pages, whichever the server can
 */
export interface WatcherState {
  readonly phase: "stream" | "pages" | "follow";
  /** Whether the server may stream the initial list: false once it has refused the parameter. */
  readonly canStream: boolean;
  /** Up to where everything is known; where `follow` goes on. */
  readonly resourceVersion: string;
  /** Of the next page; empty for the first. */
  readonly continueToken: string;
  /** Failures in a row. */
  readonly failures: number;
  /** How often in a row the server has forgotten our version at once. */
  readonly losses: number;
  /** Whether an `error` was told and no `healthy` since. */
  readonly isBroken: boolean;
  /** How long to wait before the next request. */
  readonly waitMs: number;
}

/** What a step needs besides its input. */
export interface StepOptions {
  backoff: BackoffPolicy;
  random: () => number;
}

export interface Step<T extends KubeObject> {
  state: WatcherState;
  events: WatcherEvent<T>[];
}

/** A request that was open for this long has worked: what ends it is no failure in a row. */
const WORKED_MS = 10_000;

/** A kind that is not served is asked for again after this at the latest: somebody waits for its installation. */
const UNSERVED_MS = 5_000;
/** Credentials that are refused are tried again after this at the latest: whoever owns them puts others in their place. */
const UNAUTHORIZED_MS = 10_000;
/** Most of what a server may ask for: a proxy under maintenance may ask for hours, and is back in a minute. */
const RETRY_AFTER_MS = 60_000;

export const INITIAL_STATE: WatcherState = {
  phase: "stream",
  canStream: true,
  resourceVersion: "",
  continueToken: "",
  failures: 0,
  losses: 0,
  isBroken: false,
  waitMs: 0,
};

/** Decides what one input means: the next state and what is told. Pure; holds the whole policy of watching. */
export function step<T extends KubeObject>(
  state: WatcherState,
  input: WatcherInput<T>,
  options: StepOptions,
): Step<T> {
  switch (input.type) {
    case "opened":
      return onOpened(state);
    case "frame":
      return state.phase === "stream" ? onInitialFrame(state, input.frame) : onFrame(state, input.frame);
    case "page":
      return onPage(state, input.list);
    case "ended":
      return onEnded(state, input.afterMs, options);
    case "failed":
      return onFailed(state, input.error, input.afterMs, options);
  }
}

function onOpened<T extends KubeObject>(state: WatcherState): Step<T> {
  return state.phase === "stream" ? { state, events: [{ type: "init" }] } : healed(state, []);
}

function onInitialFrame<T extends KubeObject>(state: WatcherState, frame: WatchFrame<T>): Step<T> {
  if (frame.type !== "BOOKMARK") return { state, events: [toChange(frame)] };
  const { annotations, resourceVersion = "" } = frame.object.metadata;
  const isEnd = annotations?.[INITIAL_EVENTS_END_ANNOTATION] === "true";
  return isEnd ? synced(state, [], resourceVersion) : { state, events: [] };
}

function onFrame<T extends KubeObject>(state: WatcherState, frame: WatchFrame<T>): Step<T> {
  const { resourceVersion = state.resourceVersion } = frame.object.metadata;
  const isBookmark = frame.type === "BOOKMARK";
  return healed({ ...state, resourceVersion, failures: 0, losses: 0 }, [
    isBookmark ? { type: "bookmark", resourceVersion } : toChange(frame),
  ]);
}

function onPage<T extends KubeObject>(state: WatcherState, list: KubeList<T>): Step<T> {
  const events: WatcherEvent<T>[] = state.continueToken === "" ? [{ type: "init" }] : [];
  for (const object of list.items) events.push({ type: "apply", object });
  const { continue: continueToken = "", resourceVersion = "" } = list.metadata;
  if (continueToken !== "") return { state: { ...state, continueToken, waitMs: 0 }, events };
  return synced(state, events, resourceVersion);
}

function onEnded<T extends KubeObject>(state: WatcherState, afterMs: number, options: StepOptions): Step<T> {
  if (state.phase !== "follow") {
    return onFailed(state, new Error("Cannot list: the stream ended before its list did."), afterMs, options);
  }
  // A server that closes each watch at once must not be asked in a tight loop.
  const failures = afterMs >= 1000 ? 0 : state.failures + 1;
  const waitMs = failures === 0 ? 0 : backoffMs(failures, options.backoff, options.random);
  return { state: { ...state, failures, waitMs }, events: [] };
}

function onFailed<T extends KubeObject>(
  state: WatcherState,
  error: Error,
  afterMs: number,
  options: StepOptions,
): Step<T> {
  const { failures: before, losses } = afterMs >= WORKED_MS ? { failures: 0, losses: 0 } : state;
  if (state.phase === "stream" && isRefusal(error)) {
    const canStream = !isBadRequest(error);
    return { state: { ...state, phase: "pages", canStream, continueToken: "", waitMs: 0 }, events: [] };
  }
  // History that the server has forgotten is no fault, unless it forgets at once, again and again.
  if (isHistoryLost(error) && losses === 0) {
    return { state: { ...restarted(state), failures: before, losses: 1, waitMs: 0 }, events: [] };
  }
  const failures = before + 1;
  const backoff = backoffMs(failures, options.backoff, options.random);
  const waitMs = Math.min(Math.max(backoff, retryAfterMs(error)), longestWaitMs(error));
  const next = isHistoryLost(error) || isBadRequest(error) || isNotFound(error) ? restarted(state) : state;
  const failed: WatcherEvent<T> = { type: "error", error, retryInMs: waitMs };
  return {
    state: { ...next, failures, losses, waitMs, isBroken: true },
    events: isNotFound(error) ? [failed, { type: "unserved" }] : [failed],
  };
}

function restarted(state: WatcherState): WatcherState {
  return { ...state, phase: state.canStream ? "stream" : "pages", resourceVersion: "", continueToken: "" };
}

function synced<T extends KubeObject>(
  state: WatcherState,
  events: WatcherEvent<T>[],
  resourceVersion: string,
): Step<T> {
  const next: WatcherState = { ...state, phase: "follow", resourceVersion, continueToken: "", waitMs: 0 };
  events.push({ type: "synced", resourceVersion });
  return healed(next, events);
}

function healed<T extends KubeObject>(state: WatcherState, events: WatcherEvent<T>[]): Step<T> {
  if (!state.isBroken) return { state, events };
  return { state: { ...state, isBroken: false }, events: [...events, { type: "healthy" }] };
}

function toChange<T extends KubeObject>(frame: WatchFrame<T>): WatcherEvent<T> {
  return { type: frame.type === "DELETED" ? "delete" : "apply", object: frame.object };
}

/** Whether a server that cannot stream the initial list says so: by words, or by never ending it. */
function isRefusal(error: Error): boolean {
  return isBadRequest(error) || isGone(error) || error instanceof SilenceError;
}

function isBadRequest(error: Error): boolean {
  return error instanceof ApiError && (error.code === 400 || error.code === 422);
}

function longestWaitMs(error: Error): number {
  return isNotFound(error) ? UNSERVED_MS : isUnauthorized(error) ? UNAUTHORIZED_MS : Infinity;
}

function retryAfterMs(error: Error): number {
  const seconds = error instanceof ApiError ? error.status.details?.retryAfterSeconds ?? 0 : 0;
  return Math.min(seconds * 1000, RETRY_AFTER_MS);
}
