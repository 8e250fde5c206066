import { assert, assertEquals } from "@std/assert";
import recorded from "../../controller/children/fixtures/kubeflow-1.11-deployments.json" with { type: "json" };
import {
  DEPLOYMENTS,
  type KubeClient,
  type KubeObject,
  type ObjectMeta,
  type Pod,
  PODS,
  PVC_VIEWERS,
  REPLICA_SETS,
  type ResourceType,
  SERVICES,
  TENSORBOARDS,
} from "../../kube/mod.ts";
import { sleep, waitFor } from "../e2e/wait_for.ts";
import { makeClaim, NAMESPACE, startKindsWorld } from "./kinds_world.ts";

const VIRTUAL_SERVICES: ResourceType = {
  group: "networking.istio.io",
  version: "v1beta1",
  plural: "virtualservices",
  kind: "VirtualService",
  namespaced: true,
};
const FORMER: Record<string, string> = { Tensorboard: "tensorboard-controller", PVCViewer: "pvcviewer-controller" };
const ours = [TENSORBOARDS, PVC_VIEWERS] as ResourceType[];
const children = [DEPLOYMENTS, SERVICES, VIRTUAL_SERVICES] as ResourceType[];
// JSON's type is narrower than what an apiserver may answer.
const items = recorded.items as unknown as KubeObject[];
const PATIENCE = { timeoutMs: 30_000, everyMs: 100 };

/** What identifies and describes an object, without what an apiserver gave it. */
function plain({ kind, apiVersion, metadata, ...rest }: KubeObject): KubeObject {
  const { name, namespace, labels, annotations } = metadata;
  const { status: _, ...body } = rest as { status?: unknown };
  const spec = (body as { spec?: Record<string, unknown> }).spec;
  if (kind === "Service" && spec) { for (const each of ["clusterIP", "clusterIPs"]) delete spec[each]; }
  return { kind, apiVersion, metadata: { name, namespace, labels, annotations }, ...body };
}

/** Everything as the old controllers left it, written by their field managers, owners by their new UIDs. */
async function load(admin: KubeClient): Promise<void> {
  for (const name of ["logs", "plain-workspace"]) await makeClaim(admin, name);
  await makeClaim(admin, "shared", "ReadWriteMany");
  const uids = new Map<string, string>();
  for (const type of ours) {
    for (const object of items.filter((each) => each.kind === type.kind)) {
      const made = await admin.create(type, plain(structuredClone(object)));
      uids.set(object.metadata.uid!, made.metadata.uid!);
      const { status } = object as { status?: unknown };
      const options = { type: "merge", subresource: "status", fieldManager: FORMER[type.kind] } as const;
      if (status) await admin.patch(type, made.metadata, { status }, options);
    }
  }
  for (const type of children) {
    for (const object of items.filter((each) => each.kind === type.kind)) {
      const [owner] = object.metadata.ownerReferences!;
      const body = plain(structuredClone(object));
      body.metadata.ownerReferences = [{ ...owner, uid: uids.get(owner.uid)! }];
      await admin.create(type, body, { fieldManager: FORMER[owner.kind] });
    }
  }
}

const all = async <T extends KubeObject>(admin: KubeClient, type: ResourceType<T>) =>
  (await admin.list(type, { namespace: NAMESPACE })).items;

async function resourceVersions(admin: KubeClient): Promise<Record<string, string | undefined>> {
  const lists = await Promise.all([...ours, ...children, PODS as ResourceType].map((type) => all(admin, type)));
  return Object.fromEntries(lists.flat().map((each) => [each.metadata.uid!, each.metadata.resourceVersion]));
}

const formerEntries = ({ managedFields }: ObjectMeta) =>
  managedFields?.filter((each) => Object.values(FORMER).includes(each.manager!) && !each.subresource) ?? [];

Deno.test("Tensorboards and PVCViewers of Kubeflow 1.11 are taken over while they run", async (t) => {
  await using world = await startKindsWorld(["n1"]);
  const { admin } = world;
  await load(admin);
  const isRunning = (pod: Pod) => pod.status?.phase === "Running";
  const pods = await waitFor("all of them run", async () => {
    const found = await all(admin, PODS);
    return found.length === 7 && found.every(isRunning) && found;
  }, PATIENCE);
  const templates = Object.fromEntries((await all(admin, DEPLOYMENTS)).map((each) => [each.metadata.name, each.spec]));
  const sets = (await all(admin, REPLICA_SETS)).map((each) => each.metadata.uid).sort();
  const stop = await world.startController();

  await t.step("each says in its status how it is", async () => {
    // The one on a path has a claim that does not exist.
    const expected = [...Array(7).fill("RUNNING"), "FAILED"].toSorted().join();
    let seen = "";
    await waitFor("every status is ours", async () => {
      const found = (await Promise.all(ours.map((type) => all(admin, type)))).flat() as {
        status?: { state: string };
      }[];
      seen = found.map((each) => `${each.status?.state}`).toSorted().join();
      return seen === expected;
    }, PATIENCE).catch(() => {});
    assertEquals(seen, expected);
  });

  await t.step("no template changed, no pod went, and what the old controllers owned is ours", async () => {
    for (const { metadata, spec } of await all(admin, DEPLOYMENTS)) {
      if (!templates[metadata.name]) continue;
      assertEquals(spec!.template, templates[metadata.name]!.template, metadata.name);
      assertEquals(spec!.strategy, { type: "Recreate" }, metadata.name);
    }
    assertEquals(
      (await all(admin, PODS)).filter(isRunning).map((each) => each.metadata.uid).sort(),
      pods.map((each) => each.metadata.uid).sort(),
    );
    const setsNow = (await all(admin, REPLICA_SETS)).filter((each) => !each.metadata.name.startsWith("on-path-"));
    assertEquals(setsNow.map((each) => each.metadata.uid).sort(), sets);
    for (const type of children) {
      for (const { metadata } of await all(admin, type)) {
        assertEquals(formerEntries(metadata), [], `${type.kind} ${metadata.name}`);
      }
    }
  });

  await t.step("then nobody writes, and a controller that starts again does not either", async () => {
    const before = await waitFor("silence", async () => {
      const first = await resourceVersions(admin);
      await sleep(1_500);
      return JSON.stringify(first) === JSON.stringify(await resourceVersions(admin)) && first;
    }, PATIENCE);
    await stop();
    await world.startController();
    await sleep(2_000);
    assertEquals(await resourceVersions(admin), before);
  });

  await t.step("a changed source is applied", async () => {
    const key = { namespace: NAMESPACE, name: "on-s3" };
    await admin.patch(TENSORBOARDS, key, { spec: { logspath: "s3://other/runs" } }, { type: "merge" });
    await waitFor("the new source", async () => {
      const { spec } = await admin.get(DEPLOYMENTS, key);
      return spec?.template.spec?.containers[0].args?.[0] === "--logdir=s3://other/runs";
    }, PATIENCE);
    await waitFor(
      "it runs again",
      async () => (await admin.get(TENSORBOARDS, key)).status?.state === "RUNNING",
      PATIENCE,
    );
    assert((await all(admin, PODS)).some((each) => each.metadata.name.startsWith("on-s3-")));
  });
});
