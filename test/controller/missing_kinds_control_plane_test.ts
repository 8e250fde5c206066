import { assertEquals, assertStringIncludes } from "@std/assert";
import { parseAll } from "@std/yaml";
import { run as runController } from "../../controller/run.ts";
import {
  CUSTOM_RESOURCE_DEFINITIONS,
  type CustomResourceDefinition,
  DEPLOYMENTS,
  type KubeClient,
  NAMESPACES,
  type Notebook,
  NOTEBOOKS,
  PVC_VIEWERS,
  type PvcViewer,
  STATEFUL_SETS,
  type Tensorboard,
  TENSORBOARDS,
} from "../../kube/mod.ts";
import { silentLog } from "../../platform/log.ts";
import { startControlPlane } from "../controlplane/control_plane.ts";
import { CONTROLLER_USER, installRoles } from "../controlplane/install_manifests.ts";
import { sleep, waitFor } from "../e2e/wait_for.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const GROUPS = ["system:serviceaccounts", "system:serviceaccounts:atelier"];
const PATIENCE = { timeoutMs: 30_000, everyMs: 100 };
const key = (name: string) => ({ namespace: "team", name });

Deno.test("a kind that is not installed keeps no other waiting, is said, and is looked after once it is", async (t) => {
  await using plane = await startControlPlane({ say: console.log });
  const admin = await plane.client();
  await installRoles(admin);
  await admin.create(NAMESPACES, { metadata: { name: "team" } });
  const over = new AbortController();
  const client = await plane.client({ name: CONTROLLER_USER, groups: GROUPS });
  let isStarted = false;
  const starting = runController({ client, log: silentLog, routes: "none" }, over.signal);
  void starting.then(() => isStarted = true);

  await t.step("without any of its kinds the controller waits", async () => {
    await sleep(1_500);
    assertEquals(isStarted, false);
  });

  await t.step("with one of them it works for that one, and says which are missing", async () => {
    await install(admin, "kubeflow.org_notebooks");
    const controller = await starting;
    const containers = [{ name: "train", image: "example.org/jupyter" }];
    await admin.create(NOTEBOOKS, { metadata: key("train"), spec: { template: { spec: { containers } } } } as Notebook);
    await waitFor("its StatefulSet is there", () => admin.get(STATEFUL_SETS, key("train")).catch(() => {}), PATIENCE);
    const said = controller.refusals();
    assertEquals(said.length, 2);
    assertStringIncludes(said[0], "Tensorboard is not installed");
    assertStringIncludes(said[1], "PVCViewer is not installed");
  });

  await t.step("what is installed later is looked after, and no more is said", async () => {
    await install(admin, "tensorboard.kubeflow.org_tensorboards");
    await install(admin, "kubeflow.org_pvcviewers");
    const controller = await starting;
    await waitFor("nothing is missing", () => controller.refusals().length === 0, PATIENCE);
    await admin.create(TENSORBOARDS, { metadata: key("runs"), spec: { logspath: "s3://bucket" } } as Tensorboard);
    await admin.create(PVC_VIEWERS, { metadata: key("files"), spec: { pvc: "files" } } as PvcViewer);
    for (const name of ["runs", "pvcviewer-files"]) {
      await waitFor(`${name} is there`, () => admin.get(DEPLOYMENTS, key(name)).catch(() => {}), PATIENCE);
    }
    await waitFor("its status is there", async () => (await admin.get(TENSORBOARDS, key("runs"))).status, PATIENCE);
  });

  await t.step("one that is taken away is missing again, and the others live on", async () => {
    const controller = await starting;
    await admin.delete(CUSTOM_RESOURCE_DEFINITIONS, { name: "tensorboards.tensorboard.kubeflow.org" });
    await waitFor("it is said", () => controller.refusals().some((each) => each.includes("Tensorboard")), PATIENCE);
    const annotations = { "kubeflow-resource-stopped": "2026-11-23T10:00:00Z" };
    await admin.patch(NOTEBOOKS, key("train"), { metadata: { annotations } }, { type: "merge" });
    await waitFor("the notebook is stopped", async () => {
      return (await admin.get(NOTEBOOKS, key("train"))).status?.state === "STOPPED";
    }, PATIENCE);
  });

  over.abort();
  await (await starting).finished;
});

async function install(admin: KubeClient, file: string): Promise<void> {
  for (const each of parseAll(await Deno.readTextFile(`${ROOT}crds/${file}.yaml`)) as CustomResourceDefinition[]) {
    await admin.create(CUSTOM_RESOURCE_DEFINITIONS, each);
  }
}
