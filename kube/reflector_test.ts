import { assertEquals } from "@std/assert";
import { FakeClock } from "../platform/fake_clock.ts";
import { createLog } from "../platform/log.ts";
import { type Pod, PODS } from "./builtins.ts";
import { type ReflectorOptions, startReflector } from "./reflector.ts";
import { failure, ScriptedServer, ScriptedWatch } from "./testing/scripted_server.ts";
import { until } from "./testing/until.ts";

Deno.test("a reflector shows its first list in whole, and then each change", async () => {
  const { server, store, stop } = start();
  const stream = new ScriptedWatch().send("ADDED", pod("a", "1")).send("ADDED", pod("b", "2"));
  server.answer(stream.response);
  await until(() => server.requests.length === 1);
  assertEquals([store.isReady, store.size], [false, 0]);
  stream.bookmark("3", true);
  await store.ready();
  assertEquals([store.size, store.resourceVersion], [2, "3"]);
  stream.send("DELETED", pod("a", "4"));
  await store.reached("4");
  assertEquals([store.get("team/a"), store.size], [undefined, 1]);
  await stop();
});

Deno.test("what vanished while the server forgot its history leaves no ghost, and no half list is seen", async () => {
  const { server, store, stop } = start();
  const first = new ScriptedWatch().send("ADDED", pod("a", "1")).send("ADDED", pod("b", "2")).bookmark("3", true);
  const second = new ScriptedWatch().send("ADDED", pod("b", "2")).send("ADDED", pod("c", "8"));
  server.answer(first.response, second.response);
  await store.ready();
  const told: string[] = [];
  const sizes = new Set<number>();
  store.subscribe(({ type, object }) => {
    told.push(`${type} ${object.metadata.name}`);
    sizes.add(store.size);
  });
  first.send("ERROR", { code: 410, reason: "Expired" });
  await until(() => server.requests.length === 2);
  assertEquals(store.list().map((each) => each.metadata.name), ["a", "b"]);
  second.bookmark("9", true);
  await store.reached("9");
  assertEquals(told, ["delete a", "apply c"]);
  assertEquals([...sizes], [2]);
  assertEquals(store.staleSince, undefined);
  await stop();
});

Deno.test("a list that breaks in its middle is forgotten", async () => {
  const { server, store, clock, stop } = start();
  const [first, second] = [new ScriptedWatch().send("ADDED", pod("ghost", "1")), new ScriptedWatch()];
  server.answer(first.response, second.response);
  await until(() => server.requests.length === 1);
  await clock.advance(0);
  first.break();
  await until(() => store.staleSince !== undefined && clock.sleeping === 1);
  await clock.advance(200);
  second.send("ADDED", pod("a", "2")).bookmark("3", true);
  await store.ready();
  assertEquals(store.list().map((each) => each.metadata.name), ["a"]);
  await stop();
});

Deno.test("a broken watch keeps its objects and says since when they are stale", async () => {
  const errors: string[] = [];
  const { server, store, clock, stop } = start({ onError: (error, ms) => errors.push(`${error.message} ${ms}`) });
  const [first, second] = [new ScriptedWatch().send("ADDED", pod("a", "1")).bookmark("3", true), new ScriptedWatch()];
  server.answer(first.response, second.response);
  await store.ready();
  first.break();
  await until(() => store.staleSince !== undefined && clock.sleeping === 1);
  assertEquals(store.staleSince, new Date("2026-01-01T00:00:00Z"));
  assertEquals([store.size, store.isReady, errors], [1, true, ["connection reset 200"]]);
  await clock.advance(200);
  await until(() => store.staleSince === undefined);
  await stop();
});

