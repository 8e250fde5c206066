import type { WatchFrame, WatchOptions } from "./client.ts";
import { requestStream, withQuery } from "./client_request.ts";
import { ApiError, type Status } from "./errors.ts";
import { hasMetadata } from "./has_metadata.ts";
import { decodeLines } from "./line_decoder.ts";
import type { KubeObject } from "./object.ts";
import { pathOf, type ResourceType } from "./resource_type.ts";
import type { Transport } from "./transport.ts";

const FRAME_TYPES: readonly unknown[] = ["ADDED", "MODIFIED", "DELETED", "BOOKMARK"];

/** One watch request as frames; see `KubeClient.watch`. */
export async function* watchFrames<T extends KubeObject>(
  transport: Transport,
  type: ResourceType<T>,
  options: WatchOptions,
  signal: AbortSignal,
): AsyncGenerator<WatchFrame<T>> {
  const path = watchPath(type, options);
  const stream = await requestStream(transport, "watch", path, signal);
  options.onOpen?.();
  for await (const line of decodeLines(stream)) yield parseFrame<T>(line, `WATCH ${path}`);
  // A transport may end the body instead of breaking it when the signal aborts.
  signal.throwIfAborted();
}

function watchPath(type: ResourceType, options: WatchOptions): string {
  const { namespace, labelSelector, fieldSelector, resourceVersion, sendInitialEvents, timeoutSeconds } = options;
  return withQuery(pathOf(type, { namespace }), {
    watch: true,
    allowWatchBookmarks: true,
    labelSelector,
    fieldSelector,
    resourceVersion,
    sendInitialEvents,
    resourceVersionMatch: sendInitialEvents ? "NotOlderThan" : undefined,
    timeoutSeconds,
  });
}

function parseFrame<T>(line: string, request: string): WatchFrame<T> {
  const frame = parseLine(line, request);
  if (frame?.type === "ERROR") {
    const status = frame.object as Status;
    throw new ApiError({ ...status, code: status?.code ?? 500 }, { request });
  }
  if (!FRAME_TYPES.includes(frame?.type) || !hasMetadata(frame?.object)) {
    throw new Error(`Cannot read a frame of ${request}: it is no watch event.`);
  }
  return frame as WatchFrame<T>;
}

function parseLine(line: string, request: string): { type?: unknown; object?: unknown } | null {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new Error(`Cannot read a frame of ${request}: it is not JSON.`, { cause });
  }
}
