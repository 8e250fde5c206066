/** Effect: passes requests and upgrades on to a pod, byte by byte in both directions. */
import { type IncomingMessage, request as requestTool, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import { pipeline } from "node:stream";
import type { Backend } from "../../kube/routing/backends.ts";
import { answerHeaders, toolHeaders } from "./request_rules.ts";
import type { Route } from "../../kube/routing/routes.ts";

/** Where a request goes, and as what. */
export interface Hop {
  backend: Backend;
  route: Route;
  /** With its query. */
  path: string;
}

/** How a request went: the tool's status, `refused` where nothing listens, `cut` where an answer broke off. */
export type Outcome = number | "refused" | "timeout" | "cut";

/** Streams a request and its answer; on `refused` and `timeout` nothing has been answered yet. */
export function proxyRequest(request: IncomingMessage, response: ServerResponse, hop: Hop): Promise<Outcome> {
  const { backend: { address, port }, route, path } = hop;
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const headers = toolHeaders(request.headers, route, false);
  // Without a length node frames the body itself, and for a GET it would frame one that is not there.
  const hasBody = request.headers["content-length"] !== undefined || request.headers["transfer-encoding"] !== undefined;
  const onward = requestTool({ host: address, port, path, method: request.method, headers, agent: false });
  // As Envoy has it: from the end of the request, however long that takes to arrive, to the end of the answer.
  let timer: ReturnType<typeof setTimeout> | undefined;
  request.once("end", () => {
    if (!route.timeoutMs || response.closed) return;
    timer = setTimeout(() => {
      if (!response.headersSent) resolve("timeout");
      onward.destroy();
    }, route.timeoutMs);
  });
  onward.once("response", (answer) => {
    response.writeHead(answer.statusCode!, answer.statusMessage, answerHeaders(answer.headers));
    pipeline(answer, response, () => {});
  });
  onward.once("error", () => resolve(response.headersSent ? "cut" : "refused"));
  response.once("close", () => {
    clearTimeout(timer);
    onward.destroy();
    resolve(response.writableFinished ? response.statusCode : "cut");
  });
  if (hasBody) pipeline(request, onward, () => {});
  else request.resume(), onward.end();
  return promise;
}

/** Joins the browser's socket and one to the pod; never ends it by itself. Resolves once the tool has answered. */
export function proxyUpgrade(request: IncomingMessage, socket: Socket, head: Uint8Array, hop: Hop): Promise<Outcome> {
  const { backend: { address, port }, route, path } = hop;
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const tool = connect({ host: address, port }, () => {
    const headers = Object.entries(toolHeaders(request.headers, route, true));
    const lines = headers.flatMap(([name, value]) => [value].flat().map((each) => `${name}: ${each}`));
    tool.write([`${request.method} ${path} HTTP/1.1`, ...lines, "", ""].join("\r\n"));
    if (head.length > 0) tool.write(head);
    tool.once("data", (first: Uint8Array) => resolve(statusOf(first)));
    tool.pipe(socket);
    socket.pipe(tool);
  });
  for (const each of [socket, tool]) each.setNoDelay(true).setKeepAlive(true, 60_000);
  tool.once("error", () => {
    if (tool.bytesRead > 0) socket.destroy();
    resolve("refused");
  });
  tool.once("close", () => resolve("cut"));
  socket.once("error", () => tool.destroy());
  socket.once("close", () => tool.destroy());
  return promise;
}

function statusOf(bytes: Uint8Array): Outcome {
  const line = new TextDecoder().decode(bytes.subarray(0, 16));
  return Number(/^HTTP\/1\.\d (\d{3})/.exec(line)?.[1] ?? 502);
}
