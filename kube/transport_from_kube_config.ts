import type { KubeConfig } from "@kubernetes/client-node";
import type { Lane } from "./client.ts";
import type { Transport } from "./transport.ts";
import { type Credentials, resolveCredentials } from "./transport_credentials.ts";
import { limitStreams } from "./transport_stream_limit.ts";

/** How long resolved credentials are used before files and plugins are asked again. */
const CREDENTIALS_TTL_MS = 10_000;

/** One HTTP client a lane, all with the same certificates. */
type LaneClients = Record<Lane, Deno.HttpClient>;

/**
 * Speaks to the current context's cluster of a kubeconfig over the network: one HTTP client (and so, with HTTP/2, one
 * connection) a lane, `stream` over HTTP/1.1 and at most `maxStreams` (256) at once. Rotated certificates and tokens are
 * taken up within 10 s. Throws at once for what Deno's TLS cannot do.
 */
export function transportFromKubeConfig(kubeConfig: KubeConfig, options: { maxStreams?: number } = {}): Transport {
  const cluster = kubeConfig.getCurrentCluster();
  if (!cluster) throw new Error("Cannot find an apiserver: the kubeconfig's current context names no cluster.");
  if (cluster.skipTLSVerify) throw new Error(unsupported(cluster.name, "insecure-skip-tls-verify"));
  if (cluster.tlsServerName) throw new Error(unsupported(cluster.name, "tls-server-name"));
  const server = cluster.server.replace(/\/+$/, "");
  const connections = openConnections(kubeConfig, cluster.proxyUrl);
  const transport: Transport = {
    async fetch(lane, path, init = {}) {
      const { clients, headers } = await connections.current();
      const all = new Headers(init.headers);
      for (const [name, value] of Object.entries(headers)) all.set(name, value);
      const url = server + path;
      const response = await fetch(url, { ...init, headers: all, client: clients[lane], redirect: "manual" });
      // The credentials may have been rotated: the next try takes fresh ones.
      if (response.status === 401) connections.forget();
      return response;
    },
    close: () => connections.close(),
  };
  return limitStreams(transport, options.maxStreams ?? 256);
}

/** Keeps the HTTP clients as long as the certificates stay the same, and credentials for a short while. */
function openConnections(kubeConfig: KubeConfig, proxyUrl: string | undefined) {
  let clients: LaneClients | undefined;
  let madeFor = "";
  let resolved: { until: number; credentials: Promise<Credentials> } | undefined;
  return {
    async current(): Promise<{ clients: LaneClients; headers: Record<string, string> }> {
      if (!resolved || resolved.until < Date.now()) {
        resolved = { until: Date.now() + CREDENTIALS_TTL_MS, credentials: resolveCredentials(kubeConfig) };
      }
      const { tls, headers } = await resolved.credentials.catch((cause) => {
        resolved = undefined;
        throw new TypeError(`Cannot get credentials: ${cause instanceof Error ? cause.message : cause}`, { cause });
      });
      if (!clients || madeFor !== JSON.stringify(tls)) {
        // What still runs on the former clients ends by itself: closing one only keeps it from beginning more.
        closeAll(clients);
        clients = createClients(tls, proxyUrl);
        madeFor = JSON.stringify(tls);
      }
      return { clients, headers };
    },
    forget(): void {
      resolved = undefined;
    },
    close(): void {
      closeAll(clients);
      clients = undefined;
    },
  };
}

function createClients(tls: Credentials["tls"], proxyUrl: string | undefined): LaneClients {
  const { ca, cert, key } = tls;
  const options: Deno.CreateHttpClientOptions = {
    ...(ca ? { caCerts: [ca] } : {}),
    ...(proxyUrl ? { proxy: { url: proxyUrl } } : {}),
  };
  const certified = cert && key ? { ...options, cert, key } : options;
  return {
    request: Deno.createHttpClient(certified),
    watch: Deno.createHttpClient(certified),
    stream: Deno.createHttpClient({ ...certified, http2: false }),
  };
}

function closeAll(clients: LaneClients | undefined): void {
  for (const client of Object.values(clients ?? {})) client.close();
}

function unsupported(cluster: string, field: string): string {
  return `Cannot connect to cluster ${cluster}: its ${field} is not supported.`;
}
