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

/** Requests by series, as Prometheus reads them; under Istio's names, our own probes under a label of theirs. */
export function renderCounters(requests: ReadonlyMap<string, number>): string {
  const lines = [...requests].map(([series, count]) => `${series} ${count}\n`);
  return `# HELP istio_requests_total Requests to tools.\n# TYPE istio_requests_total counter\n${lines.join("")}`;
}
