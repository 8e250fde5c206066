import { assert, assertEquals } from "@std/assert";
import { run } from "../../api/run.ts";
import { silentLog } from "../../platform/log.ts";
import { createKubeClient, transportFromFetch } from "../../kube/mod.ts";
import { pause, startWorld } from "./api_world.ts";

Deno.test("run() serves at once, and when it ends tells sockets 4461, ends streams, and leaves nothing", async () => {
  await using world = await startWorld();
  const admin = { name: "admin", groups: ["system:masters"] };
  const stopping = new AbortController();
  const running = await run({
    client: createKubeClient(transportFromFetch((request) => world.apiserver.fetch(request, admin))),
    host: "127.0.0.1",
    port: 0,
    authentication: { dev: { defaultUser: "alice", users: ["alice"], cookieKey: "key" } },
    rightsFrom: "rbac",
    notebookForm: () => ({ images: [] }),
    log: silentLog,
  }, stopping.signal);
  for (let i = 0; i < 200 && await statusOf(`${running.url}/readyz`) !== 200; i++) await pause(10);
  const socket = new WebSocket(`${running.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
  const closed = new Promise<CloseEvent>((resolve) => socket.onclose = resolve);
  const acknowledged = new Promise((resolve) => socket.onmessage = resolve);
  socket.onopen = () => socket.send('{"type":"connection_init"}');
  await acknowledged;
  const query = encodeURIComponent('subscription { notebooks(namespace: "demo") { inSync } }');
  const stream = await fetch(`${running.url}/graphql?query=${query}`, { headers: { accept: "text/event-stream" } });
  const reader = stream.body!.getReader();
  await reader.read();
  const begun = performance.now();
  stopping.abort();
  await running.finished;
  assert(performance.now() - begun < 3_000);
  assertEquals((await closed).code, 4461);
  for (let isOpen = true; isOpen;) isOpen = !(await reader.read().catch(() => ({ done: true }))).done;
  assertEquals(await statusOf(`${running.url}/readyz`), undefined);
});

async function statusOf(url: string): Promise<number | undefined> {
  const response = await fetch(url).catch(() => undefined);
  await response?.body?.cancel();
  return response?.status;
}
