import { assertEquals, assertStringIncludes } from "@std/assert";
import { run as runController } from "../../controller/mod.ts";
import {
  type KubeClient,
  PODS,
  PVC_VIEWERS,
  type PvcViewer,
  type ResourceType,
  type Tensorboard,
  TENSORBOARDS,
} from "../../kube/mod.ts";
import { resolveImagesDir } from "../../platform/dev_config.ts";
import { silentLog } from "../../platform/log.ts";
import { withSandbox } from "../sandbox/running_sandbox.ts";
import { plantClaim, TRAINING } from "./tool_on_claim.ts";

const LIMIT_MS = 170_000;
const key = (name: string) => ({ namespace: "demo", name });

/** A pod that trains on the claim `work`, and then keeps it for a while. */
async function train(client: KubeClient): Promise<void> {
  const script = `${TRAINING}\nimport time\ntime.sleep(600)`;
  const container = {
    name: "c",
    image: "tensorflow/tensorflow:2.5.1",
    command: ["python3", "-c", script],
    volumeMounts: [{ name: "volume", mountPath: "/work" }],
  };
  const volumes = [{ name: "volume", persistentVolumeClaim: { claimName: "work" } }];
  await client.create(PODS, { metadata: key("training"), spec: { containers: [container], volumes } });
}

Deno.test("TensorBoard and Cloud Commander run on one volume beside a training, by two small objects", async (t) => {
  await withSandbox(async ({ client, eventually, stateDir, ...sandbox }) => {
    await sandbox.startControllers();
    await sandbox.startNode({ imagesDir: resolveImagesDir(Deno.env.toObject()) });
    const { url } = (await sandbox.startGateway()).running;
    const over = new AbortController();
    const access = { toolAccess: "gateway" as const, toolOrigin: url };
    const controller = await runController({ client, log: silentLog, ...access }, over.signal);
    await plantClaim(client);
    await train(client);
    const openedAt = (type: ResourceType, name: string) =>
      eventually(`${name} to run`, async () => {
        const { status } = await client.get(type, key(name)) as Tensorboard;
        return status?.state === "RUNNING" ? status.url : undefined;
      }, LIMIT_MS);

    await t.step("a Tensorboard shows the scalars of the training", async () => {
      await client.create(
        TENSORBOARDS,
        { metadata: key("board"), spec: { logspath: "pvc://work/run1" } } as Tensorboard,
      );
      const path = await openedAt(TENSORBOARDS, "board");
      const scalars = await eventually("the scalars", async () => {
        const response = await fetch(`${url}${path}data/plugin/scalars/scalars?run=.&tag=loss`);
        return response.ok ? await response.json() : void await response.body?.cancel();
      }, LIMIT_MS);
      assertEquals(scalars, [[1000, 0, 1], [1001, 1, 0.5], [1002, 2, 0.25]]);
    });

    await t.step("a viewer of the claim alone edits a file of it, and offers no terminal", async () => {
      await client.create(PVC_VIEWERS, { metadata: key("work"), spec: { pvc: "work" } } as PvcViewer);
      const path = await openedAt(PVC_VIEWERS, "work");
      const page = await (await fetch(url + path)).text();
      for (const each of ["terminal", "console", "configDialog"]) assertStringIncludes(page, `"${each}":false`);
      const written = await fetch(`${url}${path}api/v1/fs/cell.py`, { method: "PUT", body: "print(1)\n" });
      await written.body?.cancel();
      assertEquals(await Deno.readTextFile(`${stateDir}/volumes/demo/work/cell.py`), "print(1)\n");
    });

    over.abort();
    await controller.finished;
  });
});
