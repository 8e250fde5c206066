import { assertEquals, assertStringIncludes } from "@std/assert";
import { EXAMPLE_NOW, exampleSubject } from "../example_culling.ts";
import { trafficQuestion, trafficUrl } from "./prometheus_query.ts";
import { readTraffic } from "./read_traffic.ts";

const NOW = EXAMPLE_NOW.getTime();
const SETTINGS = { url: "http://prometheus:9090/base/" };
const QUESTION = trafficQuestion(SETTINGS, { tool: exampleSubject().tool!, idleMs: 3_600_000, now: NOW });
const STEPS = 121;

/** Samples on the question's grid; undefined: none there. */
function said(valueAt: (minutesAgo: number) => number | undefined, differs: object = {}, shiftMs = 0) {
  const values = Array.from({ length: STEPS + 1 }, (_, index) => QUESTION.from + index * QUESTION.stepMs).flatMap(
    (at) => {
      const value = valueAt((NOW - at) / 60_000);
      return value === undefined ? [] : [[(at + shiftMs) / 1_000, String(value)]];
    },
  );
  const result = values.length > 0 ? [{ metric: {}, values }] : [];
  const text = JSON.stringify({ status: "success", data: { resultType: "matrix", result }, ...differs });
  const evidence = readTraffic({ kind: "answer", status: 200, text, checkedAt: NOW }, QUESTION);
  if (evidence.kind === "unknown") return evidence.cause;
  return evidence.kind === "idle-since" ? (NOW - evidence.at) / 60_000 : evidence.kind;
}

Deno.test("traffic up to now is use", () => assertEquals(said(() => 0.2), "active"));

Deno.test("without traffic it is idle since the last there was", () => {
  assertEquals(said((minutes) => minutes >= 20 ? 3 : 0), 20);
  assertEquals(said(() => 0), 60.5);
});

Deno.test("what was not measured may have been traffic: idle only since measuring began", () => {
  assertEquals(said((minutes) => minutes <= 10 ? 0 : undefined), 10);
  assertEquals(said((minutes) => minutes <= 10 || minutes >= 30 ? 0 : undefined), 10);
});

Deno.test("what rests is idle since one instant or the next, whenever it is looked at", () => {
  const [idleMs, stepMs, requestAt] = [86_400_000, 720_000, NOW - 5 * 3_600_000];
  const found = Array.from({ length: 60 }, (_, minutes) => {
    const now = NOW + minutes * 60_000 + (minutes * 137) % 1_000;
    const question = trafficQuestion(SETTINGS, { tool: exampleSubject().tool!, idleMs, now });
    const samples = Array.from({ length: STEPS + 1 }, (_, index) => question.from + index * stepMs);
    const isAsked = (at: number) => at >= requestAt && at < requestAt + 2 * stepMs;
    const result = [{ values: samples.map((at) => [at / 1_000, isAsked(at) ? "3" : "0"]) }];
    const text = JSON.stringify({ status: "success", data: { resultType: "matrix", result } });
    const evidence = readTraffic({ kind: "answer", status: 200, text, checkedAt: now }, question);
    return evidence.kind === "idle-since" ? evidence.at : NaN;
  });
  assertEquals(new Set(found).size, 2);
  for (const at of found) assertEquals([at >= requestAt, at <= requestAt + 3 * stepMs], [true, true]);
});

Deno.test("a Prometheus that knows nothing is unknown", () => {
  assertEquals(said(() => undefined), "TrafficUnmeasured");
  assertEquals(said((minutes) => minutes > 5 ? 0 : undefined), "TrafficUnmeasured");
});

Deno.test("a Prometheus that lies in time is not believed", () => {
  assertEquals(said(() => 0, {}, 3_600_000), "Malformed");
  assertEquals(said(() => 0, {}, -3_600_000), "Malformed");
});

Deno.test("a Prometheus that has only part of its data is unknown", () => {
  assertEquals(said(() => 0, { warnings: ["store x is away"] }), "TrafficUnmeasured");
});

Deno.test("samples that are no traffic are unknown", () => {
  for (const value of [NaN, -1, Infinity]) assertEquals(said((minutes) => minutes === 10 ? value : 0), "Malformed");
  assertEquals(said(() => 0, { status: "error" }), "Malformed");
  assertEquals(
    said(() => 0, { data: { resultType: "matrix", result: [{ values: [] }, { values: [] }] } }),
    "Malformed",
  );
});

Deno.test("whatever the admin writes, no request falls between two looks back", () => {
  const rangeOf = (differs: { range?: number; step?: number }, idleMs: number) => {
    const tool = exampleSubject().tool!;
    const { query, stepMs } = trafficQuestion({ ...SETTINGS, ...differs }, { tool, idleMs, now: NOW });
    return [Number(/\[(\d+)s\]/.exec(query)![1]) * 1_000, stepMs];
  };
  assertEquals(rangeOf({ range: 4_000, step: 1_000 }, 12_000), [4_000, 1_000]);
  assertEquals(rangeOf({ range: 300_000 }, 86_400_000), [1_440_000, 720_000]);
  assertEquals(rangeOf({ range: 60_000, step: 60_000 }, 3_600_000), [120_000, 60_000]);
});

Deno.test("the question is about one Service and its idle time", () => {
  const url = trafficUrl(SETTINGS, QUESTION);
  assertEquals(url.origin + url.pathname, "http://prometheus:9090/base/api/v1/query_range");
  assertEquals(["start", "end", "step"].map((each) => url.searchParams.get(each)), [
    String((NOW - 3_630_000) / 1_000),
    String(NOW / 1_000),
    "30",
  ]);
  const query = url.searchParams.get("query")!;
  assertStringIncludes(
    query,
    `destination_service=~"train\\\\.team\\\\.svc\\\\..+",probe!="true",source_workload!="atelier-controller"`,
  );
  assertStringIncludes(query, "[300s]");
});
