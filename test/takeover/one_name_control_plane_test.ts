import { assertEquals } from "@std/assert";
import {
  type KubeClient,
  type Notebook,
  NOTEBOOKS,
  PVC_VIEWERS,
  type ResourceType,
  SERVICES,
  type StatusCondition,
  TENSORBOARDS,
} from "../../kube/mod.ts";
import { makeClaim, NAMESPACE, startKindsWorld } from "../controller/kinds_world.ts";
import { sleep, waitFor } from "../e2e/wait_for.ts";

const PATIENCE = { timeoutMs: 30_000, everyMs: 100 };
const key = (name: string) => ({ namespace: NAMESPACE, name });

type Tool = { status?: { state?: string; explanation?: { reason: string }; conditions?: StatusCondition[] } };
/** One of two that want a Service of one name. */
interface Rival {
  type: ResourceType;
  name: string;
  spec: unknown;
}

const notebook = (name: string): Rival => {
  const containers = [{ name, image: "example.org/jupyter" }];
  return { type: NOTEBOOKS as ResourceType, name, spec: { template: { spec: { containers } } } as Notebook["spec"] };
};
const tensorboard = (name: string): Rival => ({
  type: TENSORBOARDS as ResourceType,
  name,
  spec: { logspath: "s3://bucket/runs" },
});
const viewer = (name: string): Rival => ({ type: PVC_VIEWERS as ResourceType, name, spec: { pvc: "data" } });

/** The first, the second, and the Service that both want. */
const PAIRS: [string, Rival, Rival, string][] = [
  ["a Tensorboard after a Notebook", notebook("a"), tensorboard("a"), "a"],
  ["a Notebook after a Tensorboard", tensorboard("b"), notebook("b"), "b"],
  ["a viewer after a Notebook", notebook("pvcviewer-c"), viewer("c"), "pvcviewer-c"],
  ["a Notebook after a viewer", viewer("d"), notebook("pvcviewer-d"), "pvcviewer-d"],
  ["a viewer after a Tensorboard", tensorboard("pvcviewer-e"), viewer("e"), "pvcviewer-e"],
  ["a Tensorboard after a viewer", viewer("f"), tensorboard("pvcviewer-f"), "pvcviewer-f"],
];

const create = (admin: KubeClient, { type, name, spec }: Rival) =>
  admin.create(type, { metadata: key(name), spec } as never);
const statusOf = async (admin: KubeClient, { type, name }: Rival) => (await admin.get(type, key(name)) as Tool).status;
const ownerOf = async (admin: KubeClient, service: string) => {
  const [owner] = (await admin.get(SERVICES, key(service))).metadata.ownerReferences ?? [];
  return `${owner.kind} ${owner.name}`;
};
const nameOf = ({ type, name }: Rival) => `${type.kind} ${name}`;

const isRunning = (admin: KubeClient, rival: Rival) =>
  waitFor(`${nameOf(rival)} runs`, async () => (await statusOf(admin, rival))?.state === "RUNNING", PATIENCE);
const isTold = (admin: KubeClient, rival: Rival) =>
  waitFor(`${nameOf(rival)} says that its name is taken`, async () => {
    const status = await statusOf(admin, rival);
    const condition = status?.conditions?.find(({ type }) => type === "NameTaken");
    return status?.state === "FAILED" && status.explanation?.reason === "NameTaken" && condition?.status === "True";
  }, PATIENCE);

Deno.test("two resources of one name never fight over a Service", async (t) => {
  await using world = await startKindsWorld(["n1"]);
  const { admin, writes } = world;
  await makeClaim(admin, "data");
  let controller = await world.startController();
  const isSilent = () =>
    waitFor("nobody writes", async () => {
      const before = writes.length;
      await sleep(1_500);
      return writes.length === before;
    }, PATIENCE);

  for (const [what, first, second, service] of PAIRS) {
    await t.step(`${what} says so, and takes its place once it is gone`, async () => {
      await create(admin, first);
      await isRunning(admin, first);
      await create(admin, second);
      await isTold(admin, second);
      assertEquals(await ownerOf(admin, service), nameOf(first));
      assertEquals((await statusOf(admin, first))?.state, "RUNNING");
      await admin.delete(first.type, key(first.name), { propagationPolicy: "Foreground" });
      await isRunning(admin, second);
      assertEquals(await ownerOf(admin, service), nameOf(second));
      const status = await statusOf(admin, second);
      assertEquals(status?.conditions?.filter(({ type }) => type === "NameTaken"), []);
    });
  }

  await t.step("of two that come at once one has it and the other says so, also after a restart", async () => {
    const pair = [notebook("g"), tensorboard("g")];
    await Promise.all(pair.map((each) => create(admin, each)));
    // Two applies in flight at one instant may both be taken: the later one has the Service, and the earlier one sees that.
    const loser = await waitFor("one says that its name is taken", async () => {
      const statuses = await Promise.all(pair.map((each) => statusOf(admin, each)));
      return pair.find((_, index) => statuses[index]?.explanation?.reason === "NameTaken");
    }, PATIENCE);
    const [winner] = pair.filter((each) => each !== loser);
    const owner = nameOf(winner);
    await isRunning(admin, winner);
    await isTold(admin, loser);
    assertEquals(await ownerOf(admin, "g"), owner);
    await isSilent();
    await controller.stop();
    writes.length = 0;
    controller = await world.startController();
    await isSilent();
    assertEquals(writes, []);
    assertEquals(await ownerOf(admin, "g"), owner);
    await admin.delete(winner.type, key("g"));
    await isRunning(admin, loser);
  });
});
