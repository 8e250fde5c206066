import { assertEquals } from "@std/assert";
import { FakeClock } from "../../../platform/fake_clock.ts";
import { createKubeClient } from "../../../kube/kube_client.ts";
import { transportFromFetch } from "../../../kube/transport.ts";
import { NO_CULLER_METRICS } from "../culler_metrics.ts";
import { EXAMPLE_NOW, exampleSettings, exampleSubject } from "../example_culling.ts";
import type { CullingSubject } from "../subject.ts";
import { createAskTool } from "./ask_tool.ts";
import { chooseProbes } from "./choose_probes.ts";
import { CounterMemory, readCounters } from "./gateway_counters.ts";
import { gatherEvidence, type ProbeParts } from "./gather_evidence.ts";
import { parseProbe } from "./probe_choice.ts";
import { readReport } from "./read_report.ts";

const NOW = EXAMPLE_NOW.getTime();
const EXEC = { enabled: true, command: ["last-activity"] };
const asking = (probe: string) => exampleSubject({ annotations: { "atelier.dev/activity-probe": probe } });
const chosen = (subject: CullingSubject, file: Parameters<typeof exampleSettings>[0] = {}) => {
  const settings = exampleSettings(file);
  const { choices, refused } = chooseProbes(subject, { policy: settings.policy }, settings);
  return [choices.map((each) => each.kind === "http" ? each.path : each.kind), refused.map((each) => each.cause)];
};

Deno.test("which probe applies: by the type of server", () => {
  const prometheus = { probes: { prometheus: { url: "http://p" }, gateway: { url: "http://g" } } };
  const tensorboard = exampleSubject({ kind: "Tensorboard", serverType: "tensorboard" });
  assertEquals(chosen(exampleSubject()), [["jupyter"], []]);
  assertEquals(chosen(tensorboard, prometheus), [["prometheus"], []]);
  assertEquals(chosen(tensorboard, { probes: { gateway: { url: "http://g" } } }), [["gateway"], []]);
  assertEquals(chosen(tensorboard), [[], []]);
  assertEquals(chosen(exampleSubject({ serverType: "group-one" }), prometheus), [[], []]);
  const editors = { probes: { ...prometheus.probes, byServerType: { "group-one": ["prometheus", "/healthz"] } } };
  assertEquals(chosen(exampleSubject({ serverType: "group-one" }), editors), [["prometheus", "/healthz"], []]);
});

Deno.test("which probe applies: by policy, and by annotation before that", () => {
  assertEquals(chosen(exampleSubject(), { ask: ["/activity"] }), [["/activity"], []]);
  assertEquals(chosen(asking("jupyter, /busy"), { ask: ["/activity"] }), [["jupyter", "/busy"], []]);
});

Deno.test("a probe that is not allowed is refused, and that is a cause of not knowing", async () => {
  assertEquals(chosen(asking("exec"), { probes: { exec: EXEC } }), [[], ["ProbeRefused"]]);
  assertEquals(chosen(asking("exec"), { probes: { exec: EXEC, usersMayChoose: ["exec"] } }), [["exec"], []]);
  assertEquals(chosen(asking("prometheus")), [[], ["ProbeRefused"]]);
  assertEquals(chosen(asking("jupyter,telepathy")), [["jupyter"], ["ProbeInvalid"]]);
  const evidence = await gatherEvidence(asking("exec"), exampleSettings(), parts(), new AbortController().signal);
  assertEquals(evidence.map((each) => each.kind === "unknown" && each.cause), ["ProbeRefused"]);
});

Deno.test("of more probes than may vote the others are refused: one of them may be the one that sees use", () => {
  const five = ["/a", "/b", "/c", "/d", "/e"];
  assertEquals(chosen(asking(five.join(","))), [five, []]);
  assertEquals(chosen(asking([...five, "/active"].join(","))), [five, ["ProbeRefused"]]);
  assertEquals(chosen(asking([...five, ...Array(9_000).fill("telepathy")].join(","))), [five, ["ProbeRefused"]]);
  assertEquals(chosen(asking(",".repeat(60_000))), [[], []]);
});

