import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import { portTaken } from "../../platform/listen_error.ts";
import type { Running } from "../../platform/running.ts";
import { prepareEnd } from "../../platform/server_end.ts";
import { PODS, SERVICES } from "../../kube/builtins.ts";
import type { KubeClient } from "../../kube/client.ts";
import { startReflector } from "../../kube/reflector.ts";
import { createExplain } from "./explanation.ts";
import { Gateway } from "./gateway.ts";
import { HTTP_ROUTES, VIRTUAL_SERVICES } from "../../kube/routing/routes.ts";

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

/** Rejects with words where something else has the port. */
function listening(server: Server, { host, port }: Pick<GatewayConfig, "host" | "port">): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once(
      "error",
      (cause: NodeJS.ErrnoException) =>
        reject(cause.code === "EADDRINUSE" ? portTaken(host, port, "GATEWAY_PORT", cause) : cause),
    );
    server.listen(port, host, resolve);
  });
}

/** Starts the gateway; it asks the apiserver for nothing but its watches, save while somebody waits for a tool. */
export async function run(config: GatewayConfig, signal: AbortSignal): Promise<Running> {
  const { client, log, clock, pageOrigin, host } = config;
  const options = { log, clock };
  const services = startReflector(client, SERVICES, options, signal);
  const pods = startReflector(client, PODS, options, signal);
  const virtualServices = startReflector(client, VIRTUAL_SERVICES, options, signal);
  const httpRoutes = startReflector(client, HTTP_ROUTES, options, signal);
  // A kind of route that is not installed must not keep us from starting.
  await Promise.all([services.ready(signal), pods.ready(signal)]);
  const explain = createExplain(client);
  const gateway = new Gateway({ services, pods, virtualServices, httpRoutes, explain, pageOrigin });
  const listening = await listen(gateway, { host, port: config.port, log }, signal);
  const stores = [services, pods, virtualServices, httpRoutes].map((each) => each.finished);
  const finished = Promise.all([listening.closed, ...stores]).then(() => {});
  return { url: `http://127.0.0.1:${listening.port}`, finished };
}

async function listen(
  gateway: Gateway,
  { host, port, log }: { host: string; port: number; log: Log },
  signal: AbortSignal,
) {
  const server = createServer((request, response) => {
    gateway.handle(request, response).catch((error) => {
      log.error("Cannot pass on a request", { error });
      response.destroy();
    });
  });
  // Uploads and kernels' sockets may take as long as they like.
  server.requestTimeout = 0;
  server.on("upgrade", (request, socket: Socket, head) => {
    gateway.upgrade(request, socket, head).catch(() => socket.destroy());
  });
  const end = prepareEnd(server);
  await listening(server, { host, port });
  const closed = new Promise<void>((resolve) => server.once("close", resolve));
  signal.addEventListener("abort", end, { once: true });
  return { port: (server.address() as AddressInfo).port, closed };
}
