import { assertEquals, assertRejects } from "@std/assert";
import { NAMESPACES, PODS } from "./builtins.ts";
import type { KubeClient } from "./client.ts";
import { fenceWrites } from "./fenced_client.ts";
import { createKubeClient } from "./kube_client.ts";
import { transportFromFetch } from "./transport.ts";

const KEY = { namespace: "team", name: "train" };
const WRITES: Record<string, (client: KubeClient) => Promise<unknown>> = {
  POST: (client) => client.create(PODS, { metadata: KEY }),
  PUT: (client) => client.replace(PODS, { metadata: KEY }),
  "PATCH by merge": (client) => client.patch(PODS, KEY, {}, { type: "merge" }),
  "PATCH by apply": (client) => client.apply(PODS, { metadata: KEY }, { fieldManager: "test" }),
  DELETE: (client) => client.delete(PODS, KEY),
};

Deno.test("no write is sent past a closed fence, and all are past an open one; reads always are", async () => {
  let isClosed = true;
  const requests: string[] = [];
  const fetch = (request: Request) => {
    requests.push(request.method);
    return Promise.resolve(Response.json({ metadata: {}, items: [] }));
  };
  const client = fenceWrites(createKubeClient(transportFromFetch(fetch)), () => {
    if (isClosed) throw new Error("closed");
  });
  for (const write of Object.values(WRITES)) await assertRejects(() => write(client), Error, "closed");
  assertEquals(requests, []);
  await client.list(NAMESPACES);
  isClosed = false;
  for (const write of Object.values(WRITES)) await write(client);
  assertEquals(requests, ["GET", ...Object.keys(WRITES).map((each) => each.split(" ")[0])]);
});
