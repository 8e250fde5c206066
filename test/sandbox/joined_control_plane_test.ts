import { assertEquals, assertMatch } from "@std/assert";
import { run as runController } from "../../controller/run.ts";
import {
  ADDRESS_ANNOTATION,
  type KubeClient,
  NOTEBOOKS,
  type ObjectKey,
  PERSISTENT_VOLUME_CLAIMS,
  PODS,
  PVC_VIEWERS,
  type PvcViewer,
  type ResourceType,
  type Tensorboard,
  TENSORBOARDS,
} from "../../kube/mod.ts";
import { systemClock } from "../../platform/clock.ts";
import { silentLog } from "../../platform/log.ts";
import { run as runGateway } from "../../sandbox/gateway/run.ts";
import { type ControlPlane, startControlPlane } from "../controlplane/control_plane.ts";
import { joinNode } from "../controlplane/joined_node.ts";
import { workInCluster } from "../e2e/in_cluster_cell.ts";
import { Kernel } from "../e2e/kernel.ts";
import { Kubectl } from "../e2e/kubectl.ts";
import { shownLoss, trainingCell } from "../e2e/training/scalars.ts";
import { waitFor } from "../e2e/wait_for.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const NAME = { namespace: "demo", name: "lab" };
const BOARD = { namespace: "demo", name: "board" };
const VIEWER = { namespace: "demo", name: "work" };
const CONTROLLER = {
  name: "system:serviceaccount:atelier:atelier-controller",
  groups: ["system:serviceaccounts", "system:serviceaccounts:atelier"],
};

Deno.test("on a real control plane a notebook is a JupyterLab of this machine, with TensorBoard and files beside it", async (t) => {
  await using plane = await startControlPlane({ crdDirs: [`${ROOT}crds`, `${ROOT}sandbox/crds`] });
  const client = await plane.client();
  await using node = await joinNode(plane);
  await plantRights(plane);
  await using parts = await startParts(plane, client);
  const tool = `${parts.gatewayUrl}/notebook/demo/lab/`;

  await t.step("the real scheduler gives it to our node, and it runs there with its volume", async () => {
    await createNotebook(client);
    const { status } = await waitFor("the notebook runs", async () => {
      const notebook = await client.get(NOTEBOOKS, NAME);
      return notebook.status?.state === "RUNNING" && notebook;
    }, { timeoutMs: 150_000, everyMs: 200 });
    assertEquals(status?.readyReplicas, 1);
    const pod = await client.get(PODS, { namespace: "demo", name: "lab-0" });
    assertEquals(pod.spec?.nodeName, node.name);
    assertMatch(pod.metadata.annotations![ADDRESS_ANNOTATION], /^127\./);
  });

  await t.step("a cell runs pods with more CPU on its volume, and may do no more than its ServiceAccount", async () => {
    const kernel = await Kernel.start(tool);
    await workInCluster(kernel, "demo");
    await kernel.run(`open("/home/jovyan/kept.txt", "w").write("kept")`);
    await kernel.close();
    assertEquals(await Deno.readTextFile(`${node.stateDir}/volumes/demo/work/kept.txt`), "kept");
  });

  await t.step("a TensorBoard beside it shows what a cell trains on its volume", async () => {
    const kernel = await Kernel.start(tool);
    await kernel.run(trainingCell("/home/jovyan/runs/first", { steps: 3, seconds: 0 }));
    await kernel.close();
    await client.create(TENSORBOARDS, { metadata: BOARD, spec: { logspath: "pvc://work/runs" } } as Tensorboard);
    const path = await urlOf(client, TENSORBOARDS, BOARD);
    const board = `${parts.gatewayUrl}${path}`;
    const loss = await waitFor("the scalars", async () => {
      const shown = await shownLoss(board, "first");
      return shown.length === 3 && shown;
    }, { timeoutMs: 60_000, everyMs: 200 });
    assertEquals(loss, [[1000, 0, 1], [1001, 1, 0.5], [1002, 2, 0.25]]);
  });

  await t.step("a file that Cloud Commander writes to the volume is the notebook's", async () => {
    await client.create(PVC_VIEWERS, { metadata: VIEWER, spec: { pvc: "work" } } as PvcViewer);
    const path = await urlOf(client, PVC_VIEWERS, VIEWER);
    const file = `${parts.gatewayUrl}${path}api/v1/fs/notes.txt`;
    const answer = await fetch(file, { method: "PUT", body: "from the browser" });
    assertEquals([answer.status, await answer.text()].slice(0, 1), [200]);
    const kernel = await Kernel.start(tool);
    assertEquals(await kernel.run(`print(open("/home/jovyan/notes.txt").read())`), "from the browser");
    await kernel.close();
    for (const [type, key] of [[TENSORBOARDS, BOARD], [PVC_VIEWERS, VIEWER]] as const) await client.delete(type, key);
  });

  await t.step("deleted, it leaves its volume, whose files go with the claim", async () => {
    await client.delete(NOTEBOOKS, NAME);
    await waitFor("no pod", async () => (await client.list(PODS, { namespace: "demo" })).items.length === 0, {
      timeoutMs: 40_000,
    });
    assertEquals(await Deno.readTextFile(`${node.stateDir}/volumes/demo/work/kept.txt`), "kept");
    await client.delete(PERSISTENT_VOLUME_CLAIMS, { namespace: "demo", name: "work" });
    await waitFor("no files", () => Deno.stat(`${node.stateDir}/volumes/demo/work`).then(() => false, () => true));
  });
});