Deno.test("a type of server that nobody configured is none, whatever it is called", () => {
  const file = { probes: { byServerType: { jupyter: ["jupyter"] } } };
  for (const serverType of ["constructor", "__proto__", "toString"]) {
    assertEquals(chosen(exampleSubject({ serverType }), file), [[], []]);
  }
});

Deno.test("a probe is a path on the tool's own Service and nothing else", () => {
  for (
    const text of [
      "//evil.example/x",
      "/../x",
      "/a/../../x",
      "/a/%2e%2e/x",
      "http://evil",
      "/a b",
      "/a#b",
      "/\\evil",
      "",
      "http",
    ]
  ) {
    assertEquals(parseProbe(text), undefined, text);
  }
  assertEquals(parseProbe("/activity?of=me"), { kind: "http", path: "/activity?of=me" });
});

Deno.test("through the gateway a probe stays under its tool's prefix", async () => {
  const asked: string[] = [];
  const fetch = (url: URL | RequestInfo) => (asked.push(String(url)), Promise.resolve(new Response("ok")));
  const client = createKubeClient(transportFromFetch((request) => fetch(request.url)));
  const { signal } = new AbortController();
  for (const access of ["gateway", "dns", "apiserver-proxy"] as const) {
    const ask = createAskTool({ access, toolOrigin: "http://127.0.0.1:8081", clusterDomain: "c.l" }, { client, fetch });
    await ask!({ ...exampleSubject().tool!, ownPath: "/" }, "activity", signal);
  }
  assertEquals(asked.map((each) => new URL(each)).map(({ host, pathname }) => [host, pathname]), [
    ["127.0.0.1:8081", "/notebook/team/train/activity"],
    ["train.team.svc.c.l", "/activity"],
    [new URL(asked[2]).host, "/api/v1/namespaces/team/services/train:80/proxy/activity"],
  ]);
  assertEquals(createAskTool({ access: "gateway", clusterDomain: "c.l" }, { client, fetch }), undefined);
});

Deno.test("a tool's own report is believed in few forms", () => {
  const read = (text: string, status: 200 | 404 = 200) => {
    const evidence = readReport({ kind: "answer", status, text, checkedAt: NOW }, "/activity");
    return evidence.kind === "idle-since" ? evidence.at - NOW : evidence.kind;
  };
  assertEquals(read(`{"last_activity": "2026-11-23T17:00:00Z"}`), -3_600_000);
  assertEquals(read("2026-11-23T18:00:00+01:00\n"), -3_600_000);
  assertEquals([read("active\n"), read(`{"active": true}`)], ["active", "active"]);
  for (
    const text of ["", "0", "1700000000", "yesterday", "{}", `{"active": false}`, `{"last_activity": 0}`, "<html>", "{"]
  ) {
    assertEquals(read(text), "unknown", text);
  }
  assertEquals(read("active", 404), "unknown");
});

/** What a memory says at one look after another, of numbers that a gateway shows: minutes, or the reason why it is used. */
function gatewaySays(connections: "count" | "ignore" = "count") {
  const memory = new CounterMemory(600_000);
  const own = `destination_service="train.team.svc.cluster.local"`;
  const look = (minute: number, { requests = 0, open = 0, ofProbes = 0 }) => {
    const uses = readCounters(
      `# HELP x\nistio_requests_total{${own},response_code="200"} ${requests}\n` +
        `istio_requests_total{${own},response_code="200",probe="true"} ${ofProbes}\n` +
        `atelier_gateway_connections_open{${own}} ${open}\n` +
        `atelier_gateway_connections_open{${own},probe="true"} ${ofProbes}\n`,
    );
    const evidence = memory.look(uses, exampleSubject().tool!, { checkedAt: NOW + minute * 60_000, connections });
    if (evidence.kind === "idle-since") return (evidence.at - NOW) / 60_000;
    return evidence.kind === "active" ? evidence.reason : evidence.kind;
  };
  return { memory, look };
}

