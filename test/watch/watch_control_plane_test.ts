import process from "node:process";
import { assert, assertEquals } from "@std/assert";
import {
  CLUSTER_ROLES,
  CUSTOM_RESOURCE_DEFINITIONS,
  type CustomResourceDefinition,
  EVENTS,
  type KubeObject,
  NAMESPACES,
  PERSISTENT_VOLUME_CLAIMS,
  PODS,
  type ReflectedStore,
  type ResourceType,
  SERVICE_ACCOUNTS,
  SERVICES,
  STATEFUL_SETS,
} from "../../kube/mod.ts";
import { waitFor } from "../e2e/wait_for.ts";
import { startWatchWorld, type WatchWorld } from "./watch_world.ts";

const WIDGETS: ResourceType = {
  ...{ group: "example.org", version: "v1", plural: "widgets", kind: "Widget", namespaced: true },
};

const namesIn = (store: ReflectedStore<KubeObject>) => store.list().map(({ metadata }) => metadata.name).sort();
const account = (namespace: string, name: string) => ({ metadata: { namespace, name } });

Deno.test("the watch layer against a real control plane", async (t) => {
  await using world = await startWatchWorld();
  await t.step("a store fills by one streamed list, and follows", () => follows(world));
  await t.step("in the steady state there are no lists, no restarts and next to no work", () => rests(world));
  await t.step("150 open streams do not block a request", () => bearsStreams(world));
  await t.step("a connection that goes silent is given up, and nothing is lost", () => survivesSilence(world));
  await t.step(
    "a kind that is installed later is watched, and leaves no ghost when it is removed",
    () => metKind(world),
  );
  await t.step("the apiserver killed and started again costs nothing but time", () => survivesRestart(world));
  await t.step("what was deleted in a gap that etcd has compacted leaves no ghost", () => survivesCompaction(world));
  await t.step("Events, which no watch cache keeps, are listed anew after a compaction", () => eventsSurvive(world));
});

async function follows(world: WatchWorld): Promise<void> {
  const namespace = await world.namespace("follows");
  for (const name of ["a", "b"]) await world.admin.create(SERVICE_ACCOUNTS, account(namespace, name));
  const store = world.reflect(SERVICE_ACCOUNTS, { namespace });
  await store.ready();
  await world.admin.delete(SERVICE_ACCOUNTS, { namespace, name: "a" });
  await world.admin.create(SERVICE_ACCOUNTS, account(namespace, "c"));
  await waitFor("the store has b and c", () => `${namesIn(store)}`.includes("b,c"));
  assertEquals(await world.count("relists", "serviceaccounts"), 0);
}

async function rests(world: WatchWorld): Promise<void> {
  const types = [NAMESPACES, PODS, SERVICES, STATEFUL_SETS, PERSISTENT_VOLUME_CLAIMS, CLUSTER_ROLES] as ResourceType[];
  const stores = types.map((type) => world.reflect(type));
  await Promise.all(stores.map((store) => store.ready()));
  const before = process.cpuUsage();
  await new Promise((resolve) => setTimeout(resolve, 8_000));
  const { user, system } = process.cpuUsage(before);
  for (const { plural, group } of types) {
    const name = group ? `${plural}.${group}` : plural;
    assertEquals([await world.count("relists", name), await world.count("watch_restarts", name)], [0, 0], name);
  }
  const share = (user + system) / 8_000_000;
  console.log(`idle for 8 s with ${stores.length + 1} watches: ${(share * 100).toFixed(2)} % of a core`);
  // Far above need, as the control plane's own programs share the machine: what polls takes more.
  assert(share < 0.25, `the watches of an idle cluster took ${share} of a core`);
}

async function bearsStreams(world: WatchWorld): Promise<void> {
  const client = await world.plane.client({ name: "streams", groups: ["system:masters"] });
  const over = new AbortController();
  const path = "/api/v1/namespaces/default/configmaps?watch=true";
  const streams = await Promise.all(
    Array.from({ length: 150 }, () => client.fetch("stream", path, { signal: over.signal })),
  );
  assertEquals(streams.filter((each) => each.status !== 200).length, 0);
  const begin = performance.now();
  await client.get(NAMESPACES, { name: "default" }, AbortSignal.timeout(5_000));
  console.log(`a GET beside 150 open streams: ${(performance.now() - begin).toFixed(0)} ms`);
  over.abort();
  await Promise.all(streams.map((each) => each.body?.cancel().catch(() => {})));
}

async function survivesSilence(world: WatchWorld): Promise<void> {
  const namespace = await world.namespace("silence");
  const store = world.reflect(SERVICES, { namespace, deadManMs: 1_500 });
  await store.ready();
  world.proxy.silence();
  const ports = [{ port: 80 }];
  await world.admin.create(SERVICES, { metadata: { namespace, name: "unheard" }, spec: { ports } });
  await waitFor("the store has what was made in the silence", () => namesIn(store).includes("unheard"));
  assert(await world.count("watch_restarts", "services", "silent") >= 1, "the silence was noticed");
  assertEquals(await world.count("relists", "services"), 0);
}

