import { answerHealth, type Health } from "../../platform/health.ts";
import { refuseForeignHost, refuseForeignOrigin } from "../../platform/loopback.ts";
import { authenticate, type Authentication, type Identity } from "../authentication.ts";
import { serveDevUsers } from "./dev_users.ts";
import { createGraphiql } from "./graphiql.ts";
import type { GraphqlEngine } from "./graphql_http.ts";
import type { EventedSocket, GraphqlSockets } from "./graphql_socket.ts";
import { withSecurityHeaders } from "./security_headers.ts";
import type { SocketSeats } from "./socket_seats.ts";
import type { StaticFiles } from "./static_files.ts";
import { upgradeToGraphql } from "./upgrade.ts";

/** What the handler stands on. */
export interface HandlerParts {
  engine: GraphqlEngine;
  sockets: GraphqlSockets;
  seats: SocketSeats;
  files: StaticFiles;
  authentication: Authentication;
  /** Only loopback names are served; and in dev the page lives on `localhost` alone. */
  isLoopback: boolean;
  /** Origins beside the request's own that may send requests. */
  allowedOrigins: readonly string[];
  health: Health;
  isDraining(): boolean;
  /** Turns a request into a WebSocket. */
  upgrade(request: Request, protocol: string): { socket: EventedSocket; response: Response };
}

/** The whole api as one function; requests that it refuses cost no more than a look at their headers. */
export function createApiHandler(parts: HandlerParts): (request: Request) => Promise<Response> {
  const graphiql = createGraphiql();
  return async (request) => {
    const response = await route(request, parts, graphiql);
    // 101 has no headers of its own to change.
    return response.status === 101 ? response : withSecurityHeaders(response);
  };
}

async function route(
  request: Request,
  parts: HandlerParts,
  graphiql: (request: Request) => Promise<Response>,
): Promise<Response> {
  const refusal = refuseForeign(request, parts);
  if (refusal) return refusal;
  const { pathname } = new URL(request.url);
  switch (pathname) {
    case "/graphql":
      return await serveGraphql(request, parts);
    case "/readyz":
      if (parts.isDraining()) return plain(503, "not ready\n");
  }
  const health = await answerHealth(pathname, parts.health);
  if (health) return health;
  const redirect = redirectToLocalhost(request, parts);
  if (redirect) return redirect;
  if (pathname === "/graphiql") return await graphiql(request);
  const { dev } = parts.authentication;
  if (pathname.startsWith("/dev/")) {
    const identity = dev && authenticate(request.headers, parts.authentication);
    return identity ? await serveDevUsers(request, dev, identity) : plain(404, "Cannot find this.\n");
  }
  return await parts.files.serve(request);
}

async function serveGraphql(request: Request, parts: HandlerParts): Promise<Response> {
  const identity = authenticate(request.headers, parts.authentication);
  if (!identity) return unauthenticated();
  if (request.headers.get("upgrade")?.toLowerCase() === "websocket") return upgradeToGraphql(request, identity, parts);
  if (request.method === "POST" && !isJson(request)) {
    return plain(415, "Cannot read this: send application/json.\n");
  }
  return await serveOperation(request, identity, parts);
}

async function serveOperation(request: Request, identity: Identity, { engine }: HandlerParts): Promise<Response> {
  const response = await engine.fetch(request, { identity });
  if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-store");
  return response;
}

function refuseForeign(request: Request, { isLoopback, allowedOrigins }: HandlerParts): Response | undefined {
  const host = request.headers.get("host") ?? new URL(request.url).host;
  const badHost = isLoopback ? refuseForeignHost(host) : undefined;
  if (badHost) return badHost;
  return refuseForeignOrigin(request.headers.get("origin"), [`http://${host}`, `https://${host}`, ...allowedOrigins]);
}

/** Tools live on 127.0.0.1, and cookies know no ports: the page keeps to `localhost`. */
function redirectToLocalhost(request: Request, { authentication, isLoopback }: HandlerParts): Response | undefined {
  if (!authentication.dev || !isLoopback || !["GET", "HEAD"].includes(request.method)) return undefined;
  if (!request.headers.get("accept")?.includes("text/html")) return undefined;
  const url = new URL(request.url);
  const host = request.headers.get("host") ?? url.host;
  if (!host.startsWith("127.0.0.1")) return undefined;
  const location = `http://${host.replace("127.0.0.1", "localhost")}${url.pathname}${url.search}`;
  return new Response(null, { status: 307, headers: { location, "cache-control": "no-store" } });
}

function unauthenticated(): Response {
  const message = "Cannot answer: nobody said who you are.";
  return Response.json({ errors: [{ message, extensions: { code: "UNAUTHENTICATED" } }] }, { status: 401 });
}

function isJson(request: Request): boolean {
  return /^application\/(graphql-response\+)?json\b/i.test(request.headers.get("content-type") ?? "");
}

function plain(status: number, text: string): Response {
  const headers = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" };
  return new Response(text, { status, headers });
}