Deno.test("the gateway's counters are use when they move, and idle since they were seen to rest", () => {
  const { memory, look } = gatewaySays();
  assertEquals(
    [look(0, { requests: 5 }), look(1, { requests: 5 }), look(2, { requests: 6 }), look(3, { requests: 6 })],
    [0, 0, "Traffic", 2],
  );
  assertEquals(look(4, { requests: 6, ofProbes: 9 }), 2);
  // The gateway was started anew.
  assertEquals([look(5, { requests: 0 }), look(6, { requests: NaN })], ["Traffic", "unknown"]);
  assertEquals([look(7, { open: -1 }), look(8, { open: NaN })], ["unknown", "unknown"]);
  memory.prune(NOW + 60 * 60_000);
  assertEquals(memory.size, 0);
});

Deno.test("a connection through the gateway is use for as long as it is open, and idle since it was seen closed", () => {
  const { look } = gatewaySays();
  assertEquals(look(0, { requests: 1, open: 1 }), "ConnectionOpen");
  assertEquals(look(60, { requests: 1, open: 1 }), "ConnectionOpen");
  assertEquals(look(61, { requests: 2, open: 2 }), "ConnectionOpen");
  assertEquals([look(62, { requests: 2 }), look(63, { requests: 2 })], [62, 62]);
});

Deno.test("a connection through the gateway does not count where the admin ignores connections, its opening does", () => {
  const { look } = gatewaySays("ignore");
  assertEquals([look(0, { requests: 0 }), look(1, { requests: 1, open: 1 })], [0, "Traffic"]);
  assertEquals([look(2, { requests: 1, open: 1 }), look(3, { requests: 1 })], [1, 1]);
});

Deno.test("a command in the pod is asked within limits, and only where it is on", async () => {
  const ask = async (stdout: string, exitCode = 0, enabled = true) => {
    const settings = exampleSettings({ ask: ["exec"], probes: { exec: { ...EXEC, enabled } } });
    const exec = () => Promise.resolve({ stdout, exitCode });
    const evidence = await gatherEvidence(
      exampleSubject(),
      settings,
      { ...parts(), exec },
      new AbortController().signal,
    );
    return evidence.map((each) => each.kind === "unknown" ? each.cause : each.kind);
  };
  assertEquals(await ask("2026-11-23T17:00:00Z\n"), ["idle-since"]);
  assertEquals(await ask("active"), ["active"]);
  assertEquals(await ask("2026-11-23T17:00:00Z", 1), ["CommandFailed"]);
  assertEquals(await ask("what"), ["Malformed"]);
  assertEquals(await ask("active", 0, false), ["ProbeRefused"]);
});

Deno.test("Prometheus down is unknown", async () => {
  const settings = exampleSettings({ ask: ["prometheus"], probes: { prometheus: { url: "http://127.0.0.1:9" } } });
  const fetch = () => Promise.reject(new TypeError("connection refused"));
  const evidence = await gatherEvidence(
    exampleSubject(),
    settings,
    { ...parts(), fetch },
    new AbortController().signal,
  );
  assertEquals(evidence.map((each) => each.kind === "unknown" && each.cause), ["Unreachable"]);
});

Deno.test("what has no Service, or cannot be reached from here, is unknown", async () => {
  const { signal } = new AbortController();
  const { tool: _, ...bare } = exampleSubject();
  for (const subject of [bare, exampleSubject()]) {
    const evidence = await gatherEvidence(subject, exampleSettings(), parts(), signal);
    assertEquals(evidence.map((each) => each.kind === "unknown" && each.cause), ["Unreachable"]);
  }
});

function parts(): ProbeParts {
  return {
    fetch: () => Promise.reject(new TypeError("nothing there")),
    counters: new CounterMemory(60_000),
    clock: new FakeClock(EXAMPLE_NOW),
    metrics: NO_CULLER_METRICS,
  };
}
