import { assertEquals } from "@std/assert";
import { FakeClock } from "../platform/fake_clock.ts";
import { EVENTS, type Pod, PODS } from "./builtins.ts";
import type { ResourceType } from "./resource_type.ts";
import { failure, ScriptedServer, ScriptedWatch } from "./testing/scripted_server.ts";
import { until } from "./testing/until.ts";
import { watch, type WatcherOptions } from "./watcher.ts";

const WATCH = "GET /api/v1/pods?watch=true&allowWatchBookmarks=true";
const STREAMED = `${WATCH}&sendInitialEvents=true&resourceVersionMatch=NotOlderThan`;

Deno.test("watch() streams the list and follows on the same connection, without a list request", async () => {
  const { server, told, stop } = start();
  const stream = new ScriptedWatch();
  server.answer(stream.response);
  stream.send("ADDED", pod("a", "3")).bookmark("5", true).send("DELETED", pod("a", "6")).bookmark("9");
  await until(() => told.length === 5);
  assertEquals(told, ["init", "apply a", "synced 5", "delete a", "bookmark 9"]);
  assertEquals(server.requests, [STREAMED]);
  await stop();
  assertEquals(stream.isCancelled, true);
});

Deno.test("watch() takes pages of 500 where streaming is refused", async () => {
  const { server, told, stop } = start();
  server.answer(
    failure({ code: 422, reason: "Invalid", message: "sendInitialEvents: Forbidden" }),
    Response.json({ metadata: { resourceVersion: "5", continue: "more" }, items: [pod("a", "1")] }),
    Response.json({ metadata: { resourceVersion: "5" }, items: [pod("b", "2")] }),
  );
  await until(() => server.requests.length === 4);
  assertEquals(told, ["init", "apply a", "apply b", "synced 5"]);
  const pages = ["GET /api/v1/pods?limit=500", "GET /api/v1/pods?limit=500&continue=more"];
  assertEquals(server.requests, [STREAMED, ...pages, `${WATCH}&resourceVersion=5`]);
  await stop();
});

Deno.test("watch() opens again from the last version when the server ends it, without a list or an error", async () => {
  const { server, told, clock, stop } = start();
  const [first, second] = [new ScriptedWatch().bookmark("5", true), new ScriptedWatch()];
  server.answer(first.response, second.response);
  await until(() => told.length === 2);
  first.bookmark("8");
  await until(() => told.length === 3);
  await clock.advance(30_000);
  first.end();
  await until(() => server.requests.length === 2);
  second.send("ADDED", pod("b", "9"));
  await until(() => told.length === 4);
  assertEquals(told, ["init", "synced 5", "bookmark 8", "apply b"]);
  assertEquals(server.requests, [STREAMED, `${WATCH}&resourceVersion=8`]);
  await stop();
});

Deno.test("watch() does not trust an open watch once its server could not be heard, and misses nothing", async () => {
  const doubts = new EventTarget();
  const { server, told, clock, stop } = start(PODS as ResourceType, { doubts });
  const [first, second] = [new ScriptedWatch().bookmark("5", true), new ScriptedWatch().send("ADDED", pod("b", "9"))];
  server.answer(first.response, second.response);
  await until(() => told.length === 2);
  doubts.dispatchEvent(new Event("silence"));
  await until(() => first.isCancelled && clock.sleeping === 1);
  await clock.advance(200);
  await until(() => told.includes("apply b"));
  assertEquals(server.requests, [STREAMED, `${WATCH}&resourceVersion=5`]);
  await stop();
});

Deno.test("watch() waits before it opens a watch again that ended at once", async () => {
  const { server, told, clock, stop } = start();
  const first = new ScriptedWatch().bookmark("5", true);
  server.answer(first.response);
  await until(() => told.length === 2);
  first.end();
  for (let i = 0; i < 20; i++) await clock.advance(0);
  assertEquals(server.requests.length, 1);
  await clock.advance(200);
  await until(() => server.requests.length === 2);
  await stop();
});

Deno.test("watch() retries for ever with back-off, and says when it is healthy again", async () => {
  const { server, told, clock, stop } = start();
  const first = new ScriptedWatch().bookmark("5", true);
  const refuse = () => Promise.reject(new TypeError("connection refused"));
  const back = new ScriptedWatch();
  server.answer(first.response, refuse, () => failure({ code: 401, message: "Unauthorized" }), back.response);
  await until(() => told.length === 2);
  first.break();
  for (const [index, waitMs] of [200, 400, 800].entries()) {
    await until(() => told.length === 3 + index && clock.sleeping === 1);
    await clock.advance(waitMs);
  }
  await until(() => told.at(-1) === "healthy");
  assertEquals(told.slice(2).map((each) => each.replace(/: .*/, "")), [
    "error in 200",
    "error in 400",
    "error in 800",
    "healthy",
  ]);
  assertEquals(server.requests.slice(1), Array(3).fill(`${WATCH}&resourceVersion=5`));
  await stop();
});

