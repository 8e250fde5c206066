import { assertEquals, assertStringIncludes } from "@std/assert";
import { Registry } from "prom-client";
import { FakeClock } from "../platform/fake_clock.ts";
import { type Pod, PODS } from "./builtins.ts";
import { TerminalError } from "./errors.ts";
import { registerKubeMetrics } from "./metrics.ts";
import { startReflector } from "./reflector.ts";
import { ScriptedServer, ScriptedWatch } from "./testing/scripted_server.ts";
import { until } from "./testing/until.ts";
import { createWorkQueue } from "./work_queue.ts";

const pod = (name: string): Pod => ({ metadata: { name, namespace: "team", resourceVersion: "1" } });

Deno.test("a store shows its size, its health, its restarts and its relists, until it ends", async () => {
  const { registry, lines } = start();
  const server = new ScriptedServer();
  const clock = new FakeClock();
  const over = new AbortController();
  const metrics = registerKubeMetrics(registry)("controller");
  const [first, second] = [new ScriptedWatch().send("ADDED", pod("a")).bookmark("3", true), new ScriptedWatch()];
  server.answer(first.response, second.response);
  const store = startReflector(server.client(), PODS, { clock, metrics, random: () => 1 }, over.signal);
  await store.ready();
  const labels = 'part="controller",resource="pods"';
  assertEquals(await lines("atelier_kube_store"), [
    `atelier_kube_store_objects{${labels}} 1`,
    `atelier_kube_store_synced{${labels}} 1`,
  ]);
  first.send("ERROR", { code: 410, reason: "Expired" });
  second.bookmark("9", true);
  await store.reached("9");
  second.break();
  await until(() => store.staleSince !== undefined);
  assertEquals(await lines("atelier_kube_store"), [
    `atelier_kube_store_objects{${labels}} 0`,
    `atelier_kube_store_synced{${labels}} 0`,
  ]);
  assertEquals(await lines("atelier_kube_watch_restarts"), [
    `atelier_kube_watch_restarts_total{${labels},cause="expired"} 1`,
    `atelier_kube_watch_restarts_total{${labels},cause="connection"} 1`,
  ]);
  assertEquals(await lines("atelier_kube_relists"), [`atelier_kube_relists_total{${labels},cause="expired"} 1`]);
  over.abort();
  await store.finished;
  assertEquals(await lines("atelier_kube_store"), []);
});

Deno.test("a queue shows its depth, how long keys wait, and how the work on them ends", async () => {
  const { registry, lines } = start();
  const clock = new FakeClock();
  const over = new AbortController();
  const outcomes = ["done", "given up", "failed"];
  const queue = createWorkQueue({
    name: "notebooks",
    metrics: registerKubeMetrics(registry)("controller"),
    concurrency: 1,
    clock,
    async reconcile(key) {
      await clock.advance(2_000);
      if (key === "failed") throw new Error("no");
      if (key === "given up") throw new TerminalError("never");
      return { kind: "done" };
    },
  });
  for (const key of outcomes) queue.add(key);
  assertEquals(await lines("workqueue_depth"), ['workqueue_depth{part="controller",name="notebooks"} 3']);
  const ended = queue.run(over.signal);
  await until(() => queue.depth === 0 && queue.active === 0);
  over.abort();
  await ended;
  const [added] = await lines("workqueue_adds_total");
  assertStringIncludes(added, "} 3");
  assertEquals((await lines("workqueue_ends_total")).map((line) => /outcome="(\w+)"} (\d)/.exec(line)?.slice(1)), [
    ["done", "1"],
    ["given_up", "1"],
    ["failed", "1"],
  ]);
  assertStringIncludes((await lines("workqueue_queue_duration_seconds_sum"))[0], "} 6");
  assertStringIncludes((await lines("workqueue_work_duration_seconds_sum"))[0], "} 6");
});

Deno.test("a queue that takes the place of another shows its own depth alone", async () => {
  const { registry, lines } = start();
  const metrics = registerKubeMetrics(registry)("controller");
  const make = () =>
    createWorkQueue({ name: "notebooks", metrics, reconcile: () => Promise.resolve({ kind: "done" }) });
  make().add("a");
  make();
  assertEquals(await lines("workqueue_depth"), ['workqueue_depth{part="controller",name="notebooks"} 0']);
});

Deno.test("who leads is shown under the name of the lease, and nothing where nobody is elected", async () => {
  const { registry, lines } = start();
  const { leading } = registerKubeMetrics(registry)("controller");
  assertEquals(await lines("leader_election_master_status"), []);
  for (const isLeading of [false, true]) {
    leading("atelier-controller", isLeading);
    const expected = [`leader_election_master_status{name="atelier-controller"} ${Number(isLeading)}`];
    assertEquals(await lines("leader_election_master_status"), expected);
  }
});

Deno.test("two parts of one process count apart", async () => {
  const { registry, lines } = start();
  const of = registerKubeMetrics(registry);
  of("api").applied(PODS, "conflict");
  of("controller").applied(PODS, "unchanged");
  assertEquals(await lines("atelier_kube_applies"), [
    'atelier_kube_applies_total{part="api",resource="pods",outcome="conflict"} 1',
    'atelier_kube_applies_total{part="controller",resource="pods",outcome="unchanged"} 1',
  ]);
});

function start() {
  const registry = new Registry();
  const lines = async (name: string) => (await registry.metrics()).split("\n").filter((line) => line.startsWith(name));
  return { registry, lines };
}
