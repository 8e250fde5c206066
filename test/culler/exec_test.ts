import { parseAll } from "@std/yaml";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { run as runController } from "../../controller/mod.ts";
import { type KubeClient, type KubeObject, NOTEBOOKS } from "../../kube/mod.ts";
import { CLUSTER_ROLE_BINDINGS, CLUSTER_ROLES } from "../../kube/builtins.ts";
import { sleep } from "../e2e/wait_for.ts";
import { withSandbox } from "../sandbox/running_sandbox.ts";
import { testImagesDir } from "./images_dir.ts";
import { plantLab, runInTerminal } from "./real_lab.ts";
import { recordCulling } from "./recorded_culling.ts";

const KEY = { namespace: "demo", name: "lab" };
const PATH = "/notebook/demo/lab/";
const IDLE_MS = 8_000;
const FILE = `
enabled: true
idleTime: 8s
checkPeriod: 1s
grace: 1s
warning: 2s
evidenceMaxAge: 10s
probes: { exec: { enabled: true } }
`;
const CONTROLLER = "system:serviceaccount:atelier:atelier-controller";

Deno.test("a real JupyterLab: with exec a silent job lives, and an open terminal whose shell has no child is culled in time", async () => {
  await withSandbox(async ({ client, clientAs, eventually, ...sandbox }) => {
    const over = new AbortController();
    await sandbox.startControllers();
    await sandbox.startNode({ imagesDir: testImagesDir() });
    const { url } = (await sandbox.startGateway()).running;
    const path = `${sandbox.stateDir}/culling.yaml`;
    await Deno.writeTextFile(path, FILE);
    await plantLab(client);
    await plant(client, "deploy/base/access/controller-role.yaml", "deploy/base/access/service-accounts.yaml");
    const reached = { toolAccess: "gateway", toolOrigin: url } as const;
    const own = { client: await clientAs(CONTROLLER), culling: { path } };
    const controller = await runController({ ...own, ...reached }, over.signal);
    try {
      await eventually("a running JupyterLab", async () => {
        return (await client.get(NOTEBOOKS, KEY)).status?.state === "RUNNING" || undefined;
      }, 120_000);
      await using culler = recordCulling(client, NOTEBOOKS, KEY.namespace);
      const seen = (reason: string, since: number) =>
        eventually(reason, () => Promise.resolve(culler.since("lab", since).find((each) => each.reason === reason)));
      const job = IDLE_MS / 1_000 + 17;
      const endsAt = Date.now() + job * 1_000;
      await runInTerminal(`${url}${PATH}`, `sleep ${job}`, 500);
      // The file allows a look, the role does not.
      await seen("CommandFailed", Date.now());
      await plant(client, "deploy/components/exec-probe/role.yaml");
      await seen("TerminalBusy", Date.now());
      await sleep(endsAt - Date.now() - 1_000);
      const found = culler.since("lab", endsAt - IDLE_MS);
      assertEquals(found.filter((each) => each.verdict === "warn" || each.verdict === "cull"), []);
      const stopped = () =>
        client.get(NOTEBOOKS, KEY).then(({ metadata }) => metadata.annotations?.["atelier.dev/stopped-reason"]);
      assertEquals(await stopped(), undefined);
      assertStringIncludes(await eventually("it is stopped", stopped, IDLE_MS + 20_000), "IdleTooLong: Idle since ");
      assert(Date.now() > endsAt + IDLE_MS - 1_000, "stopped before its time");
    } finally {
      over.abort();
      await controller.finished;
    }
  });
});

/** Roles, and to whom they are given, as manifests have them. */
async function plant(client: KubeClient, ...paths: string[]): Promise<void> {
  for (const path of paths) {
    const text = await Deno.readTextFile(new URL(`../../${path}`, import.meta.url));
    for (const object of parseAll(text) as KubeObject[]) {
      if (object.kind === "ClusterRole") await client.create(CLUSTER_ROLES, object);
      if (object.kind === "ClusterRoleBinding") await client.create(CLUSTER_ROLE_BINDINGS, object as never);
    }
  }
}
