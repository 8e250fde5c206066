import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { NAMESPACES, PODS, SERVICES } from "../../kube/builtins.ts";
import type { KubeClient } from "../../kube/client.ts";
import type { ResourceType } from "../../kube/resource_type.ts";
import { NOTEBOOKS } from "../../kube/resources/notebook.ts";
import { PVC_VIEWERS } from "../../kube/resources/pvc_viewer.ts";
import { TENSORBOARDS } from "../../kube/resources/tensorboard.ts";
import { VIRTUAL_SERVICES } from "../../kube/routing/routes.ts";
import { type SandboxUnderTest, withSandbox } from "./running_sandbox.ts";

const PREFIX = "/notebook/demo/nb/";

Deno.test("the gateway leads to a tool by the routes that the apiserver has", async () => {
  await withSandbox(async (sandbox) => {
    await using tool = startTool();
    await plant(sandbox);
    const gateway = await sandbox.startGateway();
    const { url } = gateway.running;
    const host = new URL(url).host;

    const early = await fetch(url + PREFIX, { headers: { accept: "text/html" } });
    assertEquals([early.status, early.headers.get("retry-after")], [503, "2"]);
    const page = await early.text();
    assertStringIncludes(page, "Pulling &#60;the&#62; image");
    assertStringIncludes(page, "Wait a minute.");
    assertStringIncludes(page, `http-equiv="refresh"`);

    await plantPod(sandbox, tool.port);
    const answer = await sandbox.eventually("the tool through the gateway", async () => {
      const response = await fetch(`${url}${PREFIX}echo?a=b`, {
        headers: { "kubeflow-userid": "alice", cookie: "atelier-dev-user=x; other=1" },
      });
      return response.ok ? response : void await response.body?.cancel();
    });
    assertEquals(answer.headers.get("service-worker-allowed"), null);
    const echoed = await answer.json();
    assertEquals(echoed.path, "/notebook/demo/nb/echo?a=b");
    assertEquals([echoed.headers["kubeflow-userid"], echoed.headers.cookie], [undefined, "other=1"]);
    assertEquals([echoed.headers.host, echoed.headers["x-set"]], [host, "1"]);

    const status = async (path: string, init?: RequestInit) => {
      const response = await fetch(url + path, { redirect: "manual", ...init });
      await response.body?.cancel();
      return [response.status, response.headers.get("location")];
    };
    assertEquals(await status("/notebook/demo/nb?x=1"), [308, `${PREFIX}?x=1`]);
    assertEquals(await status("/nothing/"), [404, null]);
    assertEquals(await status(PREFIX, { method: "POST", headers: { origin: "http://evil.example" } }), [403, null]);
    assertEquals(await rawStatus(url, `GET ${PREFIX} HTTP/1.1\r\nHost: evil.example\r\n\r\n`), 421);
    const local = url.replace("127.0.0.1", "localhost");
    const moved = await fetch(`${local}${PREFIX}a?b=c`, { redirect: "manual" });
    await moved.body?.cancel();
    assertEquals([moved.status, moved.headers.get("location")], [307, `${url}${PREFIX}a?b=c`]);

    await status(`${PREFIX}echo`, { headers: { "x-atelier-probe": "1" } });
    const series = `istio_requests_total{destination_service="nb.demo.svc.cluster.local",response_code="200"`;
    const metrics = await (await fetch(`${url}/metrics`)).text();
    assertStringIncludes(metrics, `\n${series}} `);
    assertStringIncludes(metrics, `\n${series},probe="true"} 1\n`);
    // A page that a tool has sent asks with the gateway's own origin.
    assertEquals(await status("/metrics", { headers: { "sec-fetch-site": "same-origin" } }), [404, null]);

    await talk(url, sandbox.eventually);
    await streamBothWays(url);
    await gateway.stop();
  });
});

Deno.test("while a tool is not ready, the gateway says what its owner says, of whatever kind that is", async () => {
  await withSandbox(async (sandbox) => {
    const { client } = sandbox;
    await client.create(NAMESPACES, { metadata: { name: "demo" } });
    await plantWaiting(client, TENSORBOARDS, { logspath: "pvc://work" }, { readyReplicas: 0 });
    await plantWaiting(client, PVC_VIEWERS, { pvc: "work", rwoScheduling: false }, { ready: false });
    const { url } = (await sandbox.startGateway()).running;
    for (const kind of ["Tensorboard", "PVCViewer"]) {
      const page = await (await fetch(`${url}/${kind}/`, { headers: { accept: "text/html" } })).text();
      assertStringIncludes(page, `<h1>my-${kind.toLowerCase()} is not ready</h1>`);
      assertStringIncludes(page, `<p>The ${kind} waits.</p><p>Wait, too.</p>`);
    }
  });
});

