import { assert, assertEquals, assertRejects } from "@std/assert";
import type { Lane } from "../../kube/client.ts";
import { createKubeClient } from "../../kube/kube_client.ts";
import type { KubeConfig } from "../../kube/kube_config.ts";
import { PODS } from "../../kube/builtins.ts";
import { makeServerCertificate } from "./tls_server.ts";
import type { Transport } from "../../kube/transport.ts";
import { transportFromKubeConfig } from "../../kube/transport_from_kube_config.ts";

/** This file speaks over a real port, since its subject is Deno's own HTTP client. */
const { cert, key } = await makeServerCertificate();

Deno.test("each request carries the token, and its signal", async () => {
  const seen: (string | null)[] = [];
  await using server = serve((request) => {
    seen.push(request.headers.get("authorization"));
    return new URL(request.url).pathname === "/hang" ? new Promise<Response>(() => {}) : Response.json({});
  });
  await (await server.transport.fetch("request", "/version")).body?.cancel();
  const controller = new AbortController();
  const hanging = server.transport.fetch("request", "/hang", { signal: controller.signal });
  setTimeout(() => controller.abort(new Error("enough")), 20);
  await assertRejects(() => hanging, Error, "enough");
  assertEquals(seen, ["Bearer secret", "Bearer secret"]);
});

Deno.test("a hundred and fifty open streams do not block a request", async () => {
  await using server = serve((request) => {
    if (new URL(request.url).pathname === "/version") return Response.json({});
    return new Response(new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode("line\n")) }));
  });
  const streams = await Promise.all(
    Array.from({ length: 150 }, async () => {
      const { body } = await server.transport.fetch("stream", "/log");
      const reader = body!.getReader();
      await reader.read();
      return reader;
    }),
  );
  const ask = async (lane: Lane) => {
    const response = await server.transport.fetch(lane, "/version", { signal: AbortSignal.timeout(5_000) });
    await response.body?.cancel();
    return response.status;
  };
  assertEquals(await Promise.all([ask("request"), ask("watch")]), [200, 200]);
  await Promise.all(streams.map((reader) => reader.cancel()));
});

Deno.test("a server with another authority's certificate is refused", async () => {
  await using server = serve(() => Response.json({}));
  const other = await makeServerCertificate();
  const transport = transportFromKubeConfig(configOf(server.url, { ca: { text: other.cert } }));
  await assertRejects(() => transport.fetch("request", "/version"), TypeError);
  transport.close?.();
});

Deno.test("a server that is not there is a TypeError", async () => {
  const server = serve(() => Response.json({}));
  await server[Symbol.asyncDispose]();
  const transport = transportFromKubeConfig(configOf(server.url));
  await assertRejects(() => transport.fetch("request", "/version"), TypeError);
  transport.close?.();
});

Deno.test("a rotated certificate authority is taken up while a stream of the former lives on", async () => {
  await using server = serve((request) => {
    if (new URL(request.url).pathname !== "/log") return Response.json({});
    return new Response(new ReadableStream({ pull: (stream) => stream.enqueue(new TextEncoder().encode("line\n")) }));
  });
  const caFile = await Deno.makeTempFile();
  try {
    await Deno.writeTextFile(caFile, cert);
    const transport = transportFromKubeConfig(configOf(server.url, { ca: { file: caFile } }), { credentialsTtlMs: 0 });
    const reader = (await transport.fetch("stream", "/log")).body!.getReader();
    await Deno.writeTextFile(caFile, (await makeServerCertificate()).cert);
    await assertRejects(() => transport.fetch("request", "/version"), TypeError);
    assert((await reader.read()).value!.length > 0);
    await reader.cancel();
    transport.close?.();
  } finally {
    await Deno.remove(caFile);
  }
});

Deno.test("credentials are not sent in the clear", async () => {
  let authorization: string | null = "";
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, (request) => {
    authorization = request.headers.get("authorization");
    return Response.json({});
  });
  const transport = transportFromKubeConfig(configOf(`http://127.0.0.1:${server.addr.port}`));
  await (await transport.fetch("request", "/version")).body?.cancel();
  assertEquals(authorization, null);
  transport.close?.();
  await server.shutdown();
});

Deno.test("a token file is read again after a 401", async () => {
  const tokenFile = await Deno.makeTempFile();
  await using server = serve((request) => {
    const isGood = request.headers.get("authorization") === "Bearer new";
    return isGood ? Response.json({}) : new Response(null, { status: 401 });
  });
  await Deno.writeTextFile(tokenFile, "old\n");
  const transport = transportFromKubeConfig(configOf(server.url, { user: { tokenFile } }));
  const ask = async () => {
    const { status, body } = await transport.fetch("request", "/version");
    await body?.cancel();
    return status;
  };
  const before = await ask();
  await Deno.writeTextFile(tokenFile, "new\n");
  assertEquals([before, await ask()], [401, 200]);
  transport.close?.();
  await Deno.remove(tokenFile);
});

