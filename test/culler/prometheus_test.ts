import { assert, assertEquals } from "@std/assert";
import { type KubeClient, TENSORBOARDS } from "../../kube/mod.ts";
import { resolveImagesDir } from "../../platform/dev_config.ts";
import { sleep } from "../e2e/wait_for.ts";
import { withSandbox } from "../sandbox/running_sandbox.ts";
import { plantClaim, plantTool } from "../tools/tool_on_claim.ts";
import { startPrometheus } from "./prometheus_process.ts";
import { type CullerUnderTest, startCuller } from "./running_culler.ts";

const IDLE_MS = 12_000;
const TIMES = { idleTime: "12s", checkPeriod: "1s", grace: "1s", warning: "3s", evidenceMaxAge: "10s" };
/** Longer than anything idle may live. */
const OUTLIVED_MS = IDLE_MS + 10_000;
const START_MS = 120_000;

Deno.test("a real Prometheus: a TensorBoard with traffic lives, one without goes; down, empty or lying in time, nothing goes", async () => {
  await withSandbox(async ({ client, eventually, ...sandbox }) => {
    await sandbox.startControllers();
    const imagesDir = Deno.env.get("ATELIER_E2E_IMAGES") ?? resolveImagesDir(Deno.env.toObject());
    await sandbox.startNode({ imagesDir });
    const gateway = (await sandbox.startGateway()).running;
    await using counters = serveCounters(gateway.requests);
    await using prometheus = await startPrometheus(counters.host);
    await using empty = await startPrometheus();
    await using liar = startLiar(prometheus.url);
    await plantClaim(client);
    for (const name of ["used", "unused"]) await plantBoard(client, name);
    const open = async (name: string) => {
      const response = await fetch(`${gateway.url}/tensorboard/demo/${name}/`);
      await response.body?.cancel();
      return response.ok || undefined;
    };
    for (const name of ["used", "unused"]) await eventually(`the board ${name}`, () => open(name), START_MS);
    const culler = (url: string) =>
      startCuller(client, gateway.url, { ...TIMES, probes: { prometheus: { url, range: "4s", step: "1s" } } });

    await Promise.all([
      proveNothingGoes(client, await culler(empty.url), "TrafficUnmeasured"),
      proveNothingGoes(client, await culler(liar.url), "ClockDiffers"),
    ]);

    await using visitor = startVisits(() => open("used"));
    // Until the first visits are measured.
    await sleep(5_000);
    await using real = await culler(prometheus.url);
    await eventually(
      "the unused board gone",
      async () => !(await boards(client)).includes("unused") || undefined,
      40_000,
    );
    assert(real.since("unused", 0).some((each) => each.verdict === "warn"));
    await sleep(5_000);
    assertEquals(await boards(client), ["used"]);
    assertEquals(real.since("used", 0).filter((each) => each.verdict === "warn" || each.verdict === "cull"), []);
    assert(real.since("used", 0).some((each) => each.reason === "Traffic"));

    await visitor.end();
    await prometheus.end();
    await proveNothingGoes(client, { ...real, [Symbol.asyncDispose]: () => Promise.resolve() }, "Unreachable");
    assertEquals(await boards(client), ["used"]);
  });
});

/** For longer than the idle time, whatever the culler asks. */
async function proveNothingGoes(client: KubeClient, culler: CullerUnderTest, reason: string): Promise<void> {
  await using _ = culler;
  const before = await boards(client);
  const beganAt = Date.now();
  await sleep(OUTLIVED_MS);
  assertEquals(await boards(client), before);
  for (const name of before) {
    const found = culler.since(name, beganAt + IDLE_MS);
    assertEquals([...new Set(found.map((each) => each.reason))], [reason]);
  }
}

async function boards(client: KubeClient): Promise<string[]> {
  return (await client.list(TENSORBOARDS, { namespace: "demo" })).items.map((each) => each.metadata.name).sort();
}

/** A board as its controller would have made it. */
async function plantBoard(client: KubeClient, name: string): Promise<void> {
  await client.create(TENSORBOARDS, { metadata: { name, namespace: "demo" }, spec: { logspath: "pvc://work/" } });
  await plantTool(client, {
    name,
    container: {
      image: "tensorflow/tensorflow:2.5.1",
      command: ["/usr/local/bin/tensorboard"],
      args: ["--logdir=/tensorboard_logs/", "--bind_all"],
      workingDir: "/",
      volumeMounts: [{ name: "volume", mountPath: "/tensorboard_logs/", readOnly: true }],
    },
    ...{ port: 6006, prefix: `/tensorboard/demo/${name}/`, rewrite: "/", timeout: "300s" },
  });
}

/** Somebody who looks twice a second, until it is ended. */
function startVisits(open: () => Promise<unknown>) {
  let isOver = false;
  const visits = (async () => {
    while (!isOver) {
      await open().catch(() => {});
      await sleep(500);
    }
  })();
  const end = () => (isOver = true, visits);
  return { end, [Symbol.asyncDispose]: end };
}

/** The gateway's own counters, as its metrics page has them. */
function serveCounters(requests: ReadonlyMap<string, number>) {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, () => {
    const lines = [...requests].map(([series, count]) => `${series} ${count}\n`);
    return new Response(`# TYPE istio_requests_total counter\n${lines.join("")}`);
  });
  return { host: `127.0.0.1:${server.addr.port}`, [Symbol.asyncDispose]: () => server.shutdown() };
}

/** The same Prometheus on a machine whose clock is two hours ahead, as its answers show it. */
function startLiar(url: string) {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const { pathname, search } = new URL(request.url);
    const answer = await fetch(`${url}${pathname}${search}`);
    const date = new Date(Date.now() + 7_200_000).toUTCString();
    return new Response(await answer.text(), { status: answer.status, headers: { date } });
  });
  return { url: `http://127.0.0.1:${server.addr.port}`, [Symbol.asyncDispose]: () => server.shutdown() };
}