/** Where a tool is, below the gateway, once it runs. */
async function urlOf<T extends Tensorboard | PvcViewer>(client: KubeClient, type: ResourceType<T>, key: ObjectKey) {
  return await waitFor(`${type.kind} ${key.name} runs`, async () => {
    const { status } = await client.get(type, key);
    return status?.state === "RUNNING" && status.url;
  }, { timeoutMs: 170_000, everyMs: 200 });
}

/** As our deployment and Kubeflow's profiles do. */
async function plantRights(plane: ControlPlane): Promise<void> {
  const kubectl = new Kubectl(plane.kubeconfig, "");
  const ours = ["namespace", "service-accounts", "controller-role"].map((each) => `base/access/${each}`);
  const files = [...ours, "dev/namespaces", "dev/profile-roles"];
  await kubectl.run(["apply", ...files.flatMap((each) => ["-f", `${ROOT}deploy/${each}.yaml`])]);
  await kubectl.run(["create", "serviceaccount", "default-editor", "--namespace=demo"]);
}

/** The gateway, and our controller with the rights of its own role alone. */
async function startParts(plane: ControlPlane, client: KubeClient) {
  const over = new AbortController();
  const common = { clock: systemClock, log: silentLog };
  const gateway = await runGateway(
    { ...common, client, host: "127.0.0.1", port: 0, pageOrigin: "http://localhost:1" },
    over.signal,
  );
  const controller = await runController({
    ...common,
    client: await plane.client(CONTROLLER),
    toolAccess: "gateway",
    toolOrigin: gateway.url,
  }, over.signal);
  return {
    gatewayUrl: gateway.url,
    async [Symbol.asyncDispose]() {
      over.abort();
      await Promise.all([gateway.finished, controller.finished]);
    },
  };
}

async function createNotebook(client: KubeClient): Promise<void> {
  await client.create(PERSISTENT_VOLUME_CLAIMS, {
    metadata: { namespace: "demo", name: "work" },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
  });
  const container = {
    name: "lab",
    image: "quay.io/jupyter/minimal-notebook:latest",
    resources: { requests: { cpu: "500m", memory: "1Gi" } },
    volumeMounts: [{ name: "work", mountPath: "/home/jovyan" }],
  };
  const volumes = [{ name: "work", persistentVolumeClaim: { claimName: "work" } }];
  const spec = { serviceAccountName: "default-editor", containers: [container], volumes };
  await client.create(NOTEBOOKS, { metadata: NAME, spec: { template: { spec } } });
}
