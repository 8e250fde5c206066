import { assertEquals } from "@std/assert";
import { answerHeaders, refuse, toolHeaders } from "./request_rules.ts";
import type { Route } from "../../kube/routing/routes.ts";

const ROUTE: Route = {
  kind: "prefix",
  path: "/",
  service: { namespace: "n", name: "s" },
  headers: { set: { "X-Rs": "1" }, remove: ["X-Gone"] },
};
const HOST = "127.0.0.1:8081";

Deno.test("refuse() lets our own host and origin pass, and requests without origin", () => {
  assertEquals(refuse("POST", "/", { host: HOST, origin: `http://${HOST}` }), undefined);
  assertEquals(refuse("POST", "/", { host: HOST }), undefined);
  assertEquals(refuse("GET", "/", { host: HOST, origin: "http://evil.example" }), undefined);
});

Deno.test("refuse() answers foreign hosts with 421 and localhost with a redirect that keeps path and query", () => {
  assertEquals(refuse("GET", "/", { host: "evil.example:8081" })?.status, 421);
  assertEquals(refuse("GET", "/", {})?.status, 421);
  const { status, location } = refuse("GET", "/a/?b=c", { host: "localhost:8081" })!;
  assertEquals([status, location], [307, `http://${HOST}/a/?b=c`]);
  assertEquals(refuse("GET", "/", { host: "localhost:8081", upgrade: "websocket" })?.status, 421);
  assertEquals(refuse("GET", "http://evil.example/", { host: "localhost:1" })?.location, "http://127.0.0.1:1/");
});

Deno.test("refuse() answers a foreign origin with 403 where something could change", () => {
  const origin = "http://localhost:8080";
  assertEquals(refuse("POST", "/", { host: HOST, origin })?.status, 403);
  assertEquals(refuse("DELETE", "/", { host: HOST, origin: "null" })?.status, 403);
  assertEquals(refuse("GET", "/", { host: HOST, origin, upgrade: "websocket" })?.status, 403);
});

Deno.test("toolHeaders() takes off identity, our cookies, forwarding and hop-by-hop headers", () => {
  const headers = toolHeaders(
    {
      host: HOST,
      connection: "keep-alive, X-Once",
      "x-once": "1",
      "kubeflow-userid": "alice",
      "x-forwarded-for": "1.2.3.4",
      "x-gone": "1",
      "x-kept": "1",
      cookie: "atelier-dev-user=x; _xsrf=1; a=b",
    },
    ROUTE,
    false,
  );
  assertEquals(headers, { host: HOST, "x-kept": "1", "x-rs": "1", cookie: "_xsrf=1; a=b" });
  assertEquals(toolHeaders({ cookie: "atelier-x=1" }, ROUTE, false), { "x-rs": "1" });
  const upgrade = toolHeaders({ upgrade: "websocket", connection: "keep-alive, Upgrade" }, ROUTE, true);
  assertEquals(upgrade, { "x-rs": "1", connection: "Upgrade", upgrade: "websocket" });
});

Deno.test("answerHeaders() takes off what would reach beyond the tool", () => {
  const headers = answerHeaders({
    "set-cookie": ["a=1", "b=2"],
    "service-worker-allowed": "/",
    "clear-site-data": "*",
  });
  assertEquals(headers, { "set-cookie": ["a=1", "b=2"] });
});
