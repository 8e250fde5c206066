import { listenOrTell } from "./listen_error.ts";
import type { Running } from "./running.ts";

/** What a health listener answers from. */
export interface HealthConfig {
  host: string;
  /** 0: any free one. */
  port: number;
  /** Whether everything that this process needs is in sync. */
  isReady: () => boolean;
}

/** Serves /healthz and /readyz for whoever runs this process, until the signal aborts. An effect: a port. */
export function serveHealth(config: HealthConfig, signal: AbortSignal): Promise<Running> {
  const { hostname, port, finished } = listen(config, signal);
  return Promise.resolve({ url: `http://${hostname}:${port}`, finished });
}

function listen({ host, port, isReady }: HealthConfig, signal: AbortSignal) {
  const server = listenOrTell(host, port, "METRICS_PORT", () =>
    Deno.serve(
      { hostname: host, port, signal, onListen() {} },
      (request) => answerHealth(new URL(request.url).pathname, isReady()),
    ));
  return { ...server.addr, finished: server.finished };
}

/** 200 or 503 for /readyz, 200 for /healthz, 404 for everything else. */
export function answerHealth(path: string, isReady: boolean): Response {
  if (path === "/healthz") return new Response("ok\n");
  if (path === "/readyz") return isReady ? new Response("ok\n") : new Response("not ready\n", { status: 503 });
  return new Response("Cannot find this: only /healthz and /readyz are here.\n", { status: 404 });
}
