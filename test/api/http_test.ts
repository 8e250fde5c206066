import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { ApiError, type KubeClient } from "../../kube/mod.ts";
import { type ApiWorld, startWorld } from "./api_world.ts";

const DEV = { defaultUser: "carol", users: ["carol", "dave"], cookieKey: "key" };
const HEADER = { userIdHeader: "kubeflow-userid", userIdPrefix: "" };
const HTML = { accept: "text/html" };

const get = (world: ApiWorld, url: string, headers: HeadersInit = {}) =>
  world.api.handler(new Request(url, { headers }));

async function makePage(): Promise<string> {
  const dir = await Deno.makeTempDir();
  await Deno.mkdir(`${dir}/assets`);
  await Deno.writeTextFile(`${dir}/index.html`, "<!doctype html><script>let a</script><p>page</p>");
  await Deno.writeTextFile(`${dir}/assets/index-abc.js`, `${"// a comment\n".repeat(200)}`);
  await Deno.writeTextFile(`${dir}/../${dir.split("/").at(-1)}.secret`, "secret");
  return dir;
}

Deno.test("the page is served at every address of its own, its assets for ever, and nothing from outside", async () => {
  const uiDir = await makePage();
  await using world = await startWorld({ uiDir });
  for (const path of ["/", "/notebooks", "/notebooks/demo/one", "/notebooks/demo/by.kubectl"]) {
    const page = await get(world, `http://localhost${path}`, HTML);
    assertEquals(page.headers.get("cache-control"), "no-cache");
    assertStringIncludes(page.headers.get("content-security-policy")!, "script-src 'self' 'sha256-");
    assertEquals(page.headers.get("x-content-type-options"), "nosniff");
    assertStringIncludes(await page.text(), "page");
  }
  const asset = await get(world, "http://localhost/assets/index-abc.js", { "accept-encoding": "gzip, br" });
  assertEquals(asset.headers.get("content-encoding"), "br");
  assertStringIncludes(asset.headers.get("cache-control")!, "immutable");
  await asset.body?.cancel();
  const etag = asset.headers.get("etag")!;
  const again = { "accept-encoding": "gzip, br", "if-none-match": etag };
  assertEquals((await get(world, "http://localhost/assets/index-abc.js", again)).status, 304);
  for (const path of ["/assets/gone.js", "/robots.txt", "/metrics"]) {
    assertEquals((await get(world, `http://localhost${path}`, HTML)).status, 404, path);
  }
  const secret = `http://localhost/..%2f${uiDir.split("/").at(-1)}.secret`;
  assertEquals((await get(world, secret)).status, 404);
  await Deno.remove(uiDir, { recursive: true });
  await Deno.remove(`${uiDir}.secret`);
});

Deno.test("in dev the page keeps to localhost, and /graphql and /readyz answer on both", async () => {
  await using world = await startWorld({ authentication: { header: HEADER, dev: DEV } });
  const page = await get(world, "http://127.0.0.1:8080/notebooks?ns=demo", HTML);
  assertEquals([page.status, page.headers.get("location")], [307, "http://localhost:8080/notebooks?ns=demo"]);
  const query = "/graphql?query={viewer{name}}";
  for (const host of ["127.0.0.1", "localhost"]) {
    assertEquals((await get(world, `http://${host}/readyz`, HTML)).status, 200);
    assertEquals((await get(world, `http://${host}/healthz`, HTML)).status, 200);
    assertEquals((await get(world, `http://${host}${query}`)).status, 200);
  }
  assertEquals((await get(world, "http://rebound.example/readyz")).status, 421);
});

Deno.test("the user menu's endpoints exist in dev alone, and the choice holds by a signed cookie", async () => {
  await using world = await startWorld({ authentication: { header: HEADER, dev: DEV } });
  const users = await (await get(world, "http://localhost/dev/users")).json();
  assertEquals(users, { current: "carol", users: [{ name: "carol" }, { name: "dave" }] });
  const choose = (name: string, headers: HeadersInit = { "x-atelier-request": "1" }) =>
    world.api.handler(
      new Request("http://localhost/dev/user", { method: "POST", headers, body: JSON.stringify({ name }) }),
    );
  assertEquals((await choose("dave", {})).status, 403);
  assertEquals((await choose("mallory")).status, 400);
  const chosen = await choose("dave");
  const cookie = chosen.headers.get("set-cookie")!;
  assertEquals([chosen.status, /HttpOnly; SameSite=Strict/.test(cookie)], [204, true]);
  const now = await (await get(world, "http://localhost/dev/users", { cookie: cookie.split(";")[0] })).json();
  assertEquals(now.current, "dave");
  await using other = await startWorld({ authentication: { header: HEADER } });
  assertEquals((await get(other, "http://localhost/dev/users", { "kubeflow-userid": "carol" })).status, 404);
});

Deno.test("GraphiQL is one page with its own policy, compressed", async () => {
  await using world = await startWorld();
  const page = await get(world, "http://localhost/graphiql", { ...HTML, "accept-encoding": "gzip" });
  assertEquals([page.status, page.headers.get("content-encoding")], [200, "gzip"]);
  assertStringIncludes(page.headers.get("content-security-policy")!, "worker-src");
  const text = await new Response(page.body!.pipeThrough(new DecompressionStream("gzip"))).text();
  assert(text.includes("x-atelier-request"));
});

Deno.test("/readyz is 503 until the stores are there, and again when the server goes", async () => {
  await using world = await startWorld();
  assertEquals((await get(world, "http://localhost/readyz")).status, 200);
  world.api.drain();
  assertEquals((await get(world, "http://localhost/readyz")).status, 503);
});

Deno.test("/metrics is where metrics are given, and /readyz says what the server may not see", async () => {
  await using world = await startWorld({ metricsText: () => Promise.resolve("atelier_up 1\n") });
  const metrics = await get(world, "http://localhost/metrics");
  assertEquals(await metrics.text(), "atelier_up 1\n");
  assertEquals((await get(world, "http://rebound.example/metrics")).status, 421);
  await using blind = await startWorld({ wrapClient: withoutWatching("events") });
  const ready = await get(blind, "http://localhost/readyz");
  assertEquals([ready.status, await ready.text()], [200, "ok\nevents is forbidden\n"]);
  const list = await blind.ask("alice", `{ notebooks(namespace: "demo") { edges { node { name } } } }`);
  assertEquals(list.errors, undefined);
});

/** A client whose server forbids to watch one resource. */
function withoutWatching(plural: string) {
  return (client: KubeClient): KubeClient => ({
    ...client,
    watch: (type, options, signal) => {
      if (type.plural !== plural) return client.watch(type, options, signal);
      throw new ApiError({ code: 403, reason: "Forbidden", message: `${plural} is forbidden` });
    },
  });
}
