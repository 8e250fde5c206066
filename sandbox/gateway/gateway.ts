/** Effect: answers what comes to the gateway, by the routes, Services and pods that the stores hold. */
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { Pod, Service } from "../../kube/builtins.ts";
import type { Store } from "../../kube/store.ts";
import { findBackend } from "../../kube/routing/backends.ts";
import type { Explain } from "./explanation.ts";
import { type Page, renderPage } from "./pages.ts";
import { type Hop, type Outcome, proxyRequest, proxyUpgrade } from "./proxy.ts";
import { isMetricsRequest, renderCounters } from "./metrics_page.ts";
import { refuse } from "./request_rules.ts";
import {
  type HttpRoute,
  matchRoute,
  orderRoutes,
  rewritePath,
  type Route,
  type VirtualService,
} from "../../kube/routing/routes.ts";

/** What the gateway reads. */
export interface GatewayParts {
  services: Store<Service>;
  pods: Store<Pod>;
  virtualServices: Store<VirtualService>;
  httpRoutes: Store<HttpRoute>;
  explain: Explain;
  /** Where its own pages lead back to. */
  pageOrigin: string;
}

/** What is counted when no tool answered; 0, as Istio has it: the client went away. */
const CODES = { refused: 503, timeout: 504, cut: 0 };

/** The gateway without its port. */
export class Gateway {
  /** Requests so far, and upgraded connections open now: by labels in Prometheus' text format. */
  readonly #requests = new Map<string, number>();
  readonly #open = new Map<string, number>();
  readonly #parts: GatewayParts;
  #routes: Route[] | undefined;

  constructor(parts: GatewayParts) {
    this.#parts = parts;
    for (const store of [parts.virtualServices, parts.httpRoutes]) store.subscribe(() => this.#routes = undefined);
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "GET", url = "/", headers } = request;
    const refusal = refuse(method, url, headers);
    if (refusal) {
      response.writeHead(refusal.status, refusal.location ? { location: refusal.location } : {}).end(refusal.text);
      return;
    }
    if (isMetricsRequest(method, url, headers)) {
      response.writeHead(200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" });
      return void response.end(renderCounters(this.#requests, this.#open));
    }
    const { route, hop } = this.#find(url);
    const outcome: Outcome = hop ? await proxyRequest(request, response, hop) : "refused";
    this.#count(request, route, outcome);
    if (outcome === "cut") response.destroy();
    if (typeof outcome === "number" || outcome === "cut") return;
    if (outcome === "timeout") this.#answer(request, response, 504, { title: "The tool took too long", sentences: [] });
    else if (route) await this.#answerWaiting(request, response, route);
    else this.#answerUnknown(request, response, url);
  }

  async upgrade(request: IncomingMessage, socket: Socket, head: Uint8Array): Promise<void> {
    const { method = "GET", url = "/", headers } = request;
    const refusal = refuse(method, url, headers);
    if (refusal) return endSocket(socket, refusal.status);
    const { route, hop } = this.#find(url);
    const outcome: Outcome = hop ? await proxyUpgrade(request, socket, head, hop) : "refused";
    const code = this.#count(request, route, outcome);
    if (code === 101 && socket.writable) {
      const labels = labelsOf(request, route);
      add(this.#open, labels, 1);
      // Whichever side ends it: after the tool has, a browser may leave its own side open for as long as it likes.
      const over = new Promise((resolve) => socket.once("finish", resolve).once("close", resolve));
      over.then(() => add(this.#open, labels, -1));
    }
    if (typeof outcome !== "number") endSocket(socket, code || 502);
  }

  #find(url: string): { route?: Route; hop?: Hop } {
    const { services, pods } = this.#parts;
    const [path, query] = splitQuery(url);
    const route = matchRoute(this.#allRoutes(), path);
    const backend = route && findBackend(route, services, pods);
    return { route, hop: backend && { route, backend, path: rewritePath(route, path) + query } };
  }

  #allRoutes(): Route[] {
    const { virtualServices, httpRoutes } = this.#parts;
    return this.#routes ??= orderRoutes(virtualServices.list(), httpRoutes.list());
  }

  #count(request: IncomingMessage, route: Route | undefined, outcome: Outcome): number {
    const code = typeof outcome === "number" ? outcome : route ? CODES[outcome] : 404;
    add(this.#requests, labelsOf(request, route, code), 1);
    return code;
  }

  async #answerWaiting(request: IncomingMessage, response: ServerResponse, { service }: Route): Promise<void> {
    const { services, explain } = this.#parts;
    const { name, told } = await explain(services.get(`${service.namespace}/${service.name}`));
    const sentences = told.length > 0 ? told : ["Nothing answers here at the moment."];
    this.#answer(request, response, 503, { title: `${name ?? service.name} is not ready`, sentences, refreshAfter: 2 });
  }

  #answerUnknown(request: IncomingMessage, response: ServerResponse, url: string): void {
    const [path, query] = splitQuery(url);
    const isPrefix = this.#allRoutes().some((each) => each.kind === "prefix" && each.path === `${path}/`);
    if (isPrefix) return void response.writeHead(308, { location: `${path}/${query}` }).end();
    const page = { title: "There is no tool here", sentences: ["It may have been deleted, or its address is wrong."] };
    this.#answer(request, response, 404, page);
  }

  #answer(request: IncomingMessage, response: ServerResponse, code: number, page: Page): void {
    const isHtml = request.headers.accept?.includes("text/html");
    response.writeHead(code, {
      "content-type": `${isHtml ? "text/html" : "text/plain"}; charset=utf-8`,
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
      "cache-control": "no-store",
      ...page.refreshAfter ? { "retry-after": String(page.refreshAfter) } : {},
    });
    const text = `${[page.title, ...page.sentences].join("\n")}\n`;
    response.end(isHtml ? renderPage(page, this.#parts.pageOrigin) : text);
  }
}

/** What came for whom; the culler's own questions under a label of theirs. */
function labelsOf({ headers }: IncomingMessage, route: Route | undefined, code?: number): string {
  const service = route ? `${route.service.name}.${route.service.namespace}.svc.cluster.local` : "unknown";
  const answered = code === undefined ? "" : `,response_code="${code}"`;
  return `destination_service="${service}"${answered}${headers["x-atelier-probe"] ? `,probe="true"` : ""}`;
}

function add(byLabels: Map<string, number>, labels: string, count: number): void {
  byLabels.set(labels, (byLabels.get(labels) ?? 0) + count);
}

function endSocket(socket: Socket, code: number): void {
  socket.end(`HTTP/1.1 ${code} ${STATUS_CODES[code]}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

/** A path and its query with the question mark, which may be empty. */
function splitQuery(url: string): [string, string] {
  const at = url.indexOf("?");
  return at < 0 ? [url, ""] : [url.slice(0, at), url.slice(at)];
}