Deno.test("watch() lists anew when the server has forgotten its version", async () => {
  const { server, told, stop } = start();
  const [first, second] = [new ScriptedWatch().send("ADDED", pod("a", "1")).bookmark("5", true), new ScriptedWatch()];
  server.answer(first.response, second.response);
  await until(() => told.length === 3);
  first.send("ERROR", { code: 410, reason: "Expired", message: "too old resource version" });
  second.send("ADDED", pod("b", "8")).bookmark("9", true);
  await until(() => told.length === 6);
  assertEquals(told, ["init", "apply a", "synced 5", "init", "apply b", "synced 9"]);
  assertEquals(server.requests, [STREAMED, STREAMED]);
  await stop();
});

Deno.test("watch() gives up a connection that is silent for 150 s, and one that was heard lives on", async () => {
  const { server, told, clock, stop } = start();
  const [first, second] = [new ScriptedWatch().bookmark("5", true), new ScriptedWatch()];
  server.answer(first.response, second.response);
  await until(() => told.length === 2);
  await clock.advance(140_000);
  first.bookmark("6");
  await until(() => told.length === 3);
  await clock.advance(140_000);
  assertEquals([server.requests.length, first.isCancelled], [1, false]);
  await clock.advance(10_000);
  await until(() => told.length === 4);
  assertEquals(told[3], "error in 200: Cannot hear the server: its watch was silent for 150 s.");
  assertEquals(first.isCancelled, true);
  await clock.advance(200);
  await until(() => told.at(-1) === "healthy");
  assertEquals(server.requests[1], `${WATCH}&resourceVersion=6`);
  await stop();
});

Deno.test("watch() survives a frame that is none", async () => {
  const none = [
    '{"type":"ADDED","object":{"metad',
    '{"type":"ADDED","object":{}}',
    '{"type":"BOOKMARK","object":{}}',
    "null",
  ];
  for (const frame of none) {
    const { server, told, clock, stop } = start();
    const [first, second] = [new ScriptedWatch().bookmark("5", true), new ScriptedWatch()];
    server.answer(first.response, second.response);
    first.sendText(`${frame}\n`);
    await until(() => clock.sleeping === 1 && told.length === 3);
    assertEquals(told[2].startsWith("error in 200: Cannot read a frame of WATCH"), true, frame);
    await clock.advance(200);
    second.send("ADDED", pod("a", "6"));
    await until(() => told.at(-1) === "apply a");
    await stop();
  }
});

Deno.test("watch() survives a list that is none, as a proxy's own page", async () => {
  const pages = ["<html>Please log in</html>", "{}", "null", '{"items":[{}],"metadata":{"resourceVersion":"5"}}'];
  for (const page of pages) {
    const { server, told, clock, stop } = start();
    server.answer(failure({ code: 400, message: "sendInitialEvents is forbidden" }), new Response(page));
    await until(() => clock.sleeping === 1 && told.length === 1);
    assertEquals(told[0].startsWith("error in 200: Cannot read"), true, `${page}: ${told[0]}`);
    const [list, follow] = [Response.json({ metadata: { resourceVersion: "6" }, items: [] }), new ScriptedWatch()];
    server.answer(list, follow.response);
    await clock.advance(200);
    await until(() => told.at(-1) === "healthy");
    await stop();
  }
});

Deno.test("watch() without bookmarks asks the server to end it after 5 to 10 minutes, and bears the silence", async () => {
  const { server, told, clock, stop } = start(EVENTS as ResourceType, { bookmarks: false });
  const [first, second] = [new ScriptedWatch().bookmark("5", true), new ScriptedWatch()];
  server.answer(first.response, second.response);
  await until(() => told.length === 2);
  await clock.advance(450_000);
  assertEquals(first.isCancelled, false);
  first.end();
  await until(() => server.requests.length === 2);
  assertEquals(server.requests.map((each) => new URLSearchParams(each.split("?")[1]).get("timeoutSeconds")), [
    "600",
    "600",
  ]);
  assertEquals(told, ["init", "synced 5"]);
  await stop();
});

Deno.test("watch() ends with its signal while it waits for a retry", async () => {
  const { server, told, clock, stop } = start();
  server.answer(() => Promise.reject(new TypeError("connection refused")));
  await until(() => told.length === 1 && clock.sleeping === 1);
  await stop();
  assertEquals(clock.sleeping, 0);
});

function start(type: ResourceType = PODS as ResourceType, options: WatcherOptions = {}) {
  const server = new ScriptedServer();
  const clock = new FakeClock();
  const told: string[] = [];
  const controller = new AbortController();
  const read = async () => {
    for await (const event of watch(server.client(), type, { ...options, clock, random: () => 1 }, controller.signal)) {
      if (event.type === "apply" || event.type === "delete") told.push(`${event.type} ${event.object.metadata.name}`);
      else if (event.type === "error") told.push(`error in ${event.retryInMs}: ${event.error.message}`);
      else told.push("resourceVersion" in event ? `${event.type} ${event.resourceVersion}` : event.type);
    }
  };
  const finished = read();
  const stop = async () => {
    controller.abort();
    await finished;
  };
  return { server, clock, told, stop };
}

function pod(name: string, resourceVersion: string): Pod {
  return { metadata: { name, namespace: "team", resourceVersion } };
}
