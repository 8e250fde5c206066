/**
 * A fetch that keeps no connection open for a next request, for whoever asks thousands of hosts in turn: one that is kept for
 * each would be thousands of open files. Ends with the signal.
 */
export function createSingleUseFetch(signal: AbortSignal): typeof globalThis.fetch {
  const client = Deno.createHttpClient({ poolMaxIdlePerHost: 0 });
  signal.addEventListener("abort", () => client.close(), { once: true });
  return (input, init) => fetch(input, { ...init, client });
}
