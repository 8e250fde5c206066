import type { Lane } from "./client.ts";
import { SilenceError } from "./errors.ts";
import type { KubeConfig } from "./kube_config.ts";
import type { Transport } from "./transport.ts";
import { createCredentials, type Credentials } from "./transport_credentials.ts";
import { limitStreams } from "./transport_stream_limit.ts";

/** How long resolved credentials are used before files and plugins are asked again. */
const CREDENTIALS_TTL_MS = 10_000;

/**
 * Speaks to a kubeconfig's cluster over the network: one HTTP client (and so, with HTTP/2, one connection) a lane,
 * `stream` over HTTP/1.1 and at most `maxStreams` (256) at once. Rotated certificates and tokens are taken up within
 * 10 s, and a connection that fell silent is replaced.
 */
export function transportFromKubeConfig(config: KubeConfig, options: { maxStreams?: number } = {}): Transport {
  const connections = new Connections(config);
  const transport: Transport = {
    async fetch(lane, path, init = {}) {
      const { client, credentials } = await connections.get(lane);
      const headers = new Headers(init.headers);
      for (const [name, value] of credentials.headers) headers.append(name, value);
      const onAbort = () => init.signal?.reason instanceof SilenceError && connections.replace(lane, client);
      // Each stream has a connection of its own.
      if (lane !== "stream") init.signal?.addEventListener("abort", onAbort, { once: true });
      const response = await fetch(config.server + path, { ...init, headers, client, redirect: "manual" });
      // The credentials may have been rotated: the next try takes fresh ones.
      if (response.status === 401) connections.forgetCredentials();
      return response;
    },
    close: () => connections.close(),
  };
  return limitStreams(transport, options.maxStreams ?? 256);
}

/** One HTTP client a lane for as long as the certificates stay the same, and credentials for a short while. */
class Connections {
  readonly #config: KubeConfig;
  readonly #readCredentials: () => Promise<Credentials>;
  #credentials: { until: number; value: Promise<Credentials> } | undefined;
  #clients = new Map<Lane, Deno.HttpClient>();
  #madeFor = "";

  constructor(config: KubeConfig) {
    this.#config = config;
    this.#readCredentials = createCredentials(config);
  }

  async get(lane: Lane): Promise<{ client: Deno.HttpClient; credentials: Credentials }> {
    const credentials = await this.#getCredentials();
    const certificates = JSON.stringify(credentials.tls);
    if (certificates !== this.#madeFor) this.close();
    this.#madeFor = certificates;
    const client = this.#clients.get(lane) ?? this.#open(lane, credentials);
    this.#clients.set(lane, client);
    return { client, credentials };
  }

  /** Has the next request of a lane open a connection of its own, where `client` is still the lane's. */
  replace(lane: Lane, client: Deno.HttpClient): void {
    if (this.#clients.get(lane) !== client) return;
    this.#clients.delete(lane);
    client.close();
  }

  forgetCredentials(): void {
    this.#credentials = undefined;
  }

  /** What still runs ends by itself: a closed client only begins nothing more. */
  close(): void {
    for (const client of this.#clients.values()) client.close();
    this.#clients.clear();
  }

  async #getCredentials(): Promise<Credentials> {
    if (!this.#credentials || this.#credentials.until < Date.now()) {
      this.#credentials = { until: Date.now() + CREDENTIALS_TTL_MS, value: this.#readCredentials() };
    }
    try {
      return await this.#credentials.value;
    } catch (cause) {
      this.forgetCredentials();
      throw new TypeError(`Cannot get credentials: ${cause instanceof Error ? cause.message : cause}`, { cause });
    }
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
