import type { Lane } from "./client.ts";

/** Carries one HTTP exchange with an apiserver; `path` starts with a slash and holds the query. */
export interface Transport {
  fetch(lane: Lane, path: string, init?: RequestInit): Promise<Response>;
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
    fetch(_lane, path, init) {
      const request = new Request(new URL(path, origin), init);
      for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
      return fetch(request);
    },
  };
}
