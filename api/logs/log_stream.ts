import { ApiError, type KubeObject, type StatusExplanation } from "../../kube/mod.ts";
import { ACCESS } from "../access.ts";
import type { ApiContext } from "../context.ts";
import { apiExplanation } from "../explanation_view.ts";
import { closable } from "../live/closable.ts";
import type { StreamItem } from "../live/frame.ts";
import { createGuard, type Guard } from "../live/guard.ts";
import { Wake } from "../live/wake.ts";
import type { Noun, NounServer } from "../nouns/noun.ts";
import { forbidden, requestError } from "../request_error.ts";
import type { ObjectAddress } from "../target.ts";
import { ContainerReader } from "./container_reader.ts";
import { LogBuffer, type LogLine } from "./log_buffer.ts";
import { decodeLogCursor, encodeLogCursor, type LogCursor } from "./log_cursor.ts";
import { podsOfWorkload, type ToolPods } from "./tool_pods.ts";

/** What a log is of. */
interface Tool<T extends KubeObject = KubeObject> {
  noun: Noun<T>;
  server: NounServer<T>;
  pods: ToolPods;
}

/** Arguments of `Subscription.logs`. */
export interface LogArguments {
  address: ObjectAddress;
  container?: string | null;
  tail?: number | null;
  since?: Date | null;
  after?: string | null;
  previous: boolean;
  follow: boolean;
}

/** One message of a log: `LogDelta` of the schema. */
export interface LogFrame {
  lines: LogLine[];
  cursor: string;
  inSync: boolean;
  skippedBytes: number;
  ended?: StatusExplanation;
}

const MAX_TAIL = 10_000;
/** How long a stream waits for its first lines before it says that there are none yet, in milliseconds. */
const FIRST_FRAME_MS = 300;
/** How long lines gather before they are told together, in milliseconds: a log comes in many small pieces. */
const GATHER_MS = 40;

/** The log of a tool's containers in chunks; rejects with FORBIDDEN, INVALID or RATE_LIMITED. */
export async function streamLogs<T extends KubeObject>(
  context: ApiContext,
  noun: Noun<T>,
  args: LogArguments,
): Promise<AsyncGenerator<StreamItem<LogFrame>>> {
  const { rights, identity, logLanes, stores } = context;
  const { namespace, name } = args.address;
  const { workload } = noun.familyOf(name, undefined);
  const { server } = noun;
  if (!server || !workload) throw requestError("INVALID", `Cannot read a log: a ${noun.word} has none.`);
  const tool = { noun, server, pods: podsOfWorkload(stores.pods, namespace, workload) };
  // The only pod of a StatefulSet has a name that rights may be bound to; others are named anew each time.
  const pod = workload.startsWith("StatefulSet/") ? `${name}-0` : undefined;
  const review = async () => await rights.may(ACCESS.readLogs, namespace, pod) ? "" : undefined;
  const first = await review();
  if (first === undefined) throw forbidden(ACCESS.readLogs, namespace);
  if (args.tail != null && (args.tail < 0 || args.tail > MAX_TAIL)) {
    throw requestError("INVALID", `Cannot begin with ${args.tail} lines: 0 to ${MAX_TAIL} are possible.`);
  }
  const cursor = args.after == null ? {} : decodeLogCursor(args.after);
  if (!cursor) throw requestError("INVALID", "Cannot go on from this cursor: it is none of a log.");
  const leave = logLanes.enter(identity.name);
  const guard = createGuard(review, first, context);
  const gather = (signal: AbortSignal) => context.clock.sleep(GATHER_MS, signal).catch(() => {});
  return closable((signal) =>
    run(new LogFeed(context, tool as unknown as Tool, args, cursor), { guard, leave, gather }, signal)
  );
}

async function* run(
  feed: LogFeed,
  { guard, leave, gather }: { guard: Guard; leave: () => void; gather: (signal: AbortSignal) => Promise<void> },
  signal: AbortSignal,
): AsyncGenerator<StreamItem<LogFrame>> {
  const reading = new AbortController();
  const stopGuard = guard.start(() => feed.wake.ring());
  try {
    feed.start(reading.signal);
    while (!signal.aborted) {
      if (guard.verdict.kind === "revoked") return yield { kind: "ended", error: guard.verdict.error };
      const frame = guard.verdict.kind === "allowed" ? feed.next() : undefined;
      if (frame) yield { kind: "data", data: frame };
      if (frame?.ended) return;
      if (!frame) await feed.wake.wait(signal);
      if (!frame || frame.inSync) await gather(signal);
    }
  } finally {
    reading.abort();
    stopGuard();
    leave();
  }
}

