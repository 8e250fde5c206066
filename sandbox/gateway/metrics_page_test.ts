import { assertEquals } from "@std/assert";
import { isMetricsRequest, renderCounters } from "./metrics_page.ts";

Deno.test("the gateway's counters are shown to programs, and to no page that a browser has loaded", () => {
  assertEquals(isMetricsRequest("GET", "/metrics", {}), true);
  assertEquals(isMetricsRequest("GET", "/metrics", { "sec-fetch-site": "same-origin" }), false);
  assertEquals(isMetricsRequest("GET", "/metrics", { origin: "http://127.0.0.1:8081" }), false);
  assertEquals(isMetricsRequest("POST", "/metrics", {}), false);
  assertEquals(isMetricsRequest("GET", "/metrics/", {}), false);
});

Deno.test("counters and what is open are Prometheus' text", () => {
  const text = renderCounters(new Map([[`a="b"`, 2], [`a="b",probe="true"`, 1]]), new Map([[`a="b"`, 0]]));
  assertEquals(text.split("\n").filter((line) => !line.startsWith("# HELP ")), [
    "# TYPE istio_requests_total counter",
    `istio_requests_total{a="b"} 2`,
    `istio_requests_total{a="b",probe="true"} 1`,
    "# TYPE atelier_gateway_connections_open gauge",
    `atelier_gateway_connections_open{a="b"} 0`,
    "",
  ]);
});
