import { assertEquals } from "@std/assert";
import { type HttpRoute, matchRoute, orderRoutes, rewritePath, type VirtualService } from "./routes.ts";

const virtualService = (name: string, created: string, prefix: string, rest: object = {}): VirtualService => ({
  metadata: { name, namespace: "demo", creationTimestamp: created },
  spec: {
    http: [{
      match: [{ uri: { prefix } }],
      route: [{ destination: { host: `${name}.demo.svc.cluster.local`, port: { number: 80 } } }],
      ...rest,
    }],
  },
});
const httpRoute = (name: string, value: string, rest: object = {}): HttpRoute => ({
  metadata: { name, namespace: "demo" },
  spec: { rules: [{ matches: [{ path: { type: "PathPrefix", value } }], backendRefs: [{ name, port: 80 }], ...rest }] },
});

Deno.test("the oldest VirtualService that matches wins, however short its prefix", () => {
  const routes = orderRoutes([
    virtualService("new", "2026-01-02T00:00:00Z", "/volumes/devices/"),
    virtualService("old", "2026-01-01T00:00:00Z", "/volumes/"),
  ], []);
  assertEquals(matchRoute(routes, "/volumes/devices/x")?.service, { namespace: "demo", name: "old", port: 80 });
});

Deno.test("the HTTPRoute with the longest prefix wins, by whole segments", () => {
  const routes = orderRoutes([], [httpRoute("short", "/a"), httpRoute("long", "/a/b/")]);
  assertEquals(matchRoute(routes, "/a/b/c")?.service.name, "long");
  assertEquals(matchRoute(routes, "/a/bc")?.service.name, "short");
  assertEquals(matchRoute(routes, "/ab"), undefined);
});

Deno.test("rewritePath() replaces the matched prefix", () => {
  const rewritten = (route: ReturnType<typeof orderRoutes>[number], path: string) => rewritePath(route, path);
  const [to] = orderRoutes([virtualService("a", "x", "/tensorboard/ns/a/", { rewrite: { uri: "/" } })], []);
  assertEquals(rewritten(to, "/tensorboard/ns/a/data"), "/data");
  const [same] = orderRoutes(
    [virtualService("a", "x", "/notebook/ns/a/", { rewrite: { uri: "/notebook/ns/a/" } })],
    [],
  );
  assertEquals(rewritten(same, "/notebook/ns/a/lab"), "/notebook/ns/a/lab");
  const filter = { type: "URLRewrite", urlRewrite: { path: { type: "ReplacePrefixMatch", replacePrefixMatch: "/" } } };
  const [segments] = orderRoutes([], [httpRoute("h", "/x/", { filters: [filter] })]);
  assertEquals([rewritten(segments, "/x"), rewritten(segments, "/x/y")], ["/", "/y"]);
});

Deno.test("headers and timeouts are read from both kinds", () => {
  const [istio] = orderRoutes([
    virtualService("a", "x", "/", { headers: { request: { set: { "X-A": "1" }, remove: ["X-B"] } }, timeout: "300s" }),
  ], []);
  assertEquals([istio.headers, istio.timeoutMs], [{ set: { "X-A": "1" }, remove: ["X-B"] }, 300_000]);
  const filter = { type: "RequestHeaderModifier", requestHeaderModifier: { set: [{ name: "X-A", value: "1" }] } };
  const [gateway] = orderRoutes([], [httpRoute("h", "/", { filters: [filter], timeouts: { request: "1m30s" } })]);
  assertEquals([gateway.headers, gateway.timeoutMs], [{ set: { "X-A": "1" }, remove: [] }, 90_000]);
  assertEquals(orderRoutes([virtualService("a", "x", "/")], [])[0].timeoutMs, undefined);
});
