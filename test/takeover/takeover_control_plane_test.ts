/**
 * `deno task test:takeover`: everything that Kubeflow's controllers leave behind, twenty times as CI has it; with `--long`
 * two hundred times, or `--times=N`.
 */
import { assert, assertEquals } from "@std/assert";
import {
  type CoreEvent,
  DEPLOYMENTS,
  EVENTS,
  type KubeObject,
  NOTEBOOKS,
  type Pod,
  PODS,
  RESTART_ANNOTATION,
  STATEFUL_SETS,
  type StatusCondition,
  STOPPED_ANNOTATION,
  TENSORBOARDS,
} from "../../kube/mod.ts";
import { startKindsWorld } from "../controller/kinds_world.ts";
import { sleep, waitFor } from "../e2e/wait_for.ts";
import { parseFlags } from "../run/flags.ts";
import { leftToFormers, ofTools, readInventory, readVersions } from "./inventory.ts";
import { loadLeftovers, RUNNING_PODS, TOOLS } from "./kubeflow_leftovers.ts";

const SHORT = 20;
const LONG = 200;
const flags = parseFlags(Deno.args, {
  long: { kind: "switch", about: `${LONG} times instead of ${SHORT}` },
  times: { kind: "count", about: "so many times" },
});
const TIMES = flags.count("times") ?? (flags.isOn("long") ? LONG : SHORT);
const NAMESPACES = Array.from({ length: TIMES }, (_, index) => `team-${index + 1}`);
/** One node for all of it: there is no room for an accelerator and for ephemeral storage, as where it was recorded. */
const ROOM = { cpu: "100k", memory: "100Ti", pods: "100k" };
const PATIENCE = { timeoutMs: 30_000 + 2_000 * TIMES, everyMs: 250 };
const SILENCE_MS = 3_000;

/** How each is, under `Kind name`; all others run. */
const STATES: Readonly<Record<string, string>> = {
  "Notebook gpu": "WAITING NotEnoughResources",
  "Notebook sidecar": "WAITING NotEnoughResources",
  "Notebook stopped": "STOPPED Stopped",
  "Tensorboard on-path": "FAILED VolumeNotFound",
};
/** What differs from how ours would make it, and waits for a restart by its user: a prefix, a label, sizes of the others. */
const HELD_AND_RUNNING = [
  "Notebook wrong-prefix",
  "Notebook active",
  ...["on-claim", "on-gs", "on-s3", "on-shared"].map((each) => `Tensorboard ${each}`),
  ...["logs", "plain-workspace", "shared"].map((each) => `PVCViewer ${each}`),
];
/** Kubeflow left an annotation of the stop in its template. */
const HELD = [...HELD_AND_RUNNING, "Notebook stopped"];

type Tool = KubeObject & {
  status?: {
    state?: string;
    explanation?: { reason: string };
    readyReplicas?: number;
    ready?: boolean;
    observedGeneration?: number;
    conditions?: StatusCondition[];
  };
};

const stateOf = ({ status }: Tool) => `${status?.state} ${status?.explanation?.reason}`;
const stateExpected = ({ kind, metadata: { name } }: Tool) =>
  STATES[`${kind} ${name}`] ??
    (HELD_AND_RUNNING.includes(`${kind} ${name}`) ? "RUNNING ReadyRestartPending" : "RUNNING Ready");
const nameOf = ({ kind, metadata: { namespace, name } }: KubeObject) => `${kind} ${namespace}/${name}`;

