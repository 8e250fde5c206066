import { assertEquals } from "@std/assert";
import { isMetricsRequest, renderCounters } from "./metrics_page.ts";

Deno.test("the gateway's counters are shown to programs, and to no page that a browser has loaded", () => {
  assertEquals(isMetricsRequest("GET", "/metrics", {}), true);
  assertEquals(isMetricsRequest("GET", "/metrics", { "sec-fetch-site": "same-origin" }), false);
  assertEquals(isMetricsRequest("GET", "/metrics", { origin: "http://127.0.0.1:8081" }), false);
  assertEquals(isMetricsRequest("POST", "/metrics", {}), false);
  assertEquals(isMetricsRequest("GET", "/metrics/", {}), false);
});

Deno.test("counters are Prometheus' text", () => {
  const requests = new Map([[`istio_requests_total{a="b"}`, 2], [`istio_requests_total{a="b",probe="true"}`, 1]]);
  assertEquals(
    renderCounters(requests).split("\n").slice(1),
    ["# TYPE istio_requests_total counter", ...[...requests].map((each) => each.join(" ")), ""],
  );
});