Deno.test("what is refused while the token is replaced is asked again with the new one, and nobody hears of it", async () => {
  const tokenFile = await Deno.makeTempFile();
  let good = "Bearer old";
  const bodies: string[] = [];
  await using server = serve(async (request) => {
    if (request.headers.get("authorization") !== good) return new Response(null, { status: 401 });
    bodies.push(await request.text());
    return Response.json({});
  });
  await Deno.writeTextFile(tokenFile, "old");
  const transport = transportFromKubeConfig(configOf(server.url, { user: { tokenFile } }));
  const ask = async (body: string) => {
    const response = await transport.fetch("request", "/version", { method: "POST", body });
    await response.body?.cancel();
    return response.status;
  };
  const before = await ask("one");
  good = "Bearer new";
  await Deno.writeTextFile(tokenFile, "new");
  assertEquals([before, ...await Promise.all([ask("two"), ask("two")])], [200, 200, 200]);
  assertEquals(bodies, ["one", "two", "two"]);
  transport.close?.();
  await Deno.remove(tokenFile);
});

Deno.test("credentials that are refused and still the same are not sent twice", async () => {
  const seen: (string | null)[] = [];
  await using server = serve((request) => {
    seen.push(request.headers.get("authorization"));
    return new Response(null, { status: 401 });
  });
  const { status, body } = await server.transport.fetch("request", "/version");
  await body?.cancel();
  assertEquals([status, seen], [401, ["Bearer secret"]]);
});

Deno.test("a client certificate of which only half is replaced yet does no harm", async () => {
  const dir = await Deno.makeTempDir();
  await using server = serve(() => Response.json({}));
  const [one, two] = [await makeServerCertificate(), await makeServerCertificate()];
  const write = (name: string, text: string) => Deno.writeTextFile(`${dir}/${name}`, text);
  await Promise.all([write("cert", one.cert), write("key", one.key), write("ca", cert)]);
  const file = (name: string) => ({ file: `${dir}/${name}` });
  const config = configOf(server.url, { ca: file("ca"), user: { cert: file("cert"), key: file("key") } });
  const ask = async (transport: Transport) => {
    const { status, body } = await transport.fetch("request", "/version");
    await body?.cancel();
    return status;
  };
  const transport = transportFromKubeConfig(config, { credentialsTtlMs: 0 });
  const before = await ask(transport);
  await write("cert", two.cert);
  const between = await ask(transport);
  // Who has no connection yet cannot have one now, but as soon as the pair is whole.
  const newcomer = transportFromKubeConfig(config, { credentialsTtlMs: 0 });
  await assertRejects(() => ask(newcomer), TypeError, "Cannot use the client certificate");
  await write("key", two.key);
  assertEquals([before, between, await ask(transport), await ask(newcomer)], [200, 200, 200, 200]);
  for (const each of [transport, newcomer]) each.close?.();
  await Deno.remove(dir, { recursive: true });
});

Deno.test("a connection that fell silent is replaced, and what still runs on it lives on", async () => {
  const connections = new Set<number>();
  let isSilent = true;
  await using server = serve((request, port) => {
    connections.add(port);
    if (new URL(request.url).pathname === "/watch") {
      return new Response(new ReadableStream({ pull: (stream) => stream.enqueue(new TextEncoder().encode("line\n")) }));
    }
    return isSilent ? new Promise<Response>(() => {}) : Response.json({ metadata: {}, items: [] });
  });
  const running = (await server.transport.fetch("request", "/watch")).body!.getReader();
  const client = createKubeClient(server.transport, { timeoutMs: 50 });
  await assertRejects(() => client.list(PODS), TypeError, "no answer within 0.05 s");
  isSilent = false;
  await createKubeClient(server.transport).list(PODS);
  assertEquals(connections.size, 2);
  assert((await running.read()).value!.length > 0);
  await running.cancel();
});

function configOf(server: string, config: Partial<KubeConfig> = {}): KubeConfig {
  return { server, ca: { text: cert }, user: { token: "secret" }, ...config };
}

function serve(handler: (request: Request, port: number) => Response | Promise<Response>) {
  const controller = new AbortController();
  const { signal } = controller;
  const server = Deno.serve(
    { port: 0, hostname: "localhost", cert, key, signal, onListen: () => {} },
    (request, info) => {
      return handler(request, (info.remoteAddr as Deno.NetAddr).port);
    },
  );
  const url = `https://localhost:${server.addr.port}`;
  const transport = transportFromKubeConfig(configOf(url));
  return {
    url,
    transport,
    async [Symbol.asyncDispose]() {
      transport.close?.();
      controller.abort();
      await server.finished;
    },
  };
}
