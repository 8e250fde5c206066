import { assert, assertEquals } from "@std/assert";
import { EVENTS, type KubeClient, TENSORBOARDS } from "../../kube/mod.ts";
import { sleep } from "../e2e/wait_for.ts";
import { withSandbox } from "../sandbox/running_sandbox.ts";
import { plantClaim } from "../tools/tool_on_claim.ts";
import { boards, createBoard, openBoard, startController, startVisits } from "./boards.ts";
import { testImagesDir } from "./images_dir.ts";
import { startPrometheus } from "./prometheus_process.ts";
import { recordCulling, type RecordedCulling } from "./recorded_culling.ts";

const IDLE_MS = 6_000;
/** Longer than anything idle may live, the warning included. */
const OUTLIVED_MS = IDLE_MS + 5_000;
/** Within what Prometheus takes for now. */
const LATE_MS = 120_000;
const START_MS = 120_000;
const REREAD_MS = 250;
const fileWith = (prometheus: string) => `
enabled: true
idleTime: 6s
checkPeriod: 1s
grace: 1s
warning: 2s
evidenceMaxAge: 10s
probes:
  prometheus: { url: "${prometheus}", range: 4s, step: 1s }
`;

Deno.test("a real Prometheus: a TensorBoard with traffic lives, one without goes; down, empty or lying in time, nothing goes", async () => {
  await withSandbox(async ({ client, eventually, ...sandbox }) => {
    await sandbox.startControllers();
    await sandbox.startNode({ imagesDir: testImagesDir() });
    const gateway = (await sandbox.startGateway()).running;
    await using prometheus = await startPrometheus(new URL(gateway.url).host);
    await using empty = await startPrometheus();
    await using lateCounters = startLateCounters(gateway.url);
    await using late = await startPrometheus(lateCounters.host);
    await using liar = startLiar(prometheus.url);
    await plantClaim(client);
    const path = `${sandbox.stateDir}/culling.yaml`;
    const goBy = (url: string) => Deno.writeTextFile(path, fileWith(url));
    await goBy(empty.url);
    await using _ = await startController(client, gateway.url, { path, everyMs: REREAD_MS });
    for (const name of ["used", "unused"]) await createBoard(client, name);
    const open = (name: string) => openBoard(gateway.url, name);
    for (const name of ["used", "unused"]) await eventually(`the board ${name}`, () => open(name), START_MS);
    await using culler = recordCulling(client, TENSORBOARDS, "demo");

    await proveNothingGoes(client, culler, "TrafficUnmeasured");
    await goBy(liar.url);
    await proveNothingGoes(client, culler, "ClockDiffers");
    await goBy(late.url);
    await proveNothingGoes(client, culler, "TrafficUnmeasured");

    await using visitor = startVisits(() => open("used"));
    // Until the first visits are measured.
    await sleep(5_000);
    await goBy(prometheus.url);
    const beganAt = Date.now();
    const isGone = async () => !(await boards(client)).includes("unused") || undefined;
    await eventually("the unused board gone", isGone, 40_000);
    assert(culler.since("unused", beganAt).some((each) => each.verdict === "warn"));
    const events = (await client.list(EVENTS, { namespace: "demo" })).items;
    const told = events.filter((each) => each.involvedObject.name === "unused").map((each) => each.reason);
    assert(told.includes("CullingSoon") && told.includes("Culled"), String(told));
    await sleep(5_000);
    assertEquals(await boards(client), ["used"]);
    const used = culler.since("used", beganAt);
    assertEquals(used.filter((each) => each.verdict === "warn" || each.verdict === "cull"), []);
    assertEquals(used.at(-1)?.reason, "Traffic");

    await visitor.end();
    await prometheus.end();
    await proveNothingGoes(client, culler, "Unreachable");
  });
});

/** For longer than the idle time, whatever Prometheus says. */
async function proveNothingGoes(client: KubeClient, culler: RecordedCulling, reason: string): Promise<void> {
  const before = await boards(client);
  assert(before.length > 0);
  const beganAt = Date.now();
  await sleep(OUTLIVED_MS);
  assertEquals(await boards(client), before);
  for (const name of before) {
    const found = culler.since(name, beganAt + OUTLIVED_MS / 2);
    assertEquals([...new Set(found.map((each) => each.reason))], [reason]);
  }
}

/** The gateway's metrics, stamped with a time that is so long ago. */
function startLateCounters(gatewayUrl: string) {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async () => {
    const lines = (await (await fetch(`${gatewayUrl}/metrics`)).text()).trimEnd().split("\n");
    const stamped = lines.map((line) => line.startsWith("#") ? line : `${line} ${Date.now() - LATE_MS}`);
    return new Response(`${stamped.join("\n")}\n`);
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
