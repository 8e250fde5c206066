/**
 * `deno task test:chaos`: the short form that CI runs; with `--long` 200 kills, or `--kills=N`, and `--seed=N`.
 */
import { assert, assertEquals } from "@std/assert";
import { type KubeClient, NAMESPACES, NOTEBOOKS, ROLE_BINDINGS, SERVICE_ACCOUNTS } from "../../kube/mod.ts";
import { startControlPlane } from "../controlplane/control_plane.ts";
import { installRoles } from "../controlplane/install_manifests.ts";
import { joinNode } from "../controlplane/joined_node.ts";
import { sleep, waitFor } from "../e2e/wait_for.ts";
import { parseFlags } from "../run/flags.ts";
import { BeatingKernel } from "./beating_kernel.ts";
import { compareWorld } from "./compare_world.ts";
import type { Model } from "./model.ts";
import { runRandomClient } from "./random_client.ts";
import { readInventory } from "./read_inventory.ts";
import { seededRandom } from "../../kube/testing/seeded_random.ts";
import { TOOL_ENTRY } from "./tool_image.ts";
import { keepRunning, killAtRandom, type OurProcesses, startOurProcesses } from "./victims.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const NAMESPACE = "chaos";
const SHORT_KILLS = 20;
const LONG_KILLS = 200;
/**
 * A watch of client-go that was cut often may wait for 60 s (`tools/cache/reflector.go`: up to 30 s, and as much jitter,
 * within two minutes): first the apiserver's caches for etcd, then scheduler and controllers for the apiserver.
 */
const SETTLE_MS = 180_000;

const flags = parseFlags(Deno.args, {
  long: { kind: "switch", about: `${LONG_KILLS} kills instead of ${SHORT_KILLS}` },
  kills: { kind: "count", about: "so many kills" },
  seed: { kind: "count", about: "the seed of an earlier run, to draw the same again" },
});
const KILLS = flags.count("kills") ?? (flags.isOn("long") ? LONG_KILLS : SHORT_KILLS);
const SEED = flags.count("seed") ?? 1 + Math.floor(Math.random() * 99_999);

Deno.test(`after ${KILLS} kills with -9 the world is as the model says`, async (t) => {
  console.log(`seed ${SEED}`);
  await using plane = await startControlPlane({ say: console.log, crdDirs: [`${ROOT}crds`, `${ROOT}sandbox/crds`] });
  const admin = await plane.client();
  await installRoles(admin);
  await makeNamespace(admin);
  await using node = await joinNode(plane, { catalogue: [TOOL_ENTRY] });
  await using ours = await startOurProcesses(plane);
  const kernel = await startKernel(admin, ours);
  const model: Model = new Map();
  await using _kept = keepRunning([plane.parts["kube-scheduler"], plane.parts["kube-controller-manager"]]);

  await t.step("a kernel executes cells over its WebSocket while controller and api are dead", async () => {
    await Promise.all([ours.controller.kill(), ours.api.kill()]);
    const before = kernel.beats;
    await waitFor("five more cells are executed", () => kernel.beats >= before + 5, { timeoutMs: 30_000 });
    assertEquals([ours.controller.isRunning, ours.api.isRunning], [false, false]);
    ours.controller.restart();
    ours.api.restart();
  });
  await t.step("while users go on, controller, api, apiserver and etcd are killed in random order", async () => {
    const over = new AbortController();
    const place = { namespace: NAMESPACE, kube: admin, apiUrl: ours.apiUrl, toolOrigin: ours.toolOrigin };
    const random = seededRandom(SEED + 1);
    const client = runRandomClient(place, model, { random, workers: 3, maxLive: 8 }, over.signal);
    const victims = [ours.controller, ours.api, plane.parts["kube-apiserver"], plane.parts.etcd];
    const calm = async () => {
      await plane.ready();
      await sleep(4_000);
    };
    await calm();
    const kills = await killAtRandom(victims, { random: seededRandom(SEED), count: KILLS, calm });
    over.abort();
    console.log(`killed: ${JSON.stringify(kills)}; users did: ${JSON.stringify(await client)}`);
    assertEquals(Object.values(kills).reduce((sum, each) => sum + each, 0), KILLS);
  });
  await t.step("every live notebook has exactly its children, a true status and its files", async () => {
    model.set("kernel", { isStopped: false, files: new Map() });
    const options = { namespace: NAMESPACE, toolOrigin: ours.toolOrigin, volumesDir: `${node.stateDir}/volumes` };
    let differences: string[] = [];
    const from = performance.now();
    await waitFor("the world is as the model says", async () => {
      differences = compareWorld(model, await readInventory(admin, options));
      return differences.length === 0;
    }, { timeoutMs: SETTLE_MS, everyMs: 500 }).catch(async (error) => {
      throw new Error(`${error.message}\n${differences.join("\n")}\n${await ours.controller.tail()}`);
    });
    const files = [...model.values()].reduce((sum, { files }) => sum + files.size, 0);
    const seconds = Math.round((performance.now() - from) / 1_000);
    console.log(`equal after ${seconds} s: ${model.size} notebooks, ${files} files`);
  });
  await t.step("and the kernel never lost its WebSocket", async () => {
    await kernel.stop();
    console.log(`${kernel.beats} cells executed over one WebSocket`);
    assert(kernel.beats > 5);
  });
});

/** A real JupyterLab of which nobody is the user but the kernel. */
async function startKernel(admin: KubeClient, { toolOrigin }: OurProcesses): Promise<BeatingKernel> {
  const key = { namespace: NAMESPACE, name: "kernel" };
  const containers = [{ name: key.name, image: "jupyter/minimal-notebook" }];
  await admin.create(NOTEBOOKS, { metadata: { ...key }, spec: { template: { spec: { containers } } } });
  await waitFor("JupyterLab runs", async () => (await admin.get(NOTEBOOKS, key)).status?.state === "RUNNING", {
    timeoutMs: 240_000,
    everyMs: 500,
  });
  return await BeatingKernel.start(`${toolOrigin}/notebook/${NAMESPACE}/${key.name}/`);
}

async function makeNamespace(admin: KubeClient): Promise<void> {
  await admin.create(NAMESPACES, { metadata: { name: NAMESPACE } });
  // As a Kubeflow profile has it.
  await admin.create(SERVICE_ACCOUNTS, { metadata: { name: "default-editor", namespace: NAMESPACE } });
  await admin.create(ROLE_BINDINGS, {
    metadata: { name: "alice", namespace: NAMESPACE },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
    subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: "alice" }],
  });
}
