import type { Lane } from "./client.ts";

/**
 * Carries one HTTP exchange with an apiserver, as `fetch` does: `path` starts with a slash and holds the query, the
 * signal ends request and body alike, and a server that cannot be reached is a `TypeError`.
 */
export interface Transport {
  fetch(lane: Lane, path: string, init?: RequestInit): Promise<Response>;
  /**
   * Opens a WebSocket on the lane of streams, whose messages are ArrayBuffers; rejects with a `TypeError` where it is
   * refused. Absent: there are none.
   */
  connect?(path: string, protocols: readonly string[], signal: AbortSignal): Promise<WebSocket>;
  /** Lets go of all connections. */
  close?(): void;
}

/** Speaks to an apiserver in this process: any `(Request) => Promise<Response>`. */
export function transportFromFetch(
  fetch: (request: Request) => Promise<Response>,
  options: { headers?: Record<string, string>; origin?: string } = {},
): Transport {
  const { headers = {}, origin = "http://localhost" } = options;
  return {
    async fetch(_lane, path, init) {
      const request = new Request(new URL(path, origin), init);
      for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
      const signal = init?.signal;
      if (!signal) return await fetch(request);
      return abortable(await orAborted(fetch(request), signal), signal);
    },
  };
}

/** What the promise gives, unless the signal aborts first: a handler need not look at its request's signal. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) return onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}

/** The response with a body that breaks when the signal aborts, as one from the network does. */
function abortable(response: Response, signal: AbortSignal): Response {
  if (!response.body) return response;
  return new Response(response.body.pipeThrough(new TransformStream(), { signal }), response);
}