/** The readers of one stream and what they have read. */
class LogFeed {
  readonly wake = new Wake();
  readonly #context: ApiContext;
  readonly #tool: Tool;
  readonly #args: LogArguments;
  readonly #after: LogCursor;
  readonly #buffer: LogBuffer;
  #drained = Promise.withResolvers<void>();
  #ended: StatusExplanation | undefined;
  #isFirstDue = false;
  #hasBegun = false;

  constructor(context: ApiContext, tool: Tool, args: LogArguments, after: LogCursor) {
    this.#context = context;
    this.#tool = tool;
    this.#args = args;
    this.#after = after;
    this.#buffer = new LogBuffer(after);
  }

  start(signal: AbortSignal): void {
    signal.addEventListener("abort", () => this.#drained.resolve(), { once: true });
    this.#context.clock.sleep(FIRST_FRAME_MS, signal).then(() => {
      this.#isFirstDue = true;
      this.wake.ring();
    }, () => {});
    this.#readAll(signal).then((ended) => this.#end(ended), (error) => {
      if (signal.aborted) return;
      this.#context.log.warn("Cannot read a log", { ...this.#args.address, error });
      this.#end("LogUnreadable");
    });
  }

  /** The next frame; undefined while there is nothing to say. */
  next(): LogFrame | undefined {
    const isFirst = !this.#hasBegun && this.#isFirstDue;
    if (this.#buffer.isEmpty && !this.#ended && !isFirst) return undefined;
    this.#hasBegun = true;
    const { lines, cursor, skippedBytes } = this.#buffer.take();
    this.#drained.resolve();
    this.#drained = Promise.withResolvers();
    const inSync = this.#buffer.isEmpty;
    const ended = inSync ? this.#ended : undefined;
    return { lines, cursor: encodeLogCursor(cursor), inSync, skippedBytes, ...(ended && { ended }) };
  }

  #end(code: Parameters<typeof apiExplanation>[0]): void {
    this.#ended = apiExplanation(code, this.#context.clock.now());
    this.wake.ring();
  }

  async #readAll(signal: AbortSignal): Promise<Parameters<typeof apiExplanation>[0]> {
    const readers = this.#containers().map((container) => this.#reader(container));
    if (this.#args.follow && !this.#args.previous) {
      const gone = this.#waitUntilGone(signal);
      const followed = Promise.all(readers.map((reader) => reader.follow(signal))).then(() => gone);
      await Promise.race([gone, followed]);
      return this.#tool.server.gone;
    }
    const outcomes = await Promise.allSettled(readers.map((reader) => reader.readOnce(signal)));
    const failed = outcomes.filter((each) => each.status === "rejected").map((each) => each.reason);
    if (failed.length < outcomes.length) return "LogEnded";
    const isAbsent = failed.every((error) => error instanceof ApiError && (error.code === 404 || error.code === 400));
    if (!isAbsent) throw failed[0];
    return this.#args.previous ? "NoPreviousLog" : "NoLogYet";
  }

  #reader(container: string): ContainerReader {
    const { client, clock } = this.#context;
    const { address: { namespace }, tail, since, previous, follow } = this.#args;
    const parts = {
      client,
      namespace,
      pods: this.#tool.pods,
      clock,
      buffer: this.#buffer,
      onLines: () => this.wake.ring(),
      room: () => this.#buffer.isFull ? this.#drained.promise : Promise.resolve(),
    };
    return new ContainerReader(parts, container, {
      tail: tail ?? undefined,
      since: since ?? undefined,
      after: this.#after[container],
      previous,
      follow: follow && !previous,
    });
  }

  #containers(): readonly string[] {
    const { address: { name }, container } = this.#args;
    if (container) return [container];
    const { pods, server } = this.#tool;
    const inPod = pods.current()?.spec?.containers.map((each) => each.name);
    const object = this.#object();
    return inPod ?? (object ? server.containersOf(object) : [name]);
  }

  #object(): KubeObject | undefined {
    const { namespace, name } = this.#args.address;
    return this.#tool.noun.storeOf(this.#context.stores).get(`${namespace}/${name}`);
  }

  /** Resolves when neither the object nor a pod of it is there any more. */
  #waitUntilGone(signal: AbortSignal): Promise<void> {
    const { noun, pods } = this.#tool;
    const { uid } = this.#args.address;
    const isGone = () => {
      const object = this.#object();
      const isThere = object && (!uid || object.metadata.uid === uid);
      return !isThere && !pods.current();
    };
    return new Promise((resolve) => {
      const look = () => {
        if (!isGone()) return;
        stops.forEach((stop) => stop());
        resolve();
      };
      const stops = [noun.storeOf(this.#context.stores).subscribe(look), pods.subscribe(look)];
      signal.addEventListener("abort", () => {
        stops.forEach((stop) => stop());
        resolve();
      }, { once: true });
      look();
    });
  }
}