/** An object with an explanation, and the Service and the route that it owns. */
async function plantWaiting(client: KubeClient, type: ResourceType, spec: object, status: object): Promise<void> {
  const { group, version, kind } = type;
  const name = `my-${kind.toLowerCase()}`;
  const made = await client.create(type, { metadata: { name, namespace: "demo" }, spec } as never);
  const { since, reason } = { since: "2026-01-01T00:00:00Z", reason: "Waiting" };
  const explanation = { reason, message: `The ${kind} waits.`, nextStep: "Wait, too.", since };
  const patch = { status: { ...status, conditions: [], explanation } };
  await client.patch(type, made.metadata, patch, { type: "merge", subresource: "status" });
  const owner = { apiVersion: `${group}/${version}`, kind, name, uid: made.metadata.uid!, controller: true };
  await client.create(SERVICES, {
    metadata: { name: `of-${name}`, namespace: "demo", ownerReferences: [owner] },
    spec: { selector: { app: name }, ports: [{ port: 80 }] },
  });
  const route = [{ destination: { host: `of-${name}.demo.svc.cluster.local`, port: { number: 80 } } }];
  await client.create(VIRTUAL_SERVICES, {
    metadata: { name, namespace: "demo" },
    spec: { hosts: ["*"], gateways: ["a/b"], http: [{ match: [{ uri: { prefix: `/${kind}/` } }], route }] } as never,
  });
}

Deno.test("a route's time is counted from the end of a request, not while that arrives", async () => {
  await withSandbox(async (sandbox) => {
    await using tool = startTool();
    await plant(sandbox, "1s");
    await plantPod(sandbox, tool.port);
    const { url } = (await sandbox.startGateway()).running;
    const slow = (pieces: number) => {
      let left = pieces;
      return new ReadableStream({
        async pull(controller) {
          if (left-- === 0) return controller.close();
          await new Promise((resolve) => setTimeout(resolve, 400));
          controller.enqueue(new Uint8Array(1_000));
        },
      });
    };
    const up = await fetch(`${url}${PREFIX}length`, { method: "POST", body: slow(5) });
    assertEquals([up.status, await up.text()], [200, "5000"]);
    const silent = await fetch(`${url}${PREFIX}silent`);
    assertEquals([silent.status, await silent.text()], [504, "The tool took too long\n"]);
  });
});

/** A WebSocket that stays open through a silence, and one that a foreign page asks for. */
async function talk(url: string, eventually: SandboxUnderTest["eventually"]): Promise<void> {
  const socket = new WebSocket(`${url.replace("http", "ws")}${PREFIX}socket`, { headers: { origin: url } } as never);
  const received: string[] = [];
  const until = (count: number) =>
    new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error("Cannot hear the socket: nothing in 5 s.")), 5_000);
      socket.onmessage = ({ data }) => {
        received.push(data);
        if (received.length === count) resolve(clearTimeout(timer));
      };
    });
  const greeted = until(1);
  await greeted;
  const answered = until(2);
  socket.send("hello");
  await answered;
  assertEquals(received, ["welcome", "hello back"]);
  assertEquals(await openConnections(url), 1);
  const closed = new Promise((resolve) => socket.onclose = resolve);
  socket.close();
  await closed;
  await eventually("no open connection", async () => await openConnections(url) === 0 || undefined);
  const upgrade = `GET ${PREFIX}socket HTTP/1.1\r\nHost: ${new URL(url).host}\r\nOrigin: http://evil.example\r\n` +
    "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
  assertEquals(await rawStatus(url, upgrade), 403);
}

/** How many WebSockets the gateway says are open. */
async function openConnections(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const series = /^atelier_gateway_connections_open\{destination_service="nb\.demo\.svc\.cluster\.local"\} (\d+)$/m;
  return Number(series.exec(text)?.[1]);
}

