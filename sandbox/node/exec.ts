/** Effect: serves `kubectl exec`: a command inside a container, over a WebSocket of Kubernetes' `v5.channel.k8s.io`. */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "../../platform/websocket_server.ts";
import type { ServerSocket } from "../../platform/websocket_server.d.ts";
import { CHANNELS, EXEC_PROTOCOLS, formatExecStatus } from "../../kube/exec/exec_channels.ts";
import type { PodWorker } from "./pod_worker.ts";
import { killTree } from "./process.ts";

const [PROTOCOL] = EXEC_PROTOCOLS;

/** Answers `GET /exec/<namespace>/<pod>/<container>?command&input&output&error&tty` until the signal aborts. */
export function createExec(find: (key: string) => PodWorker | undefined, signal: AbortSignal) {
  const server = new WebSocketServer({
    noServer: true,
    handleProtocols: (offered) => offered.has(PROTOCOL) && PROTOCOL,
  });
  return (request: IncomingMessage, socket: Duplex, head: Uint8Array) => {
    const { pathname, searchParams } = new URL(request.url!, "https://node");
    const [, route, namespace, name, container] = pathname.split("/").map(decodeURIComponent);
    const worker = find(`${namespace}/${name}`);
    if (route !== "exec") return refuse(socket, "404 Not Found", `${route} is not served by the sandbox's node`);
    if (!request.headers["sec-websocket-protocol"]?.split(/\s*,\s*/).includes(PROTOCOL)) {
      return refuse(socket, "400 Bad Request", `exec takes WebSockets of ${PROTOCOL} alone`);
    }
    if (!worker?.status(container)) {
      return refuse(socket, "404 Not Found", `container "${container}" in pod "${name}" not found`);
    }
    server.handleUpgrade(request, socket, head, (accepted) => {
      const end = () => accepted.terminate();
      signal.addEventListener("abort", end, { once: true });
      accepted.on("close", () => signal.removeEventListener("abort", end));
      run(accepted, searchParams, (argv) => worker.exec(container, argv)).catch(end);
    });
  };
}

function refuse(socket: Duplex, status: string, text: string): void {
  const headers = `connection: close\r\ncontent-type: text/plain\r\ncontent-length: ${text.length}`;
  socket.end(`HTTP/1.1 ${status}\r\n${headers}\r\n\r\n${text}`);
}

/** From the command's start to the status that tells its end. */
async function run(
  socket: ServerSocket,
  query: URLSearchParams,
  start: (argv: string[]) => Deno.ChildProcess | undefined,
): Promise<void> {
  const send = (channel: number, bytes: Uint8Array) =>
    new Promise<void>((resolve) => socket.send(new Uint8Array([channel, ...bytes]), resolve));
  const end = async (how: number | string) => {
    await send(CHANNELS.status, new TextEncoder().encode(formatExecStatus(how)));
    socket.close(1000);
  };
  if (query.get("tty") === "1") return await end("a terminal (-t) is not supported by the sandbox's node");
  let child: Deno.ChildProcess | undefined;
  try {
    child = start(query.getAll("command"));
  } catch (error) {
    return await end((error as Error).message);
  }
  if (!child) return await end("the container is not running");
  const { pid } = child;
  const kill = () => killTree(pid);
  socket.on("close", kill);
  socket.on("error", kill);
  receive(socket, child.stdin, query.get("input") === "1");
  const pass = async (channel: number, stream: ReadableStream<Uint8Array>) => {
    for await (const bytes of stream) await send(channel, bytes);
  };
  await Promise.all([pass(CHANNELS.stdout, child.stdout), pass(CHANNELS.stderr, child.stderr)]);
  await end((await child.status).code);
}

function receive(socket: ServerSocket, stdin: WritableStream<Uint8Array>, isWanted: boolean): void {
  const writer = stdin.getWriter();
  // A command that has ended, or has closed its input, takes no more of it.
  writer.closed.catch(() => {});
  if (!isWanted) writer.close().catch(() => {});
  socket.on("message", (data) => {
    const [channel, closed] = data;
    if (channel === CHANNELS.close && closed === CHANNELS.stdin) writer.close().catch(() => {});
    if (channel !== CHANNELS.stdin) return;
    socket.pause();
    writer.write(data.subarray(1)).catch(() => {}).finally(() => socket.resume());
  });
}
