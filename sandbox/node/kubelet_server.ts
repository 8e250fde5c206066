/** Effect: the kubelet's HTTPS endpoints for container logs and exec, on loopback, for the apiserver alone. */
import { createServer } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TLSSocket } from "node:tls";
import { prepareEnd } from "../../platform/server_end.ts";
import { linkAbort } from "../../kube/linked_abort.ts";
import { isFlagSet } from "../../kube/query_flag.ts";
import { createExec } from "./exec.ts";
import type { PodWorker } from "./pod_worker.ts";

/** Certificates as PEM text. */
export interface KubeletTls {
  cert: string;
  key: string;
  /** Of the clients. */
  ca: string;
  /** The common name of the apiserver's client certificate. */
  clientName: string;
}

/** Listens on 127.0.0.1 and a free port until the signal aborts; `find` gives a pod by `namespace/name`. */
export async function serveKubelet(
  tls: KubeletTls,
  find: (key: string) => PodWorker | undefined,
  signal: AbortSignal,
): Promise<{ port: number; finished: Promise<void> }> {
  const { cert, key, ca, clientName } = tls;
  const isApiserver = ({ socket }: IncomingMessage) =>
    (socket as TLSSocket).authorized && (socket as TLSSocket).getPeerCertificate()?.subject?.CN === clientName;
  const exec = createExec(find, signal);
  const server = createServer({ cert, key, ca, requestCert: true, rejectUnauthorized: false }, (request, response) => {
    if (!isApiserver(request)) return void response.writeHead(401).end("Unauthorized\n");
    answer(request, response, find, signal).catch((error) => response.destroy(error));
  });
  server.on("upgrade", (request, socket, head) => {
    if (isApiserver(request)) exec(request, socket, head);
    else socket.end("HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n");
  });
  const end = prepareEnd(server);
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const finished = new Promise<void>((resolve) => server.once("close", resolve));
  signal.addEventListener("abort", end, { once: true });
  return { port: (server.address() as AddressInfo).port, finished };
}

/** Reasons that a kubelet tells in other words. */
const WORDS: Record<string, string> = {
  ErrImagePull: "image can't be pulled",
  ImagePullBackOff: "trying and failing to pull image",
};

/** `GET /containerLogs/<namespace>/<pod>/<container>?` with kubectl's flags for logs as parameters. */
async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  find: (key: string) => PodWorker | undefined,
  signal: AbortSignal,
): Promise<void> {
  const refuse = (code: number, why: string) => void response.writeHead(code).end(why);
  const { pathname, searchParams: query } = new URL(request.url!, "https://node");
  const [, route, namespace, name, container] = pathname.split("/").map(decodeURIComponent);
  if (route !== "containerLogs" || request.method !== "GET") return refuse(404, "Not found");
  const worker = find(`${namespace}/${name}`);
  const status = worker?.status(container);
  if (!worker || !status) return refuse(404, `container "${container}" in pod "${name}" not found`);
  const log = worker.log(container, isFlagSet(query, "previous"));
  if (!log) return refuse(400, `previous terminated container "${container}" in pod "${name}" not found`);
  if (!log.exists) {
    const reason = status.state?.waiting?.reason ?? "ContainerCreating";
    return refuse(400, `container "${container}" in pod "${name}" is waiting to start: ${WORDS[reason] ?? reason}`);
  }
  const number = (name: string) => query.has(name) ? Number(query.get(name)) : undefined;
  const { controller: gone, unlink } = linkAbort(signal);
  response.once("close", () => (unlink(), gone.abort()));
  const lines = log.read({
    follow: isFlagSet(query, "follow"),
    timestamps: isFlagSet(query, "timestamps"),
    sinceTime: query.get("sinceTime") ?? undefined,
    sinceSeconds: number("sinceSeconds"),
    tailLines: number("tailLines"),
    limitBytes: number("limitBytes"),
  }, gone.signal);
  response.writeHead(200, { "content-type": "text/plain" });
  response.flushHeaders();
  const closed = new Promise<void>((resolve) => response.once("close", resolve));
  for await (const line of lines) {
    if (!response.write(line)) await Promise.race([new Promise((resolve) => response.once("drain", resolve)), closed]);
    if (gone.signal.aborted) return;
  }
  response.end();
}