async function metKind(world: WatchWorld): Promise<void> {
  const namespace = await world.namespace("kinds");
  const store = world.reflect(WIDGETS, { namespace });
  await waitFor("the store says that it is not in sync", () => store.staleSince !== undefined);
  assertEquals(store.isReady, false);
  const make = async (name: string) => {
    await waitFor("the kind is served", () => world.admin.list(WIDGETS, { namespace }).then(() => true, () => false));
    await world.admin.create(WIDGETS, account(namespace, name) as KubeObject);
    await waitFor(`the store has ${name} alone`, () => `${namesIn(store)}` === name);
  };
  await world.admin.create(CUSTOM_RESOURCE_DEFINITIONS, widgetDefinition());
  await make("first");
  await world.admin.delete(CUSTOM_RESOURCE_DEFINITIONS, { name: "widgets.example.org" });
  await waitFor("no widget is left", () => store.size === 0);
  await waitFor(
    "the definition is gone",
    async () =>
      !(await world.admin.list(CUSTOM_RESOURCE_DEFINITIONS)).items.some(({ metadata }) =>
        metadata.name === "widgets.example.org"
      ),
  );
  await world.admin.create(CUSTOM_RESOURCE_DEFINITIONS, widgetDefinition());
  await make("second");
}

async function survivesRestart(world: WatchWorld): Promise<void> {
  const namespace = await world.namespace("restart");
  const store = world.reflect(SERVICE_ACCOUNTS, { namespace });
  await store.ready();
  await restartApiserver(world);
  await world.admin.create(SERVICE_ACCOUNTS, account(namespace, "after"));
  await waitFor("the store has what was made after the restart", () => namesIn(store).includes("after"));
  await waitFor("the store is in sync", () => store.staleSince === undefined);
}

async function survivesCompaction(world: WatchWorld): Promise<void> {
  const namespace = await world.namespace("compaction");
  for (const name of ["a", "b", "c"]) await world.admin.create(SERVICE_ACCOUNTS, account(namespace, name));
  const store = world.reflect(SERVICE_ACCOUNTS, { namespace });
  await waitFor("the store has all three", () => store.size === 4);
  const told: string[] = [];
  store.subscribe(({ type, object }) => told.push(`${type} ${object.metadata.name}`));
  const before = await world.count("relists", "serviceaccounts", "expired");
  world.proxy.cut();
  await world.admin.delete(SERVICE_ACCOUNTS, { namespace, name: "a" });
  await world.admin.create(SERVICE_ACCOUNTS, account(namespace, "d"));
  await world.plane.compact();
  // The watch cache is as forgetful as etcd only after a restart.
  await restartApiserver(world);
  world.proxy.mend();
  await waitFor("the store has what was made in the gap", () => namesIn(store).includes("d"));
  assertEquals(namesIn(store), ["b", "c", "d", "default"]);
  assertEquals(told.filter((each) => /^(delete|apply) [ad]$/.test(each)), ["delete a", "apply d"]);
  assert(await world.count("relists", "serviceaccounts", "expired") > before, "the store was listed anew");
}

async function eventsSurvive(world: WatchWorld): Promise<void> {
  const namespace = await world.namespace("events");
  const event = (name: string) => ({
    metadata: { namespace, name },
    involvedObject: { apiVersion: "v1", kind: "Pod", name: "p", namespace },
    ...{ reason: "Tested", message: name, type: "Normal" },
  });
  for (const name of ["old", "kept"]) await world.admin.create(EVENTS, event(name));
  const store = world.reflect(EVENTS, { namespace, bookmarks: false });
  await waitFor("the store has both", () => store.size === 2);
  world.proxy.cut();
  await world.admin.delete(EVENTS, { namespace, name: "old" });
  await world.admin.create(EVENTS, event("new"));
  await world.plane.compact();
  world.proxy.mend();
  await waitFor("the store has what was made in the gap", () => namesIn(store).includes("new"));
  assertEquals(namesIn(store), ["kept", "new"]);
  assertEquals(await world.count("relists", "events", "expired"), 1);
}

async function restartApiserver({ plane }: WatchWorld): Promise<void> {
  const apiserver = plane.parts["kube-apiserver"];
  await apiserver.kill();
  apiserver.restart();
  await plane.ready();
}

function widgetDefinition(): CustomResourceDefinition {
  const schema = { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } };
  return {
    metadata: { name: "widgets.example.org" },
    spec: {
      group: "example.org",
      names: { kind: "Widget", plural: "widgets" },
      scope: "Namespaced",
      versions: [{ name: "v1", served: true, storage: true, schema }],
    },
  } as CustomResourceDefinition;
}
