/** Effects: listens with TLS. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import type { TLSSocket } from "node:tls";
import { refuseForeignHost } from "../../platform/loopback.ts";
import { prepareEnd } from "../../platform/server_end.ts";
import { failure } from "../../kube/failure.ts";
import type { Apiserver } from "./apiserver.ts";
import { json } from "./handler.ts";
import type { Identity } from "./request_info.ts";
import { type NodeTls, passUpgrade, refuseUpgrade } from "./upgrade.ts";

const MAX_BODY_BYTES = 3 * 1024 * 1024;
const TOO_LARGE = failure(413, "RequestEntityTooLarge", `Request entity too large: limit is ${MAX_BODY_BYTES}`);

/** An open HTTPS port. */
export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

/** Serves `api` over HTTPS; who asks is read from the client certificate, where there is one. An effect: a port. */
export async function listen(
  api: Apiserver,
  { host, port, ca, cert, key, nodes }: { host: string; port: number; nodes: NodeTls } & NodeTls,
): Promise<Listener> {
  const clients = { requestCert: true, rejectUnauthorized: false, keepAliveTimeout: 120_000, requestTimeout: 0 };
  const server = createServer({ ca, cert, key, ...clients }, (incoming, outgoing) => {
    serve(api, incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.on("upgrade", (incoming, socket, head) => {
    const target = refuseForeignHost(incoming.headers.host) ??
      api.upgrade(toRequest(incoming), identityOf(socket as TLSSocket));
    if (typeof target === "string") passUpgrade(target, incoming, socket, head, nodes);
    else refuseUpgrade(socket, target).catch(() => socket.destroy());
  });
  const end = prepareEnd(server);
  const closed = new Promise<void>((resolve) => server.once("close", resolve));
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) => {
      reject(new Error(`Cannot listen on ${host}:${port}: is another sandbox using it?`, { cause }));
    });
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () => (end(), closed),
  };
}

async function serve(api: Apiserver, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const ended = new AbortController();
  outgoing.on("close", () => ended.abort());
  const { host } = incoming.headers;
  const refused = refuseForeignHost(host);
  if (refused) return send(refused, outgoing);
  const method = incoming.method ?? "GET";
  const isRead = method === "GET" || method === "HEAD";
  const body = isRead ? undefined : await readBody(incoming);
  if (!isRead && !body) return send(json({ kind: "Status", ...TOO_LARGE.status }, 413), outgoing);
  const request = toRequest(incoming, { method, body, signal: ended.signal });
  await send(await api.fetch(request, identityOf(incoming.socket as TLSSocket)), outgoing);
}

function toRequest(incoming: IncomingMessage, init: RequestInit = {}): Request {
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)] as [string, string]);
  return new Request(`https://${incoming.headers.host}${incoming.url}`, { headers, ...init });
}

/** CN is the user, each O a group. */
function identityOf(socket: TLSSocket): Identity | undefined {
  if (!socket.authorized) return undefined;
  const { subject, fingerprint256 } = socket.getPeerCertificate();
  const { CN, O } = subject as { CN: string; O?: string | string[] };
  const digest = fingerprint256.replaceAll(":", "").toLowerCase();
  return {
    name: CN,
    groups: [O ?? []].flat(),
    extra: { "authentication.kubernetes.io/credential-id": [`X509SHA256=${digest}`] },
  };
}

async function readBody(incoming: IncomingMessage): Promise<Blob | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return new Blob(chunks as BlobPart[]);
}

/** Writes a response as fast as its reader takes it, and lets go of it when the reader is gone. */
async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (!response.body) return void outgoing.end();
  outgoing.flushHeaders();
  await pipeline(Readable.fromWeb(response.body as ReadableStream), outgoing);
}
