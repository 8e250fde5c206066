import { assertEquals } from "@std/assert";
import { run as runController } from "../../controller/mod.ts";
import {
  JUPYTER_CONFIG_ANNOTATION,
  type KubeClient,
  type Notebook,
  NOTEBOOKS,
  SERVER_TYPE_ANNOTATION,
} from "../../kube/mod.ts";
import { resolveImagesDir } from "../../platform/dev_config.ts";
import { silentLog } from "../../platform/log.ts";
import { withSandbox } from "../sandbox/running_sandbox.ts";
import { plantClaim } from "./tool_on_claim.ts";

const LIMIT_MS = 170_000;
const key = (name: string) => ({ namespace: "demo", name });
/** A Jupyter that knows nothing of NB_PREFIX: no start script of an image is asked. */
const COMMAND = ["jupyter", "lab", "--allow-root", "--no-browser", "--ip=0.0.0.0", "--port=8888"];

async function makeNotebook(client: KubeClient, name: string, annotations: Record<string, string> = {}) {
  const image = "quay.io/jupyter/minimal-notebook:latest";
  const container = { name, image, command: [...COMMAND, "--ServerApp.token="] };
  const metadata = { ...key(name), annotations: { [SERVER_TYPE_ANNOTATION]: "jupyter", ...annotations } };
  await client.create(NOTEBOOKS, { metadata, spec: { template: { spec: { containers: [container] } } } } as Notebook);
}

Deno.test("a JupyterLab that ignores NB_PREFIX answers under its prefix, and without our file it does not", async () => {
  await withSandbox(async ({ client, eventually, ...sandbox }) => {
    await sandbox.startControllers();
    await sandbox.startNode({ imagesDir: resolveImagesDir(Deno.env.toObject()) });
    const { url } = (await sandbox.startGateway()).running;
    const over = new AbortController();
    const access = { toolAccess: "gateway" as const, toolOrigin: url };
    const controller = await runController({ client, log: silentLog, ...access }, over.signal);
    await plantClaim(client);
    await makeNotebook(client, "told");
    await makeNotebook(client, "untold", { [JUPYTER_CONFIG_ANNOTATION]: "disabled" });
    const { url: path } = await eventually("a notebook that answers", async () => {
      const { status } = await client.get(NOTEBOOKS, key("told"));
      return status?.state === "RUNNING" ? status : undefined;
    }, LIMIT_MS);
    assertEquals(path, "/notebook/demo/told/");
    const response = await fetch(`${url}${path}api/kernels`);
    assertEquals([response.status, await response.json()], [200, []]);

    await eventually("the other to say that it has no such path", async () => {
      const { status, body } = await fetch(`${url}/notebook/demo/untold/api/kernels`);
      await body?.cancel();
      return status === 404 ? true : undefined;
    }, LIMIT_MS);
    assertEquals((await client.get(NOTEBOOKS, key("untold"))).status?.url, undefined);

    over.abort();
    await controller.finished;
  });
});
