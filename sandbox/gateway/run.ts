import { createServer, type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import type { Running } from "../../platform/running.ts";
import { PODS, SERVICES } from "../../kube/builtins.ts";
import type { KubeClient } from "../../kube/client.ts";
import { startReflector } from "../../kube/reflector.ts";
import { findBackend } from "./backends.ts";
import { createExplain } from "./explanation.ts";
import { type Page, renderPage } from "./pages.ts";
import { type Hop, type Outcome, proxyRequest, proxyUpgrade } from "./proxy.ts";
import { refuse } from "./request_rules.ts";
import { HTTP_ROUTES, matchRoute, orderRoutes, rewritePath, type Route, VIRTUAL_SERVICES } from "./routes.ts";

/** What the gateway needs. */
export interface GatewayConfig {
  /** 0: any free one. */
  port: number;
  /** A loopback address. */
  host: string;
  client: KubeClient;
  /** Where the page is, such as `http://localhost:8080`: its answers lead back there. */
  pageOrigin: string;
  clock: Clock;
  log: Log;
}

/** A gateway that listens. */
export interface RunningGateway extends Running {
  /** Requests so far by series in Prometheus' text format: `istio_requests_total{destination_service="…",…}`. */
  readonly requests: ReadonlyMap<string, number>;
}

/** Starts the gateway; it asks the apiserver for nothing but its watches, save while somebody waits for a tool. */
export async function run(config: GatewayConfig, signal: AbortSignal): Promise<RunningGateway> {
  const gateway = await openGateway(config, signal);
  const server = createServer((request, response) => {
    gateway.handle(request, response).catch((error) => {
      config.log.error("Cannot pass on a request", { error });
      response.destroy();
    });
  });
  // Uploads and kernels' sockets may take as long as they like.
  server.requestTimeout = 0;
  const sockets = new Set<Socket>();
  server.on("upgrade", (request, socket: Socket, head) => {
    sockets.add(socket.once("close", () => sockets.delete(socket)));
    gateway.upgrade(request, socket, head).catch(() => socket.destroy());
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(config.port, config.host, resolve));
  const closed = new Promise<void>((resolve) => server.once("close", resolve));
  signal.addEventListener("abort", () => {
    server.close();
    server.closeAllConnections();
    for (const each of sockets) each.destroy();
  }, { once: true });
  const { port } = server.address() as AddressInfo;
  const finished = Promise.all([closed, gateway.finished]).then(() => {});
  return { url: `http://127.0.0.1:${port}`, finished, requests: gateway.requests };
}

async function openGateway({ client, log, clock, pageOrigin }: GatewayConfig, signal: AbortSignal) {
  const options = { log, clock };
  const services = startReflector(client, SERVICES, options, signal);
  const pods = startReflector(client, PODS, options, signal);
  const virtualServices = startReflector(client, VIRTUAL_SERVICES, options, signal);
  const httpRoutes = startReflector(client, HTTP_ROUTES, options, signal);
  // A kind of route that is not installed must not keep us from starting.
  await Promise.all([services.ready(signal), pods.ready(signal)]);
  let routes: Route[] | undefined;
  for (const store of [virtualServices, httpRoutes]) store.subscribe(() => routes = undefined);
  const allRoutes = () => routes ??= orderRoutes(virtualServices.list(), httpRoutes.list());
  const explain = createExplain(client);
  const requests = new Map<string, number>();

  const count = (route: Route | undefined, code: number, request: IncomingMessage) => {
    const { name, namespace } = route?.service ?? {};
    const service = route ? `${name}.${namespace}.svc.cluster.local` : "unknown";
    const probe = request.headers["x-atelier-probe"] ? `,probe="true"` : "";
    const series = `istio_requests_total{destination_service="${service}",response_code="${code}"${probe}}`;
    requests.set(series, (requests.get(series) ?? 0) + 1);
  };
  const find = (url: string): { route?: Route; hop?: Hop } => {
    const [path, query] = splitOnce(url, "?");
    const route = matchRoute(allRoutes(), path);
    const backend = route && findBackend(route, services, pods);
    return { route, hop: backend && { route, backend, path: rewritePath(route, path) + query } };
  };
  const answerPage = (request: IncomingMessage, response: ServerResponse, code: number, page: Page) => {
    const isHtml = request.headers.accept?.includes("text/html");
    response.writeHead(code, {
      "content-type": `${isHtml ? "text/html" : "text/plain"}; charset=utf-8`,
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
      "cache-control": "no-store",
      ...page.refreshAfter ? { "retry-after": String(page.refreshAfter) } : {},
    });
    response.end(isHtml ? renderPage(page, pageOrigin) : `${[page.title, ...page.sentences].join("\n")}\n`);
  };
  const answerWaiting = async (request: IncomingMessage, response: ServerResponse, { service }: Route) => {
    const sentences = await explain(services.get(`${service.namespace}/${service.name}`));
    const page = { title: `${service.name} is not ready`, sentences, refreshAfter: 2 };
    if (sentences.length === 0) page.sentences = ["Nothing answers here at the moment."];
    answerPage(request, response, 503, page);
  };
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = "GET", url = "/", headers } = request;
    const refusal = refuse(method, url, headers);
    if (refusal) {
      response.writeHead(refusal.status, refusal.location ? { location: refusal.location } : {}).end(refusal.text);
      return;
    }
    const { route, hop } = find(url);
    const outcome: Outcome = hop ? await proxyRequest(request, response, hop) : "refused";
    count(route, typeof outcome === "number" ? outcome : route ? ANSWERED[outcome] : 404, request);
    if (outcome === "cut") return void response.destroy();
    if (typeof outcome === "number") return;
    if (outcome === "timeout") {
      return answerPage(request, response, 504, { title: "The tool took too long", sentences: [] });
    }
    if (route) return await answerWaiting(request, response, route);
    const [path, query] = splitOnce(url, "?");
    const isPrefix = allRoutes().some((each) => each.kind === "prefix" && each.path === `${path}/`);
    if (isPrefix) return void response.writeHead(308, { location: `${path}/${query}` }).end();
    answerPage(request, response, 404, {
      title: "There is no tool here",
      sentences: ["Its address may have changed."],
    });
  };
  const upgrade = async (request: IncomingMessage, socket: Socket, head: Uint8Array) => {
    const { method = "GET", url = "/", headers } = request;
    const refusal = refuse(method, url, headers);
    if (refusal) return endSocket(socket, refusal.status);
    const { route, hop } = find(url);
    const outcome: Outcome = hop ? await proxyUpgrade(request, socket, head, hop) : "refused";
    const code = typeof outcome === "number" ? outcome : route ? ANSWERED[outcome] : 404;
    count(route, code, request);
    if (typeof outcome !== "number") endSocket(socket, code);
  };
  const finished = Promise.all([services, pods, virtualServices, httpRoutes].map((each) => each.finished));
  return { handle, upgrade, requests, finished };
}

/** What is counted, and answered where that can be, when no tool answered; 0 as Istio has it: the client went away. */
const ANSWERED = { refused: 503, timeout: 504, cut: 0 };

function endSocket(socket: Socket, code: number): void {
  socket.end(`HTTP/1.1 ${code || 502} ${STATUS_CODES[code || 502]}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

/** The text before the first `mark`, and the rest with it. */
function splitOnce(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at)];
}
