import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { request } from "node:https";
import { run } from "../../sandbox/apiserver/mod.ts";
import { type ApiserverRunConfig } from "../../sandbox/apiserver/run.ts";
import { clientsOf } from "./make_targets.ts";

async function withState(test: (config: ApiserverRunConfig) => Promise<void>): Promise<void> {
  const stateDir = await Deno.makeTempDir({ prefix: "atelier-listener-" });
  try {
    await test({ stateDir, port: 0, host: "127.0.0.1", crdDirs: [], seedDirs: [], users: [] });
  } finally {
    await Deno.remove(stateDir, { recursive: true });
  }
}

async function whileRunning<T>(
  config: ApiserverRunConfig,
  use: (call: (path: string, init?: RequestInit) => Promise<Response>, url: string) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const running = await run(config, stop.signal);
  const { admin } = clientsOf(`${config.stateDir}/kubeconfig`);
  try {
    return await use((path, init) => fetch(running.url + path, { ...init, client: admin }), running.url);
  } finally {
    admin.close();
    stop.abort();
    await running.finished;
  }
}

const json = (body: unknown, method = "POST") => ({
  method,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

/** Status and body of a request without a client certificate. */
function anonymous(url: string, host?: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = host ? { host } : {};
    const sent = request(`${url}/version`, { rejectUnauthorized: false, headers, agent: false }, async (answer) => {
      let body = "";
      for await (const chunk of answer) body += chunk;
      resolve({ status: answer.statusCode!, body });
    });
    sent.on("error", reject).end();
  });
}

Deno.test("without a client certificate everything is 401, with a foreign Host 421", () =>
  withState((config) =>
    whileRunning(config, async (_call, url) => {
      const refused = await anonymous(url);
      assertEquals(refused.status, 401);
      assertEquals(JSON.parse(refused.body).reason, "Unauthorized");
      assertEquals((await anonymous(url, "attacker.example")).status, 421);
    })
  ));

Deno.test("kubeconfig and keys are for their owner alone, and a kubeconfig works after a restart", () =>
  withState(async (config) => {
    const clients = [{ file: "node", user: "system:node:x", groups: ["system:masters"] }];
    await whileRunning({ ...config, clients }, () => Promise.resolve());
    const before = Deno.readTextFileSync(`${config.stateDir}/pki/node.kubeconfig`);
    for (const file of ["kubeconfig", "pki/node.kubeconfig", "pki/ca.pem", "journal/journal.jsonl"]) {
      assertEquals(Deno.statSync(`${config.stateDir}/${file}`).mode! & 0o777, 0o600, file);
    }
    await whileRunning({ ...config, clients }, async (_call, url) => {
      const after = Deno.readTextFileSync(`${config.stateDir}/pki/node.kubeconfig`);
      const userOf = (text: string) => JSON.parse(text).users[0].user;
      assertEquals(userOf(after), userOf(before));
      const node = Object.values(clientsOf(`${config.stateDir}/pki/node.kubeconfig`))[0];
      const answer = await fetch(`${url}/api/v1/nodes`, { client: node });
      assertEquals(answer.status, 200);
      await answer.body!.cancel();
      node.close();
    });
  }));

Deno.test("a second sandbox on the same state, or on the same port, is told so", () =>
  withState(async (config) => {
    await whileRunning(config, async (_call, url) => {
      const never = new AbortController().signal;
      const locked = await assertRejects(() => run(config, never), Error);
      assertStringIncludes(locked.message, "another sandbox is using it");
      await withState(async (other) => {
        const taken = await assertRejects(() => run({ ...other, port: Number(new URL(url).port) }, never), Error);
        assertStringIncludes(taken.message, `Cannot listen on 127.0.0.1:${new URL(url).port}`);
      });
    });
  }));

Deno.test("after a restart objects are there, the newest watch goes on, an older one is 410", () =>
  withState(async (config) => {
    const path = "/api/v1/namespaces/default/serviceaccounts";
    const [early, late] = await whileRunning(config, async (call) => {
      const first = await (await call(path, json({ metadata: { name: "first" } }))).json();
      const second = await (await call(path, json({ metadata: { name: "second" } }))).json();
      return [first, second].map((each) => each.metadata.resourceVersion);
    });
    await whileRunning(config, async (call) => {
      assertEquals((await (await call(`${path}/first`)).json()).metadata.resourceVersion, early);
      const old = await call(`${path}?watch=1&resourceVersion=${early}&timeoutSeconds=1`);
      const expired = JSON.parse(await old.text());
      assertEquals([expired.type, expired.object.code], ["ERROR", 410]);
      const newest = await call(`${path}?watch=1&resourceVersion=${late}&timeoutSeconds=3`);
      const made = await (await call(path, json({ metadata: { name: "third" } }))).json();
      assert(Number(made.metadata.resourceVersion) > Number(late));
      const frame = JSON.parse((await newest.text()).split("\n")[0]);
      assertEquals([frame.type, frame.object.metadata.name], ["ADDED", "third"]);
    });
  }));

Deno.test("seeds are planted once, definitions follow their files at each start", () =>
  withState(async (config) => {
    const dir = `${config.stateDir}/manifests`;
    await Deno.mkdir(dir);
    const definition = (column: string) => ({
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "CustomResourceDefinition",
      metadata: { name: "things.example.org" },
      spec: {
        group: "example.org",
        scope: "Namespaced",
        names: { plural: "things", kind: "Thing" },
        versions: [{
          ...{ name: "v1", served: true, storage: true, schema: { openAPIV3Schema: { type: "object" } } },
          additionalPrinterColumns: [{ name: column, type: "string", jsonPath: ".spec" }],
        }],
      },
    });
    const write = (column: string) =>
      Deno.writeTextFile(`${dir}/all.yaml`, `${JSON.stringify(seed)}\n---\n${JSON.stringify(definition(column))}\n`);
    const seed = { apiVersion: "v1", kind: "Namespace", metadata: { name: "demo" } };
    const seedDir = `${config.stateDir}/seeds`;
    await Deno.mkdir(seedDir);
    await Deno.writeTextFile(`${seedDir}/demo.yaml`, JSON.stringify(seed));
    await write("One");
    const full = { ...config, crdDirs: [dir], seedDirs: [seedDir] };
    const columnOf = async (call: (path: string) => Promise<Response>) => {
      const found = await (await call("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/things.example.org"))
        .json();
      return [found.spec.versions[0].additionalPrinterColumns[0].name, found.metadata.generation];
    };
    await whileRunning(full, async (call) => {
      assertEquals(await columnOf(call), ["One", 1]);
      await (await call("/api/v1/namespaces/demo", { method: "DELETE" })).body!.cancel();
    });
    await write("Two");
    await whileRunning(full, async (call) => {
      assertEquals(await columnOf(call), ["Two", 2]);
      const demo = await call("/api/v1/namespaces/demo");
      assertEquals(demo.status, 404);
      await demo.body!.cancel();
    });
  }));

Deno.test("it ends also where somebody has connected and says nothing", async () => {
  await withState(async (config) => {
    const stop = new AbortController();
    const running = await run(config, stop.signal);
    const silent = await Deno.connect({ hostname: "127.0.0.1", port: Number(new URL(running.url).port) });
    await new Promise((resolve) => setTimeout(resolve, 100));
    stop.abort();
    const late = Promise.withResolvers<string>();
    const timer = setTimeout(() => late.resolve("it has not ended after 5 s"), 5_000);
    assertEquals(await Promise.race([running.finished, late.promise]), undefined);
    clearTimeout(timer);
    silent.close();
  });
});
