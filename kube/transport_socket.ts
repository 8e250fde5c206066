/** How a WebSocket is opened. */
export interface SocketOptions {
  client: Deno.HttpClient;
  protocols: readonly string[];
  headers: readonly (readonly [name: string, value: string])[];
}

/** Browsers' own, by which rooms with a page are checked too, takes no headers and no client. */
const DenoWebSocket = WebSocket as unknown as new (url: string, options: SocketOptions) => WebSocket;

/** Opens a WebSocket over an HTTP client; rejects with a TypeError where it is refused, and with the signal's reason. */
export function openSocket(url: string, options: SocketOptions, signal: AbortSignal): Promise<WebSocket> {
  const { client, protocols, headers } = options;
  const { promise, resolve, reject } = Promise.withResolvers<WebSocket>();
  signal.throwIfAborted();
  const socket = new DenoWebSocket(url.replace(/^http/, "ws"), { client, protocols, headers });
  socket.binaryType = "arraybuffer";
  const onAbort = () => {
    socket.close();
    reject(signal.reason);
  };
  signal.addEventListener("abort", onAbort, { once: true });
  socket.addEventListener("error", (event) => {
    reject(new TypeError(`Cannot open a WebSocket: ${(event as ErrorEvent).message || "it is refused"}`));
  });
  socket.addEventListener("open", () => resolve(socket));
  return promise.finally(() => signal.removeEventListener("abort", onAbort));
}
