/** A GraphQL server with a scripted store, for trials of the page without a backend. Not part of the product. */
import { buildSchema, graphql as run, type GraphQLSchema } from "graphql";
import { makeServer } from "graphql-ws";
import { createMockStore, type MockStore } from "./mock_store.ts";

const MIME: Record<string, string> = {
  css: "text/css",
  html: "text/html; charset=utf-8",
  js: "text/javascript",
  json: "application/json",
  svg: "image/svg+xml",
};

/** A running mock. */
export interface MockServer {
  url: string;
  store: MockStore;
  /** Closes all sockets, as a restart would. */
  dropSockets(): void;
  close(): Promise<void>;
}

/** Serves `ui/dist` and `/graphql` on a free port of this machine. */
export async function startMockServer(): Promise<MockServer> {
  const store = createMockStore();
  const schema = buildSchema(await Deno.readTextFile(new URL("../../schema.graphql", import.meta.url)));
  const sockets = new Set<WebSocket>();
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, (request) => {
    const { pathname } = new URL(request.url);
    if (request.headers.get("upgrade") === "websocket") return openSocket(request, schema, store, sockets);
    if (pathname === "/graphql") return answer(request, schema, store);
    if (pathname === "/dev/users") {
      return Response.json({ current: store.user, users: [{ name: "alice" }, { name: "bob" }] });
    }
    if (pathname === "/dev/user") return becomeUser(request, store);
    return store.isDown ? new Response("down", { status: 503 }) : serveFile(pathname);
  });
  return {
    url: `http://localhost:${server.addr.port}`,
    store,
    dropSockets: () => sockets.forEach((socket) => socket.close(1012)),
    close: async () => {
      sockets.forEach((socket) => socket.close());
      await server.shutdown();
    },
  };
}

async function becomeUser(request: Request, store: MockStore): Promise<Response> {
  store.user = (await request.json()).name;
  return new Response(null, { status: 204 });
}

async function answer(request: Request, schema: GraphQLSchema, store: MockStore): Promise<Response> {
  if (store.isDown) return new Response("down", { status: 503 });
  const { query, variables, operationName } = await request.json();
  if (store.delayMs) await new Promise((resolve) => setTimeout(resolve, store.delayMs));
  const result = await run({ schema, source: query, variableValues: variables, operationName, rootValue: store.root });
  return Response.json(result);
}

function openSocket(request: Request, schema: GraphQLSchema, store: MockStore, sockets: Set<WebSocket>): Response {
  const { socket, response } = Deno.upgradeWebSocket(request, { protocol: "graphql-transport-ws" });
  const server = makeServer({ schema, roots: { subscription: store.root } });
  socket.onopen = () => {
    if (store.isDown) return socket.close(1012);
    sockets.add(socket);
    const closed = server.opened({
      protocol: "graphql-transport-ws",
      send: (data) => socket.readyState === WebSocket.OPEN ? socket.send(data) : undefined,
      close: (code, reason) => socket.close(code, reason),
      onMessage: (handle) => (socket.onmessage = (event) => void handle(String(event.data))),
    }, {});
    socket.onclose = (event) => {
      sockets.delete(socket);
      closed(event.code, event.reason);
    };
  };
  return response;
}

async function serveFile(pathname: string): Promise<Response> {
  const dist = new URL("../dist/", import.meta.url);
  const hasExtension = /\.\w+$/.test(pathname);
  const file = new URL(hasExtension ? `.${pathname}` : "./index.html", dist);
  try {
    const type = MIME[file.pathname.split(".").at(-1)!] ?? "application/octet-stream";
    return new Response(await Deno.readFile(file), { headers: { "content-type": type } });
  } catch {
    return new Response("Not found", { status: 404 });
  }
}

if (import.meta.main) {
  const server = await startMockServer();
  console.log(server.url);
}