Deno.test(`what Kubeflow 1.11 left behind, ${TIMES} times, is taken over while it runs`, async (t) => {
  await using world = await startKindsWorld(["n1"], { room: ROOM });
  const { admin, writes } = world;
  const took = async (what: string, work: Promise<unknown>) => {
    const startedAt = performance.now();
    await work;
    console.log(`${what}: ${((performance.now() - startedAt) / 1_000).toFixed(1)} s`);
  };
  await took("loaded", loadLeftovers(admin, NAMESPACES));
  // Kubeflow never takes a label off a template: an apply of ours would, once the template is ours.
  for (const namespace of NAMESPACES) {
    const labels = { app: null };
    await admin.patch(NOTEBOOKS, { namespace, name: "active" }, { metadata: { labels } }, { type: "merge" });
  }
  const isRunning = (pod: Pod) => pod.status?.phase === "Running";
  const isLoaded = async () => {
    const pods = await ofTools(admin, PODS);
    const sets = await ofTools(admin, STATEFUL_SETS);
    const isSettled = sets.every(({ status }) => status?.updateRevision && status.updateRevision !== "");
    return isSettled && pods.filter(isRunning).length === RUNNING_PODS * TIMES;
  };
  await took("pods run", waitFor("all of them run", isLoaded, PATIENCE));
  // Deployments tell of their pods a moment after these run.
  await waitFor("all is told", async () => {
    const first = await readVersions(admin);
    await sleep(1_000);
    return JSON.stringify(first) === JSON.stringify(await readVersions(admin));
  }, PATIENCE);
  const before = await readInventory(admin);
  const since = new Date();
  const tools = async () =>
    (await Promise.all(TOOLS.map((type) => admin.list(type)))).flatMap(({ items }, index) =>
      (items as Tool[]).map((each) => ({ ...each, kind: TOOLS[index].kind }))
    );
  const { stop } = await world.startController();

  await t.step("each says in its status how it is", async () => {
    let wrong: string[] = [];
    const isHonest = async () => {
      const all = await tools();
      assertEquals(all.length, 21 * TIMES);
      wrong = all.filter((each) => stateOf(each) !== stateExpected(each)).map((each) =>
        `${nameOf(each)}: ${stateOf(each)}`
      );
      return wrong.length === 0;
    };
    await took("statuses are ours", waitFor("every status is ours", isHonest, PATIENCE).catch(() => {}));
    assertEquals(wrong, []);
    for (const each of await tools()) {
      const { status } = each;
      const isUp = status?.state === "RUNNING";
      const { readyReplicas, ready } = status!;
      assertEquals(each.kind === "PVCViewer" ? ready : readyReplicas, each.kind === "PVCViewer" ? isUp : Number(isUp));
      const types = status!.conditions!.map(({ type }) => type);
      assertEquals(types.length, new Set(types).size, `${nameOf(each)}: ${types}`);
      assertEquals(status!.conditions!.find(({ type }) => type === "Ready")?.status, isUp ? "True" : "False");
    }
  });

  await t.step("no template changed, no pod went or restarted, and everything is what it was", async () => {
    const after = await readInventory(admin);
    assertEquals(Object.keys(after), Object.keys(before));
    for (const [name, facts] of Object.entries(before)) assertEquals(after[name], facts, name);
  });

  await t.step("nothing is the old controllers' any more", async () => {
    await waitFor("all is ours", async () => (await leftToFormers(admin)).length === 0, PATIENCE).catch(() => {});
    assertEquals(await leftToFormers(admin), []);
  });

  await t.step("what is held back is said, and only there; nobody is taken for a rival", async () => {
    const all = await tools();
    const withCondition = (wanted: string) => {
      const having = all.filter(({ status }) => status?.conditions?.some(({ type }) => type === wanted));
      return [...new Set(having.map(({ kind, metadata: { name } }) => `${kind} ${name}`))].toSorted();
    };
    assertEquals(withCondition("RestartPending"), HELD.toSorted());
    assertEquals(withCondition("AnotherController"), []);
    assertEquals(withCondition("ChildRefused"), []);
  });

  await t.step("then nobody writes, and a controller that starts again does not either", async () => {
    const isSilent = async () => {
      const count = writes.length;
      await sleep(SILENCE_MS);
      return count === writes.length;
    };
    await waitFor("silence", isSilent, PATIENCE);
    const versions = await readVersions(admin);
    await stop();
    writes.length = 0;
    await world.startController();
    await sleep(SILENCE_MS);
    assertEquals(writes, []);
    assertEquals(await readVersions(admin), versions);
  });

  await t.step("no Event from before is told again", async () => {
    const { items } = await admin.list(EVENTS);
    // The scheduler tries again after five minutes, which two hundred times take: what it says then is news.
    const isNews = ({ lastTimestamp }: CoreEvent) => new Date(lastTimestamp!) > since;
    const told = items.filter((each) =>
      each.source?.component === "atelier-controller" && !each.metadata.name.startsWith("on-path.") && !isNews(each)
    );
    assertEquals(told.map(({ metadata, message }) => `${metadata.namespace}/${metadata.name}: ${message}`), []);
    assert(items.some(({ metadata }) => new Date(metadata.creationTimestamp!) < since));
  });

  const key = (name: string) => ({ namespace: NAMESPACES.at(-1)!, name });

  await t.step("what the old controller had written can be taken away", async () => {
    const podOf = async () => (await admin.get(PODS, key("plain-0"))).metadata.uid;
    const earlier = await podOf();
    const steps = [{ op: "remove", path: "/spec/template/spec/containers/0/resources/limits" }];
    await admin.patch(NOTEBOOKS, key("plain"), steps, { type: "json" });
    await waitFor("the limits are gone from the template, and nothing else", async () => {
      const { spec } = await admin.get(STATEFUL_SETS, key("plain"));
      const { limits, requests } = spec!.template.spec!.containers[0].resources ?? {};
      return limits === undefined && requests !== undefined;
    }, PATIENCE);
    await waitFor("another pod runs", async () => await podOf() !== earlier, PATIENCE);
  });

  await t.step("a changed source is applied, and at a restart the old placement goes", async () => {
    await admin.patch(TENSORBOARDS, key("on-s3"), { spec: { logspath: "s3://other/runs" } }, { type: "merge" });
    await waitFor("the new source", async () => {
      const { spec } = await admin.get(DEPLOYMENTS, key("on-s3"));
      return spec?.template.spec?.containers[0].args?.[0] === "--logdir=s3://other/runs";
    }, PATIENCE);
    const annotations = { [RESTART_ANNOTATION]: new Date(Date.now() + 1_000).toISOString() };
    await admin.patch(TENSORBOARDS, key("on-claim"), { metadata: { annotations } }, { type: "merge" });
    await waitFor("Kubeflow's preference is gone", async () => {
      const { spec } = await admin.get(DEPLOYMENTS, key("on-claim"));
      const { nodeAffinity } = spec!.template.spec!.affinity ?? {};
      return nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution === undefined;
    }, PATIENCE);
  });

  await t.step("what Kubernetes refuses to change can be stopped all the same", async () => {
    const stateIs = (state: string) =>
      waitFor(
        `it is ${state}`,
        async () => (await admin.get(NOTEBOOKS, key("thesis"))).status?.state === state,
        PATIENCE,
      );
    const spec = { template: { spec: { fieldOfTheFuture: true } } };
    await admin.patch(NOTEBOOKS, key("thesis"), { spec }, { type: "merge" });
    await waitFor("the refusal is said", async () => {
      const { status } = await admin.get(NOTEBOOKS, key("thesis"));
      return status?.conditions.some(({ type }) => type === "ChildRefused");
    }, PATIENCE);
    const annotations = { [STOPPED_ANNOTATION]: new Date().toISOString() };
    await admin.patch(NOTEBOOKS, key("thesis"), { metadata: { annotations } }, { type: "merge" });
    await waitFor("its pod is gone", async () => {
      return (await ofTools(admin, PODS)).every(({ metadata }) =>
        metadata.namespace !== NAMESPACES.at(-1) || metadata.name !== "thesis-0"
      );
    }, PATIENCE);
    await stateIs("STOPPED");
  });
});
