import { assertEquals, assertRejects, assertStrictEquals, assertThrows } from "@std/assert";
import { type Pod, PODS } from "./builtins.ts";
import { createMemoryStore } from "./memory_store.ts";
import type { Change } from "./store.ts";

Deno.test("a store gives objects by key, by namespace and by index", () => {
  const { store, writer } = make();
  const [a, b, c] = [pod("team/a", "1", "n1"), pod("team/b", "2", "n2"), pod("demo/c", "3", "n1")];
  for (const each of [a, b, c]) writer.apply(each);
  assertStrictEquals(store.get("team/a"), a);
  assertEquals(store.get("demo/a"), undefined);
  assertEquals([store.list(), store.list("team"), store.list("none")], [[a, b, c], [a, b], []]);
  assertEquals([store.byIndex("node", "n1"), store.byIndex("node", "n3")], [[a, c], []]);
  assertThrows(() => store.byIndex("colour", "red"), Error, "Cannot read the index colour of pods: there is none.");
});

Deno.test("indexes follow an object that changes or goes", () => {
  const { store, writer } = make();
  writer.apply(pod("team/a", "1", "n1"));
  const moved = pod("team/a", "2", "n2");
  writer.apply(moved);
  assertEquals([store.byIndex("node", "n1"), store.byIndex("node", "n2"), store.list("team")], [[], [moved], [moved]]);
  writer.delete(pod("team/a", "3"));
  assertEquals([store.byIndex("node", "n2"), store.list("team"), store.size], [[], [], 0]);
});

Deno.test("objects are frozen in depth", () => {
  const { store, writer } = make();
  writer.apply(pod("team/a", "1", "n1"));
  assertThrows(() => store.get("team/a")!.spec!.nodeName = "n2", TypeError);
});

Deno.test("changes are told with what was before, and none for a known version", () => {
  const { writer, told } = make();
  writer.apply(pod("team/a", "1"));
  writer.apply(pod("team/a", "1"));
  writer.apply(pod("team/a", "2"));
  writer.delete(pod("team/a", "3"));
  writer.delete(pod("team/a", "3"));
  assertEquals(told(), ["apply team/a@1 after nothing", "apply team/a@2 after 1", "delete team/a@2"]);
});

Deno.test("another object under a known name is told as the end of the former and a beginning", () => {
  const { writer, told } = make();
  writer.apply(pod("team/a", "1", "n1", "uid-1"));
  writer.replaceAll([pod("team/a", "9", "n1", "uid-2")], "9");
  assertEquals(told(), ["apply team/a@1 after nothing", "delete team/a@1", "apply team/a@9 after nothing"]);
});

Deno.test("replaceAll() swaps the whole list before it tells anything", () => {
  const { store, writer, told } = make();
  for (const each of [pod("team/a", "1"), pod("team/b", "2"), pod("team/c", "3")]) writer.apply(each);
  const kept = store.get("team/a");
  const sizes: number[] = [];
  store.subscribe(() => sizes.push(store.size));
  told();
  writer.replaceAll([pod("team/a", "1"), pod("team/b", "5"), pod("team/d", "6")], "7");
  assertEquals(told(), ["delete team/c@3", "apply team/b@5 after 2", "apply team/d@6 after nothing"]);
  assertEquals(sizes, [3, 3, 3]);
  assertStrictEquals(store.get("team/a"), kept);
  assertEquals([store.resourceVersion, store.isReady], ["7", true]);
});

Deno.test("ready() resolves with the first whole list", async () => {
  const { store, writer } = make();
  const ready = store.ready();
  const tooLate = assertRejects(() => store.ready(AbortSignal.abort(new Error("too late"))), Error, "too late");
  writer.apply(pod("team/a", "1"));
  assertEquals(store.isReady, false);
  writer.replaceAll([], "1");
  await ready;
  await store.ready();
  await tooLate;
});

Deno.test("reached() compares versions as numbers, and ends with its signal", async () => {
  const { store, writer } = make();
  writer.replaceAll([], "99");
  await store.reached("9");
  const controller = new AbortController();
  const reached = store.reached("100");
  const never = store.reached("1000", controller.signal);
  writer.advance("101");
  await reached;
  controller.abort(new Error("stopped"));
  await assertRejects(() => never, Error, "stopped");
});

Deno.test("health is told when it changes only", () => {
  const { store, writer } = make();
  const told: (string | undefined)[] = [];
  const stop = store.subscribe(() => {}, () => told.push(store.staleSince?.toISOString()));
  writer.markHealthy();
  writer.markStale(new Date("2026-01-01T00:00:00Z"));
  writer.markStale(new Date("2026-01-01T00:00:09Z"));
  writer.markHealthy();
  stop();
  writer.markStale(new Date("2026-01-01T00:01:00Z"));
  assertEquals(told, ["2026-01-01T00:00:00.000Z", undefined]);
});

Deno.test("a listener that throws or unsubscribes does not keep the others from hearing", () => {
  const errors: unknown[] = [];
  const { store, writer } = createMemoryStore(PODS, { onListenerError: (error) => errors.push(error) });
  const fault = new Error("fault");
  const heard: string[] = [];
  store.subscribe(() => {
    throw fault;
  });
  const stop = store.subscribe(() => {
    heard.push("once");
    stop();
  });
  store.subscribe(() => heard.push("always"));
  writer.apply(pod("team/a", "1"));
  writer.apply(pod("team/a", "2"));
  assertEquals(heard, ["once", "always", "always"]);
  assertEquals(errors, [fault, fault]);
});

function make() {
  const { store, writer } = createMemoryStore(PODS, { indexes: { node: (pod) => [pod.spec?.nodeName ?? ""] } });
  const changes: Change<Pod>[] = [];
  store.subscribe((change) => changes.push(change));
  return { store, writer, told: () => changes.splice(0).map(describe) };
}

function describe(change: Change<Pod>): string {
  const { namespace, name, resourceVersion } = change.object.metadata;
  const what = `${change.type} ${namespace}/${name}@${resourceVersion}`;
  return change.type === "delete" ? what : `${what} after ${change.previous?.metadata.resourceVersion ?? "nothing"}`;
}

function pod(key: string, resourceVersion: string, nodeName = "n1", uid = key): Pod {
  const [namespace, name] = key.split("/");
  return { metadata: { namespace, name, uid, resourceVersion }, spec: { containers: [], nodeName } };
}
