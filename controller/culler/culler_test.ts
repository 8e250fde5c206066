import { assertEquals, assertStringIncludes } from "@std/assert";
import { FakeClock } from "../../platform/fake_clock.ts";
import { silentLog } from "../../platform/log.ts";
import { exampleNotebook } from "../../kube/explain/example_notebook.ts";
import { examplePod } from "../../kube/explain/example_pod.ts";
import { createKubeClient, type CullingStatus, type KubeObject, type Notebook } from "../../kube/mod.ts";
import { transportFromFetch } from "../../kube/transport.ts";
import { Culler, type CullerParts } from "./culler.ts";
import { NO_CULLER_METRICS } from "./culler_metrics.ts";
import { EXAMPLE_NOW, exampleSettings, minutesAgo } from "./example_culling.ts";
import { instantOf } from "./instant.ts";
import { CounterMemory } from "./probes/gateway_counters.ts";
import { createStoreSubjects } from "./store_subjects.ts";

const MINUTE_MS = 60_000;
const KEY = "Notebook/team/nb-0";

/** A world of notebooks that an apiserver keeps, whose tools say when they were last used. */
function world(file: Parameters<typeof exampleSettings>[0] = {}, count = 1) {
  const clock = new FakeClock(EXAMPLE_NOW);
  const names = Array.from({ length: count }, (_, index) => `nb-${index}`);
  const notebooks = new Map<string, Notebook>(names.map((name) => [
    `team/${name}`,
    exampleNotebook({
      metadata: { name, uid: `uid-${name}`, resourceVersion: "1" },
    }),
  ]));
  const events: { reason: string; message: string }[] = [];
  const metrics: string[] = [];
  const state = { lastActivity: minutesAgo(179), answers: 200, takesEvents: true, onRead: (_: Notebook) => {} };
  const server = async (request: Request): Promise<Response> => {
    const path = new URL(request.url).pathname;
    if (path.endsWith("/events")) {
      if (!state.takesEvents) return Response.json({ kind: "Status", status: "Failure", code: 500 }, { status: 500 });
      return events.push(await request.json()), Response.json({}, { status: 201 });
    }
    const key = `team/${path.split("/").at(-1)}`;
    const found = notebooks.get(key)!;
    if (request.method === "GET") return Response.json(found), state.onRead(found), Response.json(found);
    const { metadata } = await request.json();
    if (metadata.resourceVersion !== notebooks.get(key)!.metadata.resourceVersion) {
      return Response.json({ kind: "Status", status: "Failure", code: 409, reason: "Conflict" }, { status: 409 });
    }
    return Response.json(touch(key, metadata.annotations));
  };
  const touch = (key: string, changes: Record<string, string | null>): Notebook => {
    const { metadata, ...rest } = notebooks.get(key)!;
    const resourceVersion = String(Number(metadata.resourceVersion) + 1);
    const all = Object.entries({ ...metadata.annotations, ...changes });
    const annotations = Object.fromEntries(all.filter((each): each is [string, string] => each[1] !== null));
    const next = { ...rest, metadata: { ...metadata, resourceVersion, annotations } };
    notebooks.set(key, next);
    return next;
  };
  const statuses: CullingStatus[] = [];
  const partsOf = ({ metadata: { namespace = "", name } }: KubeObject) => ({
    pod: examplePod({ metadata: { name: `${name}-0` }, status: { conditions: [{ type: "Ready", status: "True" }] } }),
    container: name,
    tool: { service: { namespace, name, port: 80 }, routedPath: `/${name}/`, ownPath: "/" },
  });
  const store = { list: () => [...notebooks.values()], get: (key: string) => notebooks.get(key) };
  const settings = { now: exampleSettings({ ask: ["/activity"], ...file }) };
  const parts: CullerParts = {
    client: createKubeClient(transportFromFetch(server)),
    subjects: createStoreSubjects([{ kind: "Notebook", store, partsOf }]),
    settings: () => settings.now,
    onStatus: (_, status) => void statuses.push(status),
    askTool: () => Promise.resolve(new Response(instantOf(state.lastActivity), { status: state.answers })),
    fetch: () => Promise.reject(new Error("not asked here")),
    counters: new CounterMemory(MINUTE_MS),
    metrics: { ...NO_CULLER_METRICS, acted: ({ reason }, outcome) => metrics.push(`${reason} ${outcome}`) },
    clock,
    log: silentLog,
  };
  const culler = new Culler(parts);
  const { signal } = new AbortController();
  const look = async (key = KEY, by = culler) => (await by.check(key, signal))?.verdict;
  const stopped = () =>
    [...notebooks.values()].filter((each) => each.metadata.annotations?.["kubeflow-resource-stopped"]);
  return { clock, notebooks, events, metrics, state, statuses, settings, culler, parts, look, stopped, touch };
}

