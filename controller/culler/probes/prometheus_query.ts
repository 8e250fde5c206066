import type { CullingSettings } from "../culling_settings.ts";
import type { ToolAddress } from "../tool_address.ts";

/** What the admin configured of a Prometheus. */
export type PrometheusSettings = NonNullable<CullingSettings["probes"]["prometheus"]>;

/** Our own questions are no use: the sandbox's gateway labels them, Istio says who asks. */
const NOT_OURS = `probe!="true",source_workload!="atelier-controller"`;
const SERIES = `destination_service=~"$service\\\\.$namespace\\\\.svc\\\\..+",${NOT_OURS}`;
/**
 * Above 0 where somebody asked in the time before, 0 where nobody did, and nothing where nobody measures. A counter that has
 * only just appeared counts as asked: its first requests came before its first sample, where no increase shows them. Samples
 * of old that Prometheus still shows for five minutes measure nothing, and neither do any while some are of a minute hence.
 */
export const ISTIO_QUERY = `(sum(increase(istio_requests_total{${SERIES}}[$range])) or vector(0))
+ (count(istio_requests_total{${SERIES}} unless istio_requests_total{${SERIES}} offset $range) or vector(0))
and on() count(istio_requests_total) and on() count(count_over_time(istio_requests_total[$range]))
unless on() count(count_over_time(istio_requests_total[10m] @ end() offset -11m))`;

const LEAST_STEP_MS = 15_000;
const STEPS = 120;
const LEAST_RANGE_MS = 300_000;

/** One question to `/api/v1/query_range`; times in ms since 1970. */
export interface TrafficQuestion {
  readonly query: string;
  readonly from: number;
  readonly to: number;
  readonly stepMs: number;
}

/** Asks for the traffic of one tool over its idle time and one step more, up to now. */
export function trafficQuestion(
  { query = ISTIO_QUERY, ...settings }: PrometheusSettings,
  { tool, idleMs, now }: { tool: ToolAddress; idleMs: number; now: number },
): TrafficQuestion {
  const stepMs = settings.step ?? Math.max(LEAST_STEP_MS, Math.ceil(idleMs / STEPS / 1_000) * 1_000);
  // Two steps, since an increase does not show what came between the last sample of one look and the first of the next.
  const rangeMs = Math.max(settings.range ?? LEAST_RANGE_MS, 2 * stepMs);
  const values: Record<string, string> = {
    service: tool.service.name,
    namespace: tool.service.namespace,
    range: `${Math.ceil(rangeMs / 1_000)}s`,
  };
  const filled = query.replace(/\$(service|namespace|range)\b/g, (_, name) => values[name]);
  // In whole steps back from now, so that the last sample is of now and not of up to a step ago.
  return { query: filled, from: now - (Math.ceil(idleMs / stepMs) + 1) * stepMs, to: now, stepMs };
}

/** The question as a URL. */
export function trafficUrl({ url }: PrometheusSettings, { query, from, to, stepMs }: TrafficQuestion): URL {
  const asked = new URL(`${url.replace(/\/+$/, "")}/api/v1/query_range`);
  const seconds = (ms: number) => String(ms / 1_000);
  asked.search = new URLSearchParams({ query, start: seconds(from), end: seconds(to), step: seconds(stepMs) })
    .toString();
  return asked;
}
