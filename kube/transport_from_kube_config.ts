import type { Lane } from "./client.ts";
import { SilenceError } from "./errors.ts";
import type { KubeConfig } from "./kube_config.ts";
import type { Transport } from "./transport.ts";
import { createCredentials, type Credentials, type ReadCredentials } from "./transport_credentials.ts";
import { openSocket } from "./transport_socket.ts";
import { limitStreams } from "./transport_stream_limit.ts";

/** How a cluster is spoken to. */
export interface TransportOptions {
  /** How many streams may be open at once; 256. */
  maxStreams?: number;
  /** How long credentials are used before files and plugins are asked again; 10 s. */
  credentialsTtlMs?: number;
}

/**
 * Speaks to a kubeconfig's cluster over the network: one HTTP client (and so, with HTTP/2, one connection) a lane,
 * `stream` over HTTP/1.1 and at most `maxStreams` at once. Rotated certificates and tokens are taken up within
 * 10 s; what the server refuses with 401 meanwhile is asked once more with those that are there by then. A connection
 * that fell silent is replaced.
 */
export function transportFromKubeConfig(config: KubeConfig, options: TransportOptions = {}): Transport {
  const { maxStreams = 256, credentialsTtlMs = 10_000 } = options;
  const connections = new Connections(config, credentialsTtlMs);
  const transport: Transport = {
    async fetch(lane, path, init = {}) {
      const send = async ({ client, credentials }: Connection) => {
        const headers = new Headers(init.headers);
        for (const [name, value] of credentials.headers) headers.append(name, value);
        const onAbort = () => init.signal?.reason instanceof SilenceError && connections.replace(lane, client);
        // Each stream has a connection of its own.
        if (lane !== "stream") init.signal?.addEventListener("abort", onAbort, { once: true });
        return await fetch(config.server + path, { ...init, headers, client, redirect: "manual" });
      };
      const connection = await connections.get(lane);
      const response = await send(connection);
      if (response.status !== 401) return response;
      const rotated = await connections.getRotated(lane, connection.credentials);
      if (!rotated || init.body instanceof ReadableStream) return response;
      await response.body?.cancel();
      return await send(rotated);
    },
    async connect(path, protocols, signal) {
      const { client, credentials } = await connections.get("stream");
      return await openSocket(config.server + path, { client, protocols, headers: credentials.headers }, signal);
    },
    close: () => connections.close(),
  };
  return limitStreams(transport, maxStreams);
}

/** An HTTP client, and what its requests carry. */
interface Connection {
  client: Deno.HttpClient;
  credentials: Credentials;
}

/** One HTTP client a lane for as long as the certificates stay the same, and credentials for a short while. */
class Connections {
  readonly #config: KubeConfig;
  readonly #ttlMs: number;
  readonly #readCredentials: ReadCredentials;
  #credentials: { until: number; value: Promise<Credentials> } | undefined;
  #clients = new Map<Lane, Deno.HttpClient>();
  #madeFor = "";

  constructor(config: KubeConfig, ttlMs: number) {
    this.#config = config;
    this.#ttlMs = ttlMs;
    this.#readCredentials = createCredentials(config);
  }

  async get(lane: Lane): Promise<Connection> {
    const credentials = await this.#getCredentials();
    const certificates = JSON.stringify(credentials.tls);
    const former = this.#clients.get(lane);
    if (former && certificates === this.#madeFor) return { client: former, credentials };
    try {
      const client = this.#open(lane, credentials);
      if (certificates !== this.#madeFor) this.close();
      this.#madeFor = certificates;
      this.#clients.set(lane, client);
      return { client, credentials };
    } catch (cause) {
      // A pair of files of which only one is replaced yet, or half of it.
      this.#credentials = undefined;
      if (former) return { client: former, credentials };
      throw new TypeError(`Cannot use the client certificate: ${(cause as Error).message}`, { cause });
    }
  }

  /** After `refused`: a connection with other credentials, where there are others by now. */
  async getRotated(lane: Lane, refused: Credentials): Promise<Connection | undefined> {
    const known = await this.#credentials?.value.catch(() => undefined);
    // Others may have been refused at the same time, and have read them anew already.
    if (!known || known === refused) this.#credentials = this.#read(true);
    const connection = await this.get(lane).catch(() => undefined);
    return JSON.stringify(connection?.credentials) === JSON.stringify(refused) ? undefined : connection;
  }

  /** Has the next request of a lane open a connection of its own, where `client` is still the lane's. */
  replace(lane: Lane, client: Deno.HttpClient): void {
    if (this.#clients.get(lane) !== client) return;
    this.#clients.delete(lane);
    client.close();
  }

  /** What still runs ends by itself: a closed client only begins nothing more. */
  close(): void {
    for (const client of this.#clients.values()) client.close();
    this.#clients.clear();
  }

  async #getCredentials(): Promise<Credentials> {
    if (!this.#credentials || this.#credentials.until <= Date.now()) this.#credentials = this.#read();
    try {
      return await this.#credentials.value;
    } catch (cause) {
      this.#credentials = undefined;
      throw new TypeError(`Cannot get credentials: ${cause instanceof Error ? cause.message : cause}`, { cause });
    }
  }

  #read(isRefused = false) {
    return { until: Date.now() + this.#ttlMs, value: this.#readCredentials(isRefused) };
  }

  #open(lane: Lane, { tls: { ca, cert, key } }: Credentials): Deno.HttpClient {
    const { proxyUrl } = this.#config;
    return Deno.createHttpClient({
      ...(ca ? { caCerts: [ca] } : {}),
      ...(proxyUrl ? { proxy: { url: proxyUrl } } : {}),
      ...(cert && key ? { cert, key } : {}),
      http2: lane !== "stream",
    });
  }
}