Deno.test("a kind that is no longer served has no objects, and a store that never had any does not become ready", async () => {
  const lines: string[] = [];
  const { server, store, clock, stop } = start({ log: createLog({ write: (line) => lines.push(line) }) });
  const gone = () => failure({ code: 404, reason: "NotFound", message: "the server could not find it" });
  server.answer(gone, gone);
  await until(() => store.staleSince !== undefined && clock.sleeping === 1);
  assertEquals([store.isReady, store.refusal, store.isUnserved], [false, undefined, true]);
  await store.answerable();
  await clock.advance(200);
  await until(() => server.requests.length === 2 && clock.sleeping === 1);
  const first = new ScriptedWatch().send("ADDED", pod("a", "1")).bookmark("3", true);
  server.answer(first.response, gone);
  await clock.advance(400);
  await store.ready();
  const told: string[] = [];
  store.subscribe(({ type, object }) => told.push(`${type} ${object.metadata.name}`));
  await clock.advance(5_000);
  first.end();
  await until(() => told.length === 1 && clock.sleeping === 1);
  assertEquals([told, store.size, store.staleSince !== undefined, store.isUnserved], [["delete a"], 0, true, true]);
  const back = new ScriptedWatch().send("ADDED", pod("a", "8")).bookmark("9", true);
  server.answer(back.response);
  await clock.advance(400);
  await store.reached("9");
  assertEquals([store.size, store.staleSince, store.isUnserved], [1, undefined, false]);
  assertEquals(lines.length, 2, "a kind that is not there is said once each time, not with every try");
  await stop();
});

Deno.test("a store whose watch is forbidden is settled with the server's words, and ready once it is allowed", async () => {
  let failures = 0;
  const { server, store, clock, stop } = start({ onError: () => void failures++ });
  const words = 'pods is forbidden: User "x" cannot watch resource "pods" in API group "" at the cluster scope';
  const forbid = () => failure({ code: 403, reason: "Forbidden", message: words });
  const waits = [200, 400, 800, 1_600, 3_200];
  server.answer(forbid, ...waits.map(() => forbid));
  for (const [index, waitMs] of waits.entries()) {
    await until(() => failures === index + 1 && clock.sleeping === 1);
    assertEquals(store.refusal, undefined, "an apiserver that starts forbids everything for a while");
    await clock.advance(waitMs);
  }
  await store.settled();
  assertEquals([store.isReady, store.refusal], [false, words]);
  await until(() => clock.sleeping === 1);
  server.answer(new ScriptedWatch().bookmark("3", true).response);
  await clock.advance(6_400);
  await store.ready();
  assertEquals(store.refusal, undefined);
  await stop();
});

Deno.test("keep drops objects at intake, and one that is no longer kept", async () => {
  const keep = (object: Pod) => object.metadata.labels?.ours === "yes";
  const { server, store, stop } = start({ keep });
  const ours = { labels: { ours: "yes" } };
  const stream = new ScriptedWatch().send("ADDED", pod("a", "1", ours)).send("ADDED", pod("b", "2")).bookmark(
    "3",
    true,
  );
  server.answer(stream.response);
  await store.ready();
  assertEquals(store.list().map((each) => each.metadata.name), ["a"]);
  stream.send("MODIFIED", pod("b", "4")).send("MODIFIED", pod("a", "5"));
  await store.reached("5");
  assertEquals(store.size, 0);
  await stop();
});

Deno.test("trim takes off what nobody reads before it is stored and told", async () => {
  const trim = ({ spec: _, ...rest }: Pod): Pod => rest;
  const { server, store, stop } = start({ trim });
  const stream = new ScriptedWatch().bookmark("1", true).send("ADDED", { ...pod("a", "2"), spec: { containers: [] } });
  server.answer(stream.response);
  await store.reached("2");
  assertEquals(store.get("team/a"), pod("a", "2"));
  await stop();
});

Deno.test("a fault of keep costs the object, not the watch", async () => {
  const lines: string[] = [];
  const log = createLog({ write: (line) => lines.push(line) });
  const keep = (object: Pod) => object.spec!.nodeName !== "n1";
  const { server, store, stop } = start({ keep, log });
  const good = { ...pod("b", "3"), spec: { containers: [] } };
  server.answer(new ScriptedWatch().bookmark("1", true).send("ADDED", pod("a", "2")).send("ADDED", good).response);
  await store.reached("3");
  assertEquals(store.list().map((each) => each.metadata.name), ["b"]);
  assertEquals(lines.length, 1);
  await stop();
});

function start(options: ReflectorOptions<Pod> = {}) {
  const server = new ScriptedServer();
  const clock = new FakeClock();
  const controller = new AbortController();
  const store = startReflector(server.client(), PODS, { clock, random: () => 1, ...options }, controller.signal);
  const stop = async () => {
    controller.abort();
    await store.finished;
  };
  return { server, clock, store, stop };
}

function pod(name: string, resourceVersion: string, metadata: Partial<Pod["metadata"]> = {}): Pod {
  return { metadata: { name, namespace: "team", uid: name, resourceVersion, ...metadata } };
}
