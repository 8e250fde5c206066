import { assertEquals, assertInstanceOf, assertRejects, assertStringIncludes } from "@std/assert";
import { PODS, SUBJECT_ACCESS_REVIEWS } from "./builtins.ts";
import { ApiError, isConflict, isNotFound } from "./errors.ts";
import { createKubeClient } from "./kube_client.ts";
import { NOTEBOOKS } from "./resources/notebook.ts";
import { failure, ScriptedServer, ScriptedWatch } from "./testing/scripted_server.ts";
import { transportFromFetch } from "./transport.ts";

const KEY = { namespace: "team", name: "a" };
const POD = { metadata: KEY, spec: { containers: [] } };

Deno.test("a request says what it does by method, path, query, content type and body", async () => {
  const seen: string[] = [];
  const client = createKubeClient(transportFromFetch(async (request) => {
    const { pathname, search } = new URL(request.url);
    const type = request.headers.get("content-type") ?? "-";
    seen.push(`${request.method} ${pathname}${search} ${type} ${await request.text()}`);
    return Response.json({ metadata: {}, items: [] });
  }));
  const object = { apiVersion: "v1", kind: "Pod", metadata: KEY };
  await client.get(PODS, KEY);
  await client.list(PODS, { namespace: "team", labelSelector: "app=a", limit: 500 });
  await client.create(NOTEBOOKS, { metadata: KEY, spec: { template: { spec: { containers: [] } } } }, { dryRun: true });
  await client.create(SUBJECT_ACCESS_REVIEWS, { spec: { user: "eve" } });
  await client.replace(PODS, POD, { subresource: "status", fieldManager: "me" });
  await client.patch(PODS, KEY, { a: 1 }, { type: "merge", fieldManager: "me" });
  await client.patch(PODS, KEY, [], { type: "json" });
  await client.patch(PODS, KEY, {}, { type: "strategic", subresource: "status" });
  await client.apply(PODS, object, { fieldManager: "me", force: true, subresource: "status" });
  await client.delete(PODS, KEY, { propagationPolicy: "Foreground", preconditions: { uid: "u" } });
  const pod = "/api/v1/namespaces/team/pods";
  const json = "application/json";
  assertEquals(seen, [
    `GET ${pod}/a - `,
    `GET ${pod}?labelSelector=app%3Da&limit=500 - `,
    `POST /apis/kubeflow.org/v1/namespaces/team/notebooks?dryRun=All ${json} ` +
    `{"metadata":{"namespace":"team","name":"a"},"spec":{"template":{"spec":{"containers":[]}}},` +
    `"apiVersion":"kubeflow.org/v1","kind":"Notebook"}`,
    `POST /apis/authorization.k8s.io/v1/subjectaccessreviews ${json} ` +
    `{"spec":{"user":"eve"},"apiVersion":"authorization.k8s.io/v1","kind":"SubjectAccessReview"}`,
    `PUT ${pod}/a/status?fieldManager=me ${json} ` +
    `{"metadata":{"namespace":"team","name":"a"},"spec":{"containers":[]},"apiVersion":"v1","kind":"Pod"}`,
    `PATCH ${pod}/a?fieldManager=me application/merge-patch+json {"a":1}`,
    `PATCH ${pod}/a application/json-patch+json []`,
    `PATCH ${pod}/a/status application/strategic-merge-patch+json {}`,
    `PATCH ${pod}/a/status?fieldManager=me&force=true&fieldValidation=Ignore application/apply-patch+yaml ` +
    `{"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"team","name":"a"}}`,
    `DELETE ${pod}/a ${json} ` +
    `{"kind":"DeleteOptions","apiVersion":"v1","propagationPolicy":"Foreground","preconditions":{"uid":"u"}}`,
  ]);
});

Deno.test("list() gives each item its apiVersion and kind, which built-in lists leave out", async () => {
  const server = new ScriptedServer();
  server.answer(Response.json({ metadata: { resourceVersion: "7" }, items: [{ metadata: KEY }] }));
  const { items } = await server.client().list(PODS);
  assertEquals(items.map(({ apiVersion, kind }) => [apiVersion, kind]), [["v1", "Pod"]]);
});

Deno.test("a failure is an ApiError with the server's Status", async () => {
  const server = new ScriptedServer();
  const status = { code: 404, reason: "NotFound", message: 'pods "a" not found', details: { name: "a", kind: "pods" } };
  server.answer(failure(status));
  const error = await assertRejects(
    () => server.client().get(PODS, KEY),
    ApiError,
    "GET /api/v1/namespaces/team/pods/a",
  );
  assertEquals(isNotFound(error), true);
  assertEquals((error as ApiError).status.details, status.details);
});

Deno.test("a failure without a Status gets one from what the proxy answered", async () => {
  const server = new ScriptedServer();
  const headers = { "retry-after": "3" };
  server.answer(new Response("<h1>Bad gateway</h1>", { status: 502, statusText: "Bad Gateway", headers }));
  const error = await assertRejects(() => server.client().get(PODS, KEY), ApiError) as ApiError;
  assertEquals(error.code, 502);
  assertStringIncludes(error.message, "502 Bad Gateway <h1>Bad gateway</h1>");
  assertEquals(error.status.details?.retryAfterSeconds, 3);
  server.answer(Response.json({ error: "conflict" }, { status: 409 }));
  assertEquals(isConflict(await assertRejects(() => server.client().get(PODS, KEY))), true);
});