Deno.test("an idle notebook is warned, then stopped, and says why", async () => {
  const { clock, look, events, stopped, metrics, statuses } = world();
  assertEquals(await look(), "warn");
  assertEquals(events.map((each) => each.reason), ["CullingSoon"]);
  assertEquals(statuses[0].warned, { at: "2026-11-23T18:00:00Z", of: "idle" });
  await clock.advance(MINUTE_MS);
  assertEquals([await look(), stopped().length], ["warn", 0]);
  await clock.advance(8 * MINUTE_MS);
  assertEquals(await look(), "cull");
  assertEquals([events.map((each) => each.reason), metrics], [["CullingSoon", "Culled"], ["IdleTooLong done"]]);
  const annotations = stopped()[0].metadata.annotations!;
  assertEquals(annotations["atelier.dev/stopped-by"], "atelier-culler");
  assertStringIncludes(annotations["atelier.dev/stopped-reason"], "IdleTooLong: Idle since 2026-11-23T15:01:00Z");
  assertEquals([await look(), metrics.length], ["off", 1]);
});

Deno.test("use after the warning takes it back", async () => {
  const { clock, look, state, stopped, events } = world();
  assertEquals(await look(), "warn");
  await clock.advance(9 * MINUTE_MS);
  state.lastActivity = clock.now().getTime();
  assertEquals(await look(), "idle");
  assertEquals([stopped().length, events.length], [0, 1]);
});

Deno.test("a moment of not knowing stops nothing, and takes no warning back", async () => {
  const { clock, look, state, stopped, events } = world();
  assertEquals(await look(), "warn");
  await clock.advance(9 * MINUTE_MS);
  state.answers = 503;
  assertEquals([await look(), stopped().length], ["unknown", 0]);
  state.answers = 200;
  assertEquals([await look(), stopped().length, events.length], ["cull", 1, 2]);
});

Deno.test("what was kept at the last moment is not stopped: the object is read anew", async () => {
  const { clock, look, state, stopped, metrics, touch } = world();
  await look();
  await clock.advance(9 * MINUTE_MS);
  state.onRead = () => touch("team/nb-0", { "atelier.dev/keep-until": "2026-11-24T08:00:00Z" });
  assertEquals([await look(), stopped().length, metrics], ["cull", 0, ["IdleTooLong changed"]]);
});

Deno.test("no more than so many are stopped in a minute, whatever the probes say", async () => {
  const { clock, look, stopped, metrics } = world({ actionsPerMinute: 3 }, 10);
  const all = Array.from({ length: 10 }, (_, index) => `Notebook/team/nb-${index}`);
  for (const key of all) await look(key);
  await clock.advance(9 * MINUTE_MS);
  for (const key of all) await look(key);
  assertEquals([stopped().length, metrics.filter((each) => each.endsWith("limited")).length], [3, 7]);
  await clock.advance(MINUTE_MS);
  for (const key of all) await look(key);
  assertEquals(stopped().length, 6);
});

Deno.test("no more than so many are stopped in a minute where one leader follows another", async () => {
  const { clock, look, stopped, parts, notebooks } = world({ actionsPerMinute: 3 }, 10);
  const all = Array.from({ length: 10 }, (_, index) => `Notebook/team/nb-${index}`);
  const lookAtAll = async (by?: Culler) => {
    for (const key of all) await look(key, by);
    return stopped().length;
  };
  await lookAtAll();
  await clock.advance(9 * MINUTE_MS);
  assertEquals(await lookAtAll(), 3);
  // The second leader knows of the warnings by the statuses.
  for (const [key, notebook] of notebooks) {
    const status = { culling: { warned: { at: instantOf(EXAMPLE_NOW.getTime()), of: "idle" } } } as never;
    notebooks.set(key, { ...notebook, status });
  }
  const next = new Culler(parts);
  assertEquals(await lookAtAll(next), 3);
  await clock.advance(MINUTE_MS - 1_000);
  assertEquals(await lookAtAll(next), 3);
  await clock.advance(1_000);
  assertEquals(await lookAtAll(next), 6);
});

Deno.test("a trial only reports", async () => {
  const { clock, look, stopped, metrics, events, statuses } = world({ dryRun: true });
  await look();
  await clock.advance(9 * MINUTE_MS);
  assertEquals([await look(), stopped().length, events.length, metrics], ["cull", 0, 0, ["IdleTooLong dry_run"]]);
  assertEquals(statuses[1].notes?.[0].reason, "DryRun");
});

