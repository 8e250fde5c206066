import { assert, assertEquals } from "@std/assert";
import { NOTEBOOKS } from "../../kube/mod.ts";
import { exampleNotebook } from "../../kube/explain/example_notebook.ts";
import { pause, startWorld } from "./api_world.ts";

const WATCH = 'subscription { notebooks(namespace: "demo") { upserted { id name namespace state createdAt creator ' +
  "explanation { reason message nextStep since severity } image { reference displayName } containers } } }";

Deno.test("a client that never reads is given up, and the api holds no more than its bound for it", async () => {
  await using world = await startWorld({ sockets: { highWater: 256 * 1024, hopelessMs: 1_000 } });
  const { metadata: _, ...rest } = exampleNotebook();
  for (let i = 0; i < 600; i++) {
    await world.kube.create(NOTEBOOKS, { ...rest, metadata: { name: `n-${i}`, namespace: "demo" } });
  }
  while (world.api.stores.notebooks.size < 600) await pause(5);
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, world.api.handler);
  const connection = await Deno.connect({ hostname: "127.0.0.1", port: server.addr.port });
  await connection.write(new TextEncoder().encode(
    `GET /graphql HTTP/1.1\r\nHost: 127.0.0.1:${server.addr.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n" +
      "Sec-WebSocket-Protocol: graphql-transport-ws\r\nkubeflow-userid: alice\r\n\r\n",
  ));
  await connection.read(new Uint8Array(1024));
  await connection.write(frame({ type: "connection_init" }));
  for (let id = 0; id < 50; id++) {
    await connection.write(frame({ id: String(id), type: "subscribe", payload: { query: WATCH } }));
  }
  await pause(200);
  assertEquals(world.api.openSockets(), 1);
  const before = Deno.memoryUsage().rss;
  for (let i = 0; i < 400 && world.api.openSockets() > 0; i++) await pause(25);
  assertEquals(world.api.openSockets(), 0);
  assert(Deno.memoryUsage().rss - before < 80 * 1024 * 1024);
  connection.close();
  await server.shutdown();
});

/** One masked text frame, as a client sends it. */
function frame(message: unknown): Uint8Array<ArrayBuffer> {
  const payload = new TextEncoder().encode(JSON.stringify(message));
  const head = payload.length < 126
    ? [0x81, 0x80 | payload.length]
    : [0x81, 0xfe, payload.length >> 8, payload.length & 255];
  // A mask of zeros leaves the text as it is.
  return new Uint8Array([...head, 0, 0, 0, 0, ...payload]);
}
