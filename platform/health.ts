import { listenOrTell } from "./listen_error.ts";
import type { Running } from "./running.ts";

/** What a process says of itself to whoever runs it. */
export interface Health {
  /** Whether everything that this process needs is in sync. */
  isReady(): boolean;
  /** What it has to do without although it is ready, a sentence each. */
  shortcomings?(): readonly string[];
  /** Metrics in Prometheus' text format; absent: they are not served here. */
  metrics?(): Promise<string>;
}

/** Where health is listened for. */
export interface HealthListener extends Health {
  host: string;
  /** 0: any free one. */
  port: number;
  /** The variable that names the port. */
  variable: "METRICS_PORT" | "PORT";
}

/** Serves /healthz, /readyz and /metrics for whoever runs this process, until the signal aborts. An effect: a port. */
export function serveHealth(listener: HealthListener, signal: AbortSignal): Promise<Running> {
  const { host: hostname, port, variable } = listener;
  const server = listenOrTell(
    hostname,
    port,
    variable,
    () =>
      Deno.serve({ hostname, port, signal, onListen() {} }, async (request) => {
        const answer = await answerHealth(new URL(request.url).pathname, listener);
        return answer ?? text(404, "Cannot find this: only /healthz, /readyz and /metrics are here.\n");
      }),
  );
  return Promise.resolve({ url: `http://${server.addr.hostname}:${server.addr.port}`, finished: server.finished });
}

/** 200 or 503 for /readyz, 200 for /healthz, and /metrics; undefined for everything else. */
export async function answerHealth(path: string, health: Health): Promise<Response | undefined> {
  const { isReady, shortcomings = () => [], metrics } = health;
  const lines = shortcomings().map((each) => `${each}\n`).join("");
  switch (path) {
    case "/healthz":
      return text(200, "ok\n");
    case "/readyz":
      return isReady() ? text(200, `ok\n${lines}`) : text(503, `not ready\n${lines}`);
    case "/metrics":
      return metrics && text(200, await metrics(), "text/plain; version=0.0.4; charset=utf-8");
  }
}

function text(status: number, body: string, type = "text/plain; charset=utf-8"): Response {
  return new Response(body, { status, headers: { "content-type": type, "cache-control": "no-store" } });
}
