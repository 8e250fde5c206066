import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { run as runController } from "../../controller/mod.ts";
import { EVENTS, type KubeClient, NOTEBOOKS } from "../../kube/mod.ts";
import { JupyterServer, Kernel } from "../e2e/kernel.ts";
import { sleep } from "../e2e/wait_for.ts";
import { withSandbox } from "../sandbox/running_sandbox.ts";
import { testImagesDir } from "./images_dir.ts";
import { plantLab, runInTerminal } from "./real_lab.ts";
import { recordCulling, type RecordedCulling } from "./recorded_culling.ts";

const KEY = { namespace: "demo", name: "lab" };
const PATH = "/notebook/demo/lab/";
const IDLE_MS = 10_000;
/** Open connections do not count, so that nothing but the use itself keeps it. */
const FILE = `
enabled: true
connections: ignore
idleTime: 10s
checkPeriod: 1s
grace: 1s
warning: 3s
evidenceMaxAge: 10s
`;
/** How long something goes on that must not be stopped: longer than the idle time. */
const BUSY_MS = 15_000;
const START_MS = 120_000;

Deno.test("a real JupyterLab: computing, terminals and an editor in use live, a closed lid is culled in time, and files stay", async () => {
  await withSandbox(async ({ client, eventually, ...sandbox }) => {
    const over = new AbortController();
    await sandbox.startControllers();
    await sandbox.startNode({ imagesDir: testImagesDir() });
    const { url } = (await sandbox.startGateway()).running;
    const path = `${sandbox.stateDir}/culling.yaml`;
    await Deno.writeTextFile(path, FILE);
    const reached = { toolAccess: "gateway", toolOrigin: url } as const;
    const controller = await runController({ client, ...reached, culling: { path } }, over.signal);
    await plantLab(client);
    const running = () =>
      eventually("a running JupyterLab", async () => {
        const { status } = await client.get(NOTEBOOKS, KEY);
        return status?.state === "RUNNING" || undefined;
      }, START_MS);
    await running();
    try {
      await using culler = recordCulling(client, NOTEBOOKS, "demo");
      await computeSilently(`${url}${PATH}`, () => isStopped(client), culler);
      await workInTerminal(`${url}${PATH}`, () => isStopped(client), culler);
      await edit(`${url}${PATH}`, () => isStopped(client), culler);
      await closeLid(client, culler, eventually);
      await client.patch(NOTEBOOKS, KEY, { metadata: { annotations: { "kubeflow-resource-stopped": null } } }, {
        type: "merge",
      });
      await running();
      const kept = await fetch(`${url}${PATH}api/contents/kept.txt?content=1`);
      assertEquals((await kept.json()).content, "kept");
    } finally {
      over.abort();
      await controller.finished;
    }
  });
});

/** A cell that prints nothing for longer than the idle time, with no page open. */
async function computeSilently(toolUrl: string, isStopped: () => Promise<boolean>, culler: RecordedCulling) {
  const kernel = await Kernel.start(toolUrl);
  await kernel.run("open('kept.txt', 'w').write('kept')");
  const beganAt = Date.now();
  const code = `import time\nend = time.time() + ${
    BUSY_MS / 1_000 + 2
  }\nwhile time.time() < end: sum(range(1000)); time.sleep(0.01)`;
  kernel.run(code).catch(() => {});
  await sleep(500);
  kernel.leave();
  await sleep(BUSY_MS);
  const found = culler.since("lab", beganAt + IDLE_MS);
  assert(found.some((each) => each.reason === "KernelBusy"), JSON.stringify(found.slice(0, 2)));
  assertEquals(found.filter((each) => each.verdict === "warn" || each.verdict === "cull"), []);
  assertEquals(await isStopped(), false);
}

/** A job in a terminal that prints nothing, with no page open. */
async function workInTerminal(toolUrl: string, isStopped: () => Promise<boolean>, culler: RecordedCulling) {
  const beganAt = Date.now();
  const close = await runInTerminal(toolUrl, `sleep ${BUSY_MS / 1_000 + 5}`, 1_000);
  await sleep(BUSY_MS);
  const found = culler.since("lab", beganAt + IDLE_MS);
  assert(found.some((each) => each.reason === "TerminalSilent"), JSON.stringify(found.slice(0, 2)));
  assertEquals(found.filter((each) => each.verdict === "warn" || each.verdict === "cull"), []);
  assertEquals(await isStopped(), false);
  await close();
}

/** Somebody makes files, beside a kernel that rests. */
async function edit(toolUrl: string, isStopped: () => Promise<boolean>, culler: RecordedCulling) {
  const server = await JupyterServer.open(toolUrl);
  const beganAt = Date.now();
  while (Date.now() < beganAt + BUSY_MS) {
    await server.post("api/contents", { type: "file", ext: ".md" });
    await sleep(1_000);
  }
  const found = culler.since("lab", beganAt + IDLE_MS);
  assert(found.some((each) => each.reason === "Traffic"), JSON.stringify(found.slice(0, 2)));
  assertEquals(found.filter((each) => each.verdict === "warn" || each.verdict === "cull"), []);
  assertEquals(await isStopped(), false);
}

/** Nothing is open and nothing computes any more. */
async function closeLid(
  client: KubeClient,
  culler: RecordedCulling,
  eventually: (what: string, look: () => Promise<true | undefined>, ms?: number) => Promise<true>,
) {
  const closedAt = Date.now();
  await eventually("the notebook stopped", async () => await isStopped(client) || undefined, IDLE_MS + 20_000);
  const tookMs = Date.now() - closedAt;
  assert(tookMs >= IDLE_MS - 1_000, `stopped after ${tookMs} ms, before its time`);
  const annotations = (await client.get(NOTEBOOKS, KEY)).metadata.annotations!;
  assertEquals(annotations["atelier.dev/stopped-by"], "atelier-culler");
  assertStringIncludes(annotations["atelier.dev/stopped-reason"], "IdleTooLong: Idle since ");
  assert(Date.parse(annotations["notebooks.kubeflow.org/last-activity"]) > closedAt - 60_000);
  assert(culler.since("lab", closedAt).some((each) => each.verdict === "warn"));
  await eventually("both Events", async () => {
    const reasons = (await client.list(EVENTS, { namespace: "demo" })).items.map((each) => each.reason);
    return (reasons.includes("CullingSoon") && reasons.includes("Culled")) || undefined;
  });
}

async function isStopped(client: KubeClient): Promise<boolean> {
  return "kubeflow-resource-stopped" in ((await client.get(NOTEBOOKS, KEY)).metadata.annotations ?? {});
}
