import type { IncomingHttpHeaders } from "node:http";

const PATH = "/metrics";

/**
 * Whether a request is for the gateway's own counters. Not a browser's: what comes from a tool has this origin, and must
 * not learn which other tools there are. Browsers say of every request to this machine whence it comes.
 */
export function isMetricsRequest(method: string, url: string, headers: IncomingHttpHeaders): boolean {
  const isBrowsers = headers["sec-fetch-site"] !== undefined || headers.origin !== undefined;
  return method === "GET" && url === PATH && !isBrowsers;
}

/** Requests so far and upgraded connections open now, by labels, as Prometheus reads them; requests under Istio's name. */
export function renderCounters(requests: ReadonlyMap<string, number>, open: ReadonlyMap<string, number>): string {
  return render("istio_requests_total", "counter", "Requests to tools.", requests) +
    render("atelier_gateway_connections_open", "gauge", "Upgraded connections, open now.", open);
}

function render(name: string, type: string, help: string, byLabels: ReadonlyMap<string, number>): string {
  const lines = [...byLabels].map(([labels, value]) => `${name}{${labels}} ${value}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join("")}`;
}
