import { createPrivateKey, X509Certificate } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { ConfigError } from "./config_error.ts";
import type { Log } from "./log.ts";
import { isLoopbackHost, refuseForeignHost } from "./loopback.ts";
import { portTaken } from "./listen_error.ts";
import type { Running } from "./running.ts";
import { prepareEnd } from "./server_end.ts";

/** What is served over HTTPS. */
export interface HttpsListener {
  host: string;
  /** 0: any free one. */
  port: number;
  /** The variables that name the port and the directory. */
  variables: { port: string; certDir: string };
  /** Where `tls.crt` (the server's certificate first) and `tls.key` are, PEM, as cert-manager and Secrets name them. */
  certDir: string;
  handler: (request: Request) => Promise<Response>;
  log: Log;
}

/** How long a request and its answer may take; an apiserver waits no longer for a webhook. */
const EXCHANGE_MS = 30_000;
/** What writes the two files writes one after the other. */
const SETTLE_MS = 200;
/** Some file systems tell of no changes. */
const RECHECK_MS = 10 * 60_000;

interface KeyPair {
  cert: string;
  key: string;
}

/**
 * Serves HTTPS until the signal aborts. The certificate is read again when its files change; one that cannot be used is
 * logged, and the former one stays. Rejects with `ConfigError` where there is none to begin
 * with. An effect: a port, and a watch.
 */
export async function serveHttps(listener: HttpsListener, signal: AbortSignal): Promise<Running> {
  const { host, certDir, variables, log } = listener;
  const first = await readKeyPair(certDir).catch((cause) => {
    throw new ConfigError(variables.certDir, `names ${certDir}, and there is nothing to begin with. ${cause.message}`, {
      cause,
    });
  });
  const server = createServer(first, (incoming, outgoing) => {
    exchange(listener, incoming, outgoing).catch(() => outgoing.destroy());
  });
  const end = prepareEnd(server);
  await listen(server, listener);
  const watching = watchKeyPair(certDir, first, { log, use: (pair) => server.setSecureContext(pair) }, signal);
  const closed = new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.once("close", resolve);
  });
  if (signal.aborted) end();
  else signal.addEventListener("abort", end, { once: true });
  const { port } = server.address() as AddressInfo;
  return { url: `https://${host}:${port}`, finished: Promise.all([closed, watching]).then(() => {}) };
}

async function listen(server: Server, { host, port, variables }: HttpsListener): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: Error & { code?: string }) => {
      reject(cause.code === "EADDRINUSE" ? portTaken(host, port, variables.port, cause) : cause);
    });
    server.listen(port, host, resolve);
  });
  server.removeAllListeners("error");
}

/** Throws, in a sentence, where there is none or its two halves do not belong together. */
async function readKeyPair(dir: string): Promise<KeyPair> {
  try {
    const [cert, key] = await Promise.all(["tls.crt", "tls.key"].map((name) => Deno.readTextFile(`${dir}/${name}`)));
    if (!new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))) throw new Error("the key is of another one");
    return { cert, key };
  } catch (cause) {
    throw new Error(`Cannot use the certificate in ${dir}: ${(cause as Error).message}`, { cause });
  }
}

/** Calls `use` with each pair that can be used and is another than the one before; resolves after the signal aborted. */
async function watchKeyPair(
  dir: string,
  first: KeyPair,
  { log, use }: { log: Log; use: (pair: KeyPair) => void },
  signal: AbortSignal,
): Promise<void> {
  let known = first;
  const check = async () => {
    try {
      const pair = await readKeyPair(dir);
      if (pair.cert === known.cert && pair.key === known.key) return;
      use(pair);
      known = pair;
      log.info("Took the renewed certificate", { dir });
    } catch (error) {
      log.warn("Keeping the former certificate", { error });
    }
  };
  // It may have changed since it was read.
  let timer = setTimeout(check, 0);
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(check, SETTLE_MS);
  };
  const recheck = setInterval(check, RECHECK_MS);
  try {
    await forEachChange(dir, soon, signal);
  } catch (error) {
    log.warn("Cannot watch the certificate; it is read every ten minutes", { error });
    await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
  } finally {
    clearTimeout(timer);
    clearInterval(recheck);
  }
}

async function forEachChange(dir: string, onChange: () => void, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const watcher = Deno.watchFs(dir, { recursive: false });
  signal.addEventListener("abort", () => watcher.close(), { once: true });
  for await (const { kind } of watcher) if (kind !== "access") onChange();
}

async function exchange(
  { host, handler }: HttpsListener,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const timer = setTimeout(() => incoming.socket.destroy(), EXCHANGE_MS);
  outgoing.once("close", () => clearTimeout(timer));
  const asked = incoming.headers.host;
  const refused = isLoopbackHost(host) ? refuseForeignHost(asked) : undefined;
  const method = incoming.method ?? "GET";
  const hasBody = method !== "GET" && method !== "HEAD";
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)] as [string, string]);
  const body = hasBody ? Readable.toWeb(incoming) as unknown as globalThis.ReadableStream : undefined;
  const url = new URL(incoming.url ?? "/", `https://${asked ?? host}`);
  const response = refused ?? await handler(new Request(url, { method, headers, body }));
  // What was not read to its end would be taken for the next request.
  const isUnread = hasBody && !incoming.complete;
  outgoing.writeHead(response.status, {
    ...Object.fromEntries(response.headers),
    ...(isUnread ? { connection: "close" } : {}),
  });
  if (!response.body) return void outgoing.end();
  await pipeline(Readable.fromWeb(response.body as ReadableStream), outgoing);
}
