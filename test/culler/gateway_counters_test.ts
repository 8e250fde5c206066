import { assert, assertEquals } from "@std/assert";
import { TENSORBOARDS } from "../../kube/mod.ts";
import { sleep } from "../e2e/wait_for.ts";
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
const START_MS = 120_000;

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
