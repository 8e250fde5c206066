import { assert, assertEquals } from "@std/assert";
import { isNotFound, type KubeClient, PVC_VIEWERS, type PvcViewer, TENSORBOARDS } from "../../kube/mod.ts";
import { sleep, within } from "../e2e/wait_for.ts";
import { withSandbox } from "../sandbox/running_sandbox.ts";
import { plantClaim } from "../tools/tool_on_claim.ts";
import { boards, createBoard, openBoard, startController, startVisits } from "./boards.ts";
import { testImagesDir } from "./images_dir.ts";
import { recordCulling } from "./recorded_culling.ts";

const FILE = `
enabled: true
idleTime: 6s
checkPeriod: 1s
grace: 1s
warning: 2s
evidenceMaxAge: 10s
`;
/** Images may have to be pulled. */
const START_MS = 200_000;

Deno.test("the sandbox's gateway counts: a tool with traffic lives, one that only our probes ask goes", async () => {
  await withSandbox(async ({ client, eventually, ...sandbox }) => {
    await sandbox.startControllers();
    await sandbox.startNode({ imagesDir: testImagesDir() });
    const { url } = (await sandbox.startGateway()).running;
    await plantClaim(client);
    const path = `${sandbox.stateDir}/culling.yaml`;
    await Deno.writeTextFile(path, FILE);
    // As dev has it.
    await using _ = await startController(client, url, { path, probes: { gateway: { url: `${url}/metrics` } } });
    await using culler = recordCulling(client, TENSORBOARDS, "demo");
    for (const name of ["probed", "used"]) await createBoard(client, name);
    await using _used = startVisits(() => openBoard(url, "used"));
    await using _probed = startVisits(() => openBoard(url, "probed", { "x-atelier-probe": "1" }));
    const hasRun = (name: string) =>
      culler.since(name, 0).some(({ verdict }) => verdict === "idle" || verdict === "keep");
    for (const name of ["probed", "used"]) {
      await eventually(`${name} runs`, () => Promise.resolve(hasRun(name) || undefined), START_MS);
    }
    const isGone = async () => !(await boards(client)).includes("probed") || undefined;
    await eventually("the board without traffic is gone", isGone, 60_000);
    await sleep(8_000);
    assertEquals(await boards(client), ["used"]);
    assert(culler.since("probed", 0).some((each) => each.verdict === "warn"));
    assertEquals(culler.since("used", 0).at(-1)?.reason, "Traffic");
  });
});

Deno.test("the sandbox's gateway counts what is open: a file browser used over one WebSocket alone lives, and goes once that is closed", async () => {
  await withSandbox(async ({ client, eventually, ...sandbox }) => {
    await sandbox.startControllers();
    await sandbox.startNode({ imagesDir: testImagesDir() });
    const { url } = (await sandbox.startGateway()).running;
    await plantClaim(client);
    const path = `${sandbox.stateDir}/culling.yaml`;
    await Deno.writeTextFile(path, FILE);
    await using _ = await startController(client, url, { path, probes: { gateway: { url: `${url}/metrics` } } });
    await using culler = recordCulling(client, PVC_VIEWERS, "demo");
    for (const name of ["open", "shut"]) await createViewer(client, name);
    const socket = await eventually("its WebSocket", () => openViewer(url, "open"), START_MS);
    const openedAt = Date.now();
    const isGone = (name: string) => async () => !(await isThere(client, name)) || undefined;
    await eventually("the file browser without a socket is gone", isGone("shut"), START_MS);
    await sleep(Math.max(0, openedAt + 12_000 - Date.now()));
    assertEquals([await isThere(client, "open"), socket.readyState], [true, WebSocket.OPEN]);
    const said = culler.since("open", openedAt + 3_000);
    assertEquals([...new Set(said.map(({ verdict, reason }) => `${verdict} ${reason}`))], ["keep ConnectionOpen"]);
    socket.close();
    await eventually("it is gone once its socket is closed", isGone("open"), 30_000);
    assert(culler.since("open", openedAt).some(({ verdict }) => verdict === "warn"));
  });
});

async function createViewer(client: KubeClient, name: string): Promise<void> {
  await client.create(PVC_VIEWERS, { metadata: { name, namespace: "demo" }, spec: { pvc: "work" } } as PvcViewer);
}

function isThere(client: KubeClient, name: string): Promise<boolean> {
  return client.get(PVC_VIEWERS, { namespace: "demo", name }).then(() => true, (error) => {
    if (isNotFound(error)) return false;
    throw error;
  });
}

/** Cloud Commander's own socket, as its page opens it, and no other request; undefined while nothing answers. */
async function openViewer(gatewayUrl: string, name: string): Promise<WebSocket | undefined> {
  const path = `/volumes/devices/demo/${name}/socket.io/?EIO=4&transport=websocket`;
  const socket = new WebSocket(gatewayUrl.replace("http", "ws") + path);
  const opened = new Promise<boolean>((resolve) => {
    socket.onopen = () => resolve(true);
    socket.onerror = () => resolve(false);
  });
  return await within("opening its WebSocket", 15_000, opened) ? socket : undefined;
}