/** 24 MB up and down again, with memory that stays flat. */
async function streamBothWays(url: string): Promise<void> {
  const size = 24_000_000;
  const before = Deno.memoryUsage().rss;
  let left = size;
  const body = new ReadableStream({
    pull(controller) {
      if (left <= 0) return controller.close();
      controller.enqueue(new Uint8Array(Math.min(64_000, left)));
      left -= 64_000;
    },
  });
  const response = await fetch(`${url}${PREFIX}mirror`, { method: "POST", body });
  let received = 0;
  for await (const chunk of response.body!) received += chunk.length;
  assertEquals(received, size);
  const grown = (Deno.memoryUsage().rss - before) / 1e6;
  assert(grown < 100, `memory grew by ${grown} MB`);
}

async function rawStatus(url: string, request: string): Promise<number> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port: Number(new URL(url).port) });
  await connection.write(new TextEncoder().encode(request));
  const buffer = new Uint8Array(100);
  const read = await connection.read(buffer);
  return Number(new TextDecoder().decode(buffer.subarray(0, read ?? 0)).split(" ")[1]);
}

function startTool() {
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, (request) => {
    const { pathname, search } = new URL(request.url);
    if (pathname.endsWith("/socket")) {
      const { socket, response } = Deno.upgradeWebSocket(request);
      socket.onopen = () => socket.send("welcome");
      socket.onmessage = ({ data }) => socket.send(`${data} back`);
      return response;
    }
    if (pathname.endsWith("/mirror")) return new Response(request.body);
    if (pathname.endsWith("/length")) return request.bytes().then(({ length }) => new Response(String(length)));
    if (pathname.endsWith("/silent")) {
      return new Promise((resolve) => request.signal.addEventListener("abort", () => resolve(new Response())));
    }
    const headers = Object.fromEntries(request.headers);
    return Response.json({ path: pathname + search, headers }, { headers: { "service-worker-allowed": "/" } });
  });
  return { port: server.addr.port, [Symbol.asyncDispose]: () => server.shutdown() };
}

async function plant({ client }: SandboxUnderTest, timeout?: string): Promise<void> {
  await client.create(NAMESPACES, { metadata: { name: "demo" } });
  const notebook = await client.create(NOTEBOOKS, {
    metadata: { name: "nb", namespace: "demo" },
    spec: { template: { spec: { containers: [{ name: "nb", image: "x" }] } } },
  });
  const explanation = {
    reason: "PullingImage",
    message: "Pulling <the> image.",
    nextStep: "Wait a minute.",
    since: "2026-01-01T00:00:00Z",
  };
  const status = { conditions: [], readyReplicas: 0, containerState: {}, explanation };
  await client.patch(NOTEBOOKS, notebook.metadata, { status }, { type: "merge", subresource: "status" });
  const owner = { apiVersion: "kubeflow.org/v1", kind: "Notebook", name: "nb", uid: notebook.metadata.uid! };
  await client.create(SERVICES, {
    metadata: { name: "nb", namespace: "demo", ownerReferences: [{ ...owner, controller: true }] },
    spec: {
      selector: { statefulset: "nb" },
      ports: [{ name: "http-nb", port: 80, targetPort: "notebook-port" as never }],
    },
  });
  await client.create(VIRTUAL_SERVICES, {
    metadata: { name: "notebook-demo-nb", namespace: "demo" },
    spec: {
      hosts: ["*"],
      gateways: ["kubeflow/kubeflow-gateway"],
      http: [{
        match: [{ uri: { prefix: PREFIX } }],
        rewrite: { uri: PREFIX },
        headers: { request: { set: { "X-Set": "1" } } },
        route: [{ destination: { host: "nb.demo.svc.cluster.local", port: { number: 80 } } }],
        timeout,
      }],
    } as never,
  });
}

async function plantPod({ client }: SandboxUnderTest, port: number): Promise<void> {
  const ports = [{ name: "notebook-port", containerPort: port }];
  const pod = await client.create(PODS, {
    metadata: { name: "nb-0", namespace: "demo", labels: { statefulset: "nb" } },
    spec: { containers: [{ name: "nb", image: "x", ports }] },
  });
  const status = { phase: "Running", podIP: "127.0.0.1", conditions: [{ type: "Ready", status: "True" }] };
  await client.patch(PODS, pod.metadata, { status }, { type: "merge", subresource: "status" });
}
