import { type BackoffPolicy, DEFAULT_BACKOFF } from "../platform/backoff.ts";
import { type Clock, systemClock } from "../platform/clock.ts";
import type { KubeClient, WatchOptions } from "./client.ts";
import { SilenceError } from "./errors.ts";
import { linkAbort } from "./linked_abort.ts";
import { type KubeMetrics, NO_KUBE_METRICS } from "./metrics.ts";
import type { KubeObject } from "./object.ts";
import type { ResourceType } from "./resource_type.ts";
import { type RestartCause, restartCause } from "./watch_restart.ts";
import { nextRequest, type Selection, type WatcherRequest } from "./watcher_request.ts";
import { INITIAL_STATE, step, type WatcherEvent, type WatcherInput } from "./watcher_step.ts";

/** What is watched, and how. */
export interface WatcherOptions extends Selection {
  /** False for kinds without a watch cache (Events): the watch then ends every 5 to 10 minutes and is re-opened. */
  bookmarks?: boolean;
  /** Longest silence of a watch with bookmarks before it counts as broken; 150 s. */
  deadManMs?: number;
  /** Tells by an event `silence` that the server could not be heard: what is open counts as broken at once. */
  doubts?: EventTarget;
  backoff?: BackoffPolicy;
  clock?: Clock;
  random?: () => number;
  metrics?: KubeMetrics;
}

/** Watches for ever: ends only when the signal aborts, and never throws. The policy is in watcher_step.ts. */
export async function* watch<T extends KubeObject>(
  client: KubeClient,
  type: ResourceType<T>,
  options: WatcherOptions,
  signal: AbortSignal,
): AsyncGenerator<WatcherEvent<T>> {
  const { bookmarks = true, deadManMs = 150_000, clock = systemClock, random = Math.random } = options;
  const { doubts, backoff = DEFAULT_BACKOFF, metrics = NO_KUBE_METRICS } = options;
  let state = INITIAL_STATE;
  let hasSynced = false;
  let cause: RestartCause = "ended";
  while (!signal.aborted) {
    if (state.waitMs > 0) await clock.sleep(state.waitMs, signal).catch(() => {});
    if (signal.aborted) return;
    const request = nextRequest(state, options, { bookmarks, deadManMs, random });
    for await (const input of perform(client, type, request, { clock, doubts }, signal)) {
      if (input.type === "ended" || input.type === "failed") {
        cause = restartCause(input.type === "failed" ? input.error : undefined);
        metrics.watchRestarted(type, cause);
      }
      const next = step(state, input, { backoff, random });
      state = next.state;
      for (const event of next.events) {
        if (signal.aborted) return;
        if (event.type === "init" && hasSynced) metrics.relisted(type, cause);
        if (event.type === "synced") hasSynced = true;
        yield event;
      }
    }
  }
}

/** Carries out one request and tells what came of it; failures are inputs too. */
async function* perform<T extends KubeObject>(
  client: KubeClient,
  type: ResourceType<T>,
  request: WatcherRequest,
  { clock, doubts }: Senses,
  signal: AbortSignal,
): AsyncGenerator<WatcherInput<T>> {
  const begin = clock.now().getTime();
  try {
    if (request.kind === "list") {
      yield { type: "page", list: await client.list(type, request.options, signal) };
      return;
    }
    const startGuard = () => startDeadMan(request.silenceMs, { clock, doubts }, signal);
    yield* follow(client, type, request.options, startGuard);
    if (!signal.aborted) yield { type: "ended", afterMs: clock.now().getTime() - begin };
  } catch (error) {
    if (!signal.aborted) yield { type: "failed", error: toError(error), afterMs: clock.now().getTime() - begin };
  }
}

/** One watch: `opened`, then its frames; throws when it breaks or is silent for too long. */
async function* follow<T extends KubeObject>(
  client: KubeClient,
  type: ResourceType<T>,
  options: WatchOptions,
  startGuard: () => DeadMan,
): AsyncGenerator<WatcherInput<T>> {
  const deadMan = startGuard();
  const opened = Promise.withResolvers<"opened">();
  const onOpen = () => opened.resolve("opened");
  const frames = client.watch(type, { ...options, onOpen }, deadMan.signal)[Symbol.asyncIterator]();
  let next = frames.next();
  try {
    if (await Promise.race([opened.promise, next.then(() => "opened")]) === "opened") yield { type: "opened" };
    for (let result = await next; !result.done; result = await next) {
      deadMan.heard();
      yield { type: "frame", frame: result.value };
      next = frames.next();
    }
  } finally {
    deadMan.stop();
    // Where the reader stopped early, the request has ended now; what it rejects with is known.
    next.then(() => frames.return?.()).catch(() => {});
  }
}

/** By what a watch knows that it is broken although nobody says so. */
interface Senses {
  clock: Clock;
  doubts: EventTarget | undefined;
}

/** A guard of one watch. */
type DeadMan = ReturnType<typeof startDeadMan>;

/** A signal that aborts when nothing was heard for `silenceMs`, or elsewhere, when `outer` aborts, and on `stop`. */
function startDeadMan(silenceMs: number, { clock, doubts }: Senses, outer: AbortSignal) {
  const { controller, unlink } = linkAbort(outer);
  const onDoubt = () => controller.abort(new SilenceError("Cannot trust a watch: its server could not be heard."));
  doubts?.addEventListener("silence", onDoubt);
  let lastHeard = clock.now().getTime();
  const guard = async () => {
    for (;;) {
      const leftMs = lastHeard + silenceMs - clock.now().getTime();
      if (leftMs <= 0) break;
      await clock.sleep(leftMs, controller.signal);
    }
    controller.abort(new SilenceError(`Cannot hear the server: its watch was silent for ${silenceMs / 1000} s.`));
  };
  guard().catch(() => {});
  return {
    signal: controller.signal,
    heard: () => void (lastHeard = clock.now().getTime()),
    stop() {
      unlink();
      doubts?.removeEventListener("silence", onDoubt);
      controller.abort(new DOMException("The watch is over.", "AbortError"));
    },
  };
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error), { cause: error });
}
