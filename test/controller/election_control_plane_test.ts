import { assert, assertEquals } from "@std/assert";
import {
  EVENTS,
  type KubeClient,
  LEASES,
  NAMESPACES,
  type Notebook,
  NOTEBOOKS,
  SERVICES,
  STATEFUL_SETS,
} from "../../kube/mod.ts";
import { startControlPlane } from "../controlplane/control_plane.ts";
import { installRoles } from "../controlplane/install_manifests.ts";
import { sleep, waitFor } from "../e2e/wait_for.ts";
import { type Replica, startReplica } from "./replicas.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const NAMESPACE = "election";
/** Far above the 13 s that the bench measures. */
const PATIENCE = { timeoutMs: 40_000 };

Deno.test("of two controllers one acts, and when it goes the other does, in whatever way it goes", async (t) => {
  await using plane = await startControlPlane({ say: console.log, crdDirs: [`${ROOT}crds`] });
  const admin = await plane.client();
  await installRoles(admin);
  await admin.create(NAMESPACES, { metadata: { name: NAMESPACE } });
  await using stack = new AsyncDisposableStack();
  const replicas = await Promise.all(["one", "two"].map((name) => startReplica(plane, name)));
  replicas.forEach((each) => stack.use(each));
  const [leader, other] = await inOrder(admin, replicas);

  await t.step("one leads, the other is ready beside it and does nothing", async () => {
    await make(admin, "first");
    assertEquals([await leader.readyz(), await other.readyz()], [200, 200]);
    assertEquals([await status(leader), await status(other)], [1, 0]);
    await waitFor("what happens to the pod is told on the notebook", () => isTold(admin, "first"), PATIENCE);
    assertEquals([await writes(leader) > 0, await writes(other)], [true, 0]);
  });
  await t.step("killed with -9, it is followed, and nothing is done twice", async () => {
    const before = await settled(admin, "first");
    const killedAt = performance.now();
    await leader.daemon.kill();
    await make(admin, "second");
    console.log(`${other.name} acts ${seconds(killedAt)} s after kill -9 of ${leader.name}`);
    await waitFor("Events of the second are told, too", () => isTold(admin, "second"), PATIENCE);
    assertEquals(await everythingOf(admin, "first"), before);
    assertEquals((await lease(admin)).leaseTransitions, 1);
    leader.daemon.restart();
    await waitFor("it is ready again", async () => await leader.readyz() === 200, PATIENCE);
    assertEquals(await status(leader), 0);
  });
  await t.step(
    "a leader whose apiserver hangs stops before another begins, and comes back as a candidate",
    async () => {
      const { pid } = other.daemon;
      const written = await writes(other);
      other.proxy.hang();
      await make(admin, "third");
      const [ended, begun] = [await other.saidAt("No longer leading"), await leader.saidAt("Leading")];
      console.log(`${begun!.getTime() - ended!.getTime()} ms lie between the end of one term and the next`);
      assert(ended!.getTime() + 1_000 < begun!.getTime(), `${ended?.toISOString()} is before ${begun?.toISOString()}`);
      other.proxy.mend();
      const isCandidate = async () => (await other.saidAt("Waiting to lead"))!.getTime() > ended!.getTime();
      await waitFor("it finds out who leads", isCandidate, PATIENCE);
      assertEquals([other.daemon.pid, other.daemon.isRunning, await other.readyz()], [pid, true, 200]);
      assertEquals([await status(other), await writes(other)], [0, written]);
    },
  );
  await t.step(
    "a leader that is asked to stop leaves at once, and who had been cut off has missed nothing",
    async () => {
      const before = await Promise.all(["first", "second", "third"].map((name) => settled(admin, name)));
      const askedAt = performance.now();
      await leader.daemon.stop();
      await waitFor("the other leads", async () => await status(other) === 1, PATIENCE);
      const handedOverAfter = seconds(askedAt);
      await make(admin, "fourth");
      console.log(`${other.name} leads ${handedOverAfter} s after SIGTERM of ${leader.name}`);
      assert(Number(handedOverAfter) < 8, "it did not wait until the lease had ended");
      await sleep(1_000);
      assertEquals(await Promise.all(["first", "second", "third"].map((name) => everythingOf(admin, name))), before);
    },
  );
});

/** Who leads first. */
async function inOrder(admin: KubeClient, replicas: Replica[]): Promise<Replica[]> {
  const holder = await waitFor("one leads", async () => (await lease(admin)).holderIdentity, PATIENCE);
  const isLeader = ({ name }: Replica) => holder.startsWith(`${name}_`);
  return replicas.toSorted((a, b) => Number(isLeader(b)) - Number(isLeader(a)));
}

const lease = async (admin: KubeClient) =>
  (await admin.get(LEASES, { namespace: "atelier", name: "atelier-controller" })).spec!;
const status = (replica: Replica) => replica.metric("leader_election_master_status");
const writes = async (replica: Replica) =>
  await replica.metric("atelier_kube_applies_total", (labels) => !labels.includes('"unchanged"')) ?? 0;
const seconds = (since: number) => ((performance.now() - since) / 1_000).toFixed(1);

/** Makes a notebook; resolves when somebody has acted on it. */
async function make(admin: KubeClient, name: string): Promise<void> {
  const containers = [{ name, image: "example.org/jupyter" }];
  const key = { namespace: NAMESPACE, name };
  await admin.create(NOTEBOOKS, { metadata: key, spec: { template: { spec: { containers } } } } as Notebook);
  await waitFor(`somebody acts on ${name}`, () => admin.get(SERVICES, key).then(() => true, () => false), PATIENCE);
}

async function eventsOf(admin: KubeClient, name: string) {
  const { items } = await admin.list(EVENTS, { namespace: NAMESPACE });
  const about = (kind: string, named: string) =>
    items.filter(({ involvedObject: each }) => each.kind === kind && each.name === named);
  return {
    sources: [...about("StatefulSet", name), ...about("Pod", `${name}-0`)],
    mirrors: about("Notebook", name),
  };
}

/** Without nodes the pod is made and cannot be placed: two things are told. */
async function isTold(admin: KubeClient, name: string): Promise<boolean> {
  const { sources, mirrors } = await eventsOf(admin, name);
  return sources.length >= 2 && mirrors.length === sources.length;
}

/** Every write on what belongs to a notebook changes this. */
async function everythingOf(admin: KubeClient, name: string) {
  const key = { namespace: NAMESPACE, name };
  const objects = await Promise.all([
    admin.get(NOTEBOOKS, key),
    admin.get(STATEFUL_SETS, key),
    admin.get(SERVICES, key),
  ]);
  const { mirrors } = await eventsOf(admin, name);
  const versions = objects.map(({ metadata }) => `${metadata.uid} ${metadata.resourceVersion}`);
  return [...versions, ...mirrors.map(({ metadata }) => metadata.uid).toSorted()];
}

/** The same once nothing has been written for two seconds. */
async function settled(admin: KubeClient, name: string) {
  let last = await everythingOf(admin, name);
  await waitFor(`nothing more is written on ${name}`, async () => {
    const former = last;
    await sleep(2_000);
    last = await everythingOf(admin, name);
    return `${former}` === `${last}`;
  }, PATIENCE);
  return last;
}
