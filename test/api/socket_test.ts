import { assert, assertEquals } from "@std/assert";
import { NOTEBOOKS } from "../../kube/mod.ts";
import { exampleNotebook } from "../../kube/explain/example_notebook.ts";
import { type Answer, pause, startWorld } from "./api_world.ts";

/** A client that speaks graphql-transport-ws by hand. */
class Client implements Disposable {
  readonly messages: Answer[] = [];
  readonly closed = Promise.withResolvers<CloseEvent>();
  readonly #socket: WebSocket;

  constructor(url: string, headers: Record<string, string>, protocol = "graphql-transport-ws") {
    this.#socket = new WebSocket(url, { protocols: [protocol], headers } as never);
    this.#socket.onmessage = ({ data }) => this.messages.push(JSON.parse(data));
    this.#socket.onclose = (event) => this.closed.resolve(event);
    this.#socket.onerror = () => {};
  }

  async open(): Promise<this> {
    while (this.#socket.readyState === WebSocket.CONNECTING) await pause(5);
    this.send({ type: "connection_init" });
    await this.find((message) => message.type === "connection_ack");
    return this;
  }

  send(message: Answer): void {
    this.#socket.send(JSON.stringify(message));
  }

  /** The first message that `isIt` holds for, within 5 s. */
  async find(isIt: (message: Answer) => boolean): Promise<Answer> {
    for (let i = 0; i < 500; i++) {
      const found = this.messages.find(isIt);
      if (found) return found;
      await pause(10);
    }
    throw new Error(`Cannot find what was awaited among ${JSON.stringify(this.messages)}`);
  }

  [Symbol.dispose]() {
    this.#socket.close();
  }
}

function listen(handler: (request: Request) => Promise<Response>) {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, handler);
  return { url: `ws://127.0.0.1:${server.addr.port}/graphql`, server, [Symbol.asyncDispose]: () => server.shutdown() };
}

const WATCH = 'subscription { notebooks(namespace: "demo") { inSync upserted { name } } }';

Deno.test("a WebSocket carries queries and subscriptions, refuses mutations, and ends with 4461 when drained", async () => {
  await using world = await startWorld();
  await using server = listen(world.api.handler);
  using client = await new Client(server.url, { "kubeflow-userid": "alice" }).open();
  client.send({ id: "1", type: "subscribe", payload: { query: WATCH } });
  await client.find((message) => message.id === "1" && message.payload.data.notebooks.inSync);
  const { metadata: _, ...rest } = exampleNotebook();
  await world.kube.create(NOTEBOOKS, { ...rest, metadata: { name: "seen", namespace: "demo" } });
  await client.find((message) => message.payload?.data?.notebooks?.upserted[0]?.name === "seen");
  client.send({ id: "2", type: "subscribe", payload: { query: "{ viewer { name } }" } });
  const viewer = await client.find((message) => message.id === "2" && message.type === "next");
  assertEquals(viewer.payload.data, { viewer: { name: "alice" } });
  const query = 'mutation { createNotebook(input: {namespace: "demo", name: "x"}) { revision } }';
  client.send({ id: "3", type: "subscribe", payload: { query } });
  const refused = await client.find((message) => message.id === "3");
  assertEquals([refused.type, refused.payload[0].extensions.code], ["error", "INVALID"]);
  const aliases = Array.from({ length: 31 }, (_, i) => `a${i}: viewer { name }`).join(" ");
  client.send({ id: "4", type: "subscribe", payload: { query: `{ ${aliases} }` } });
  assertEquals((await client.find((message) => message.id === "4")).payload[0].extensions.code, "TOO_COSTLY");
  client.send({
    id: "5",
    type: "subscribe",
    payload: { query: 'subscription { notebooks(namespace: "nowhere") { inSync } }' },
  });
  const forbidden = await client.find((message) => message.id === "5" && message.type === "next");
  assertEquals(forbidden.payload.errors[0].extensions.code, "FORBIDDEN");
  world.api.drain();
  assertEquals((await client.closed.promise).code, 4461);
});

Deno.test("an upgrade passes the same checks as HTTP: identity, origin, host, sub-protocol", async () => {
  await using world = await startWorld();
  const upgrade = async (headers: Record<string, string>) => {
    const all = {
      upgrade: "websocket",
      connection: "upgrade",
      "sec-websocket-protocol": "graphql-transport-ws",
      ...headers,
    };
    return (await world.api.handler(new Request("http://127.0.0.1/graphql", { headers: all }))).status;
  };
  const identity = { "kubeflow-userid": "alice" };
  assertEquals(await upgrade({}), 401);
  assertEquals(await upgrade({ ...identity, origin: "http://127.0.0.1:8081" }), 403);
  assertEquals(await upgrade({ ...identity, host: "evil.example" }), 421);
  assertEquals(await upgrade({ ...identity, "sec-websocket-protocol": "graphql-ws" }), 400);
});

Deno.test("a socket that says no hello is closed with 4408", async () => {
  await using world = await startWorld({ sockets: { initMs: 200 } });
  await using server = listen(world.api.handler);
  using client = new Client(server.url, { "kubeflow-userid": "alice" });
  const { code } = await client.closed.promise;
  assertEquals(code, 4408);
  assert(client.messages.length === 0);
});

Deno.test("a message that would be too big as a body is too big on a socket", async () => {
  await using world = await startWorld();
  await using server = listen(world.api.handler);
  using client = await new Client(server.url, { "kubeflow-userid": "alice" }).open();
  const payload = { query: "{ viewer { name } }", variables: { x: "x".repeat(300_000) } };
  client.send({ id: "1", type: "subscribe", payload });
  assertEquals((await client.closed.promise).code, 1009);
  assertEquals(client.messages.filter((message) => message.id === "1"), []);
});