Deno.test("a warning of a trial does not count once it is serious", async () => {
  const { clock, look, stopped, events, settings, statuses } = world({ dryRun: true });
  assertEquals(await look(), "warn");
  assertEquals(statuses[0].warned, { at: "2026-11-23T18:00:00Z", of: "idle", isTrial: true });
  settings.now = exampleSettings({ ask: ["/activity"] });
  await clock.advance(9 * MINUTE_MS);
  assertEquals([await look(), stopped().length, events.map((each) => each.reason)], ["warn", 0, ["CullingSoon"]]);
  await clock.advance(9 * MINUTE_MS);
  assertEquals([await look(), stopped().length], ["cull", 1]);
});

Deno.test("a warning that nobody could be told counts for nothing, and is tried again", async () => {
  const { clock, look, stopped, events, state, statuses } = world();
  state.takesEvents = false;
  assertEquals([await look(), statuses[0].warned], ["warn", undefined]);
  await clock.advance(9 * MINUTE_MS);
  assertEquals([await look(), stopped().length], ["warn", 0]);
  state.takesEvents = true;
  await clock.advance(MINUTE_MS);
  assertEquals([await look(), stopped().length, events.length], ["warn", 0, 1]);
  await clock.advance(9 * MINUTE_MS);
  assertEquals([await look(), stopped().length], ["cull", 1]);
});

Deno.test("a controller that is new goes by the warning in the status", async () => {
  const { clock, look, notebooks, state, events, parts } = world();
  state.lastActivity = minutesAgo(180);
  const notebook = notebooks.get("team/nb-0")!;
  const status = { culling: { warned: { at: instantOf(minutesAgo(9)), of: "idle" } } } as never;
  notebooks.set("team/nb-0", { ...notebook, status });
  const next = new Culler(parts);
  assertEquals([await look(KEY, next), events.length], ["cull", 0]);
  await clock.advance(3_000);
  assertEquals([await look(KEY, next), events.map((each) => each.reason)], ["cull", ["Culled"]]);
});

Deno.test("a controller that is new takes a trial's warning in the status for none", async () => {
  const { look, notebooks, state } = world();
  state.lastActivity = minutesAgo(180);
  const notebook = notebooks.get("team/nb-0")!;
  const status = { culling: { warned: { at: instantOf(minutesAgo(9)), of: "idle", isTrial: true } } } as never;
  notebooks.set("team/nb-0", { ...notebook, status });
  assertEquals(await look(), "warn");
});

Deno.test("settings that change hold from the next look on", async () => {
  const { look, settings } = world();
  assertEquals(await look(), "warn");
  settings.now = exampleSettings({ ask: ["/activity"], idleTime: "9h" });
  assertEquals(await look(), "idle");
  settings.now = exampleSettings({ enabled: false });
  assertEquals(await look(), "off");
});

Deno.test("who stopped it before is forgotten after a start that took Kubeflow's annotation alone: the next stop is another's", async () => {
  for (const enabled of [true, false]) {
    const { clock, look, notebooks, touch, state } = world({ enabled });
    const annotations = () => notebooks.get("team/nb-0")!.metadata.annotations ?? {};
    const stop = { "atelier.dev/stopped-by": "atelier-culler", "atelier.dev/stopped-reason": "IdleTooLong: Idle." };
    touch("team/nb-0", { "kubeflow-resource-stopped": "2026-11-23T17:00:00Z", ...stop });
    assertEquals([await look(), annotations()["atelier.dev/stopped-by"]], ["off", "atelier-culler"]);
    touch("team/nb-0", { "kubeflow-resource-stopped": null });
    state.lastActivity = clock.now().getTime();
    await look();
    assertEquals(Object.keys(annotations()).filter((each) => each.startsWith("atelier.dev/stopped")), []);
  }
});

Deno.test("a trial writes down when it was used last, and nothing else", async () => {
  const { clock, look, notebooks, state } = world({ dryRun: true });
  state.lastActivity = minutesAgo(300);
  await look();
  await clock.advance(20 * MINUTE_MS);
  assertEquals(await look(), "cull");
  assertEquals(Object.keys(notebooks.get("team/nb-0")!.metadata.annotations ?? {}).sort(), [
    "notebooks.kubeflow.org/last-activity",
    "notebooks.kubeflow.org/last_activity_check_timestamp",
  ]);
});

Deno.test("what has gone is not looked at, and nothing of it is kept", async () => {
  const { clock, look, notebooks, culler } = world();
  assertEquals(await look(), "warn");
  const notebook = notebooks.get("team/nb-0")!;
  notebooks.clear();
  culler.prune(new Set());
  assertEquals(await look(), undefined);
  notebooks.set("team/nb-0", notebook);
  await clock.advance(9 * MINUTE_MS);
  assertEquals(await look(), "warn");
});