Deno.test("a success that is not JSON is an error that names the request", async () => {
  const server = new ScriptedServer();
  server.answer(new Response("<html>Please log in"));
  await assertRejects(() => server.client().get(PODS, KEY), Error, "Cannot read the answer to GET /api/v1/name");
});

Deno.test("a request that is not answered in time is a TypeError, with a signal of its own or without", async () => {
  const client = new ScriptedServer().client({ timeoutMs: 20 });
  await assertRejects(() => client.get(PODS, KEY), TypeError, "no answer within 0.02 s");
  await assertRejects(() => client.get(PODS, KEY, new AbortController().signal), TypeError, "no answer within");
});

Deno.test("a request whose body does not end in time is a TypeError", async () => {
  const server = new ScriptedServer();
  server.answer(new ScriptedWatch().sendText('{"metadata":').response);
  await assertRejects(() => server.client({ timeoutMs: 20 }).get(PODS, KEY), TypeError, "no answer within");
});

Deno.test("a request ends with its signal", async () => {
  const reason = new Error("shutting down");
  const controller = new AbortController();
  const client = new ScriptedServer().client();
  const asked = client.list(PODS, {}, controller.signal);
  controller.abort(reason);
  assertEquals(await assertRejects(() => asked), reason);
  assertEquals(await assertRejects(() => client.get(PODS, KEY, controller.signal)), reason);
});

Deno.test("watch() asks for bookmarks and yields frames however they are cut", async () => {
  const server = new ScriptedServer();
  const watch = new ScriptedWatch();
  server.answer(watch.response);
  let isOpen = false;
  const options = { namespace: "team", sendInitialEvents: true, onOpen: () => void (isOpen = true) };
  const frames = server.client().watch(PODS, options, new AbortController().signal)[Symbol.asyncIterator]();
  const first = frames.next();
  const text = JSON.stringify({ type: "ADDED", object: POD });
  watch.sendText(text.slice(0, 9)).sendText(text.slice(9)).sendText("\n" + text.replace("ADDED", "DELETED") + "\n");
  assertEquals((await first).value, { type: "ADDED", object: POD });
  assertEquals((await frames.next()).value?.type, "DELETED");
  assertEquals(isOpen, true);
  watch.end();
  assertEquals((await frames.next()).done, true);
  assertEquals(server.requests, [
    "GET /api/v1/namespaces/team/pods?watch=true&allowWatchBookmarks=true&sendInitialEvents=true" +
    "&resourceVersionMatch=NotOlderThan",
  ]);
});

Deno.test("watch() throws an ERROR frame as ApiError", async () => {
  const server = new ScriptedServer();
  server.answer(new ScriptedWatch().send("ERROR", { code: 410, reason: "Expired", message: "too old" }).response);
  const error = await assertRejects(() => readAll(server, new AbortController().signal), ApiError, "too old");
  assertEquals((error as ApiError).code, 410);
});

Deno.test("watch() throws for a frame that is none", async () => {
  for (const text of ["{nonsense}\n", '{"type":"NEWS","object":{}}\n', '{"type":"ADDED"}\n', "null\n"]) {
    const server = new ScriptedServer();
    server.answer(new ScriptedWatch().sendText(text).response);
    await assertRejects(
      () => readAll(server, new AbortController().signal),
      Error,
      "Cannot read a frame of WATCH /api",
    );
  }
});

Deno.test("watch() ends its request with its signal, and when its reader stops", async () => {
  const server = new ScriptedServer();
  const [first, second] = [new ScriptedWatch().send("ADDED", POD), new ScriptedWatch().send("ADDED", POD)];
  server.answer(first.response, second.response);
  const controller = new AbortController();
  const reading = readAll(server, controller.signal, () => controller.abort(new Error("enough")));
  await assertRejects(() => reading, Error, "enough");
  assertEquals(first.isCancelled, true);
  for await (const _ of server.client().watch(PODS, {}, new AbortController().signal)) break;
  assertEquals(second.isCancelled, true);
});

Deno.test("logs() streams bytes on a lane of its own", async () => {
  const lanes: string[] = [];
  const transport = transportFromFetch(() => Promise.resolve(new Response("line 1\nline 2\n")));
  const client = createKubeClient({
    fetch: (lane, path, init) => {
      lanes.push(`${lane} ${path}`);
      return transport.fetch(lane, path, init);
    },
  });
  const stream = await client.logs(
    KEY,
    { follow: true, tailLines: 5, container: "main" },
    new AbortController().signal,
  );
  assertInstanceOf(stream, ReadableStream);
  assertEquals(await new Response(stream).text(), "line 1\nline 2\n");
  assertEquals(lanes, ["stream /api/v1/namespaces/team/pods/a/log?follow=true&tailLines=5&container=main"]);
});

async function readAll(server: ScriptedServer, signal: AbortSignal, onFrame = () => {}): Promise<void> {
  for await (const _ of server.client().watch(PODS, {}, signal)) onFrame();
}
