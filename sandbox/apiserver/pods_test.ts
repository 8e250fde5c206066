import { assertEquals } from "@std/assert";
import openapi from "../../kube/openapi/kubernetes.json" with { type: "json" };
import type { SchemaDocument } from "../../kube/schema.ts";
import { createApiserver } from "./apiserver.ts";
import type { NodeFetch } from "./pods.ts";

const ADMIN = { name: "admin", groups: ["system:masters"] };

/** An apiserver with pod `p` on node `n`, whose container is in `state`. */
async function withPod(fetchNode: NodeFetch, status: unknown) {
  const api = createApiserver({ document: openapi as unknown as SchemaDocument, fetchNode });
  const send = (method: string, path: string, body?: unknown) =>
    api.fetch(
      new Request(
        `https://x${path}`,
        {
          method,
          body: body && JSON.stringify(body),
          headers: { "content-type": `application/${method === "PATCH" ? "merge-patch+" : ""}json` },
        } as RequestInit,
      ),
      ADMIN,
    );
  await send("POST", "/api/v1/nodes", {
    metadata: { name: "n" },
    status: {
      addresses: [{ type: "InternalIP", address: "127.0.0.1" }],
      daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
    },
  });
  await send("POST", "/api/v1/namespaces/default/pods", {
    metadata: { name: "p" },
    spec: { nodeName: "n", containers: [{ name: "c", image: "i" }] },
  });
  await send("PATCH", "/api/v1/namespaces/default/pods/p/status", { status });
  return { api, logs: (query = "") => send("GET", `/api/v1/namespaces/default/pods/p/log${query}`) };
}

const running = { containerStatuses: [{ name: "c", state: { running: {} } }] };

Deno.test("logs are fetched from the pod's node, options passed on", async () => {
  const asked: string[] = [];
  const { api, logs } = await withPod((url) => {
    asked.push(url);
    return Promise.resolve(new Response("hello\n"));
  }, running);
  assertEquals(await (await logs("?follow=true&tailLines=5&container=c")).text(), "hello\n");
  assertEquals(asked, ["https://127.0.0.1:10250/containerLogs/default/p/c?follow=true&tailLines=5"]);
  api.close();
});

Deno.test("logs of a container that there is not, and of an unreachable node, fail in Kubernetes' words", async () => {
  const unreachable: NodeFetch = () => Promise.reject(new TypeError("connection refused"));
  const { api, logs } = await withPod(unreachable, running);
  assertEquals((await (await logs("?container=x")).json()).message, "container x is not valid for pod p");
  const { code, message } = await (await logs("?tailLines=-1")).json();
  assertEquals([code, message.includes('PodLogOptions "p" is invalid: tailLines')], [422, true]);
  assertEquals((await (await logs()).json()).code, 500);
  api.close();
});
