import { assertEquals } from "@std/assert";
import { exampleNotebook } from "../../kube/explain/example_notebook.ts";
import { REQUEST_HEADERS_ANNOTATION, type ResourceType } from "../../kube/mod.ts";
import { exampleObserved } from "../notebook/example_observed.ts";
import { createNotebookKind } from "../notebook/notebook_kind.ts";
import { DEFAULT_SETTINGS } from "../settings.ts";
import { planTool } from "../tool/plan.ts";
import type { RouteWish } from "../tool/tool_kind.ts";
import { httpRouteBody } from "./http_route.ts";

type Rule = { filters?: { requestHeaderModifier?: { set: { name: string }[] } }[]; timeouts?: { request: string } };

const KIND = createNotebookKind(DEFAULT_SETTINGS);
const HTTP_ROUTES: ResourceType = {
  group: "gateway.networking.k8s.io",
  version: "v1",
  plural: "httproutes",
  kind: "HTTPRoute",
  namespaced: true,
};

function ruleOf(more: Partial<RouteWish>): Rule {
  const route = { prefix: "/a/", rewrite: "/a/", headers: {}, ...more };
  const parts = { kind: KIND, object: exampleNotebook(), labels: undefined, route };
  const body = httpRouteBody(parts, DEFAULT_SETTINGS, "gateway.networking.k8s.io/v1");
  return (body as unknown as { spec: { rules: Rule[] } }).spec.rules[0];
}

Deno.test("a time that only Go and Istio write so is said as the Gateway API takes it", () => {
  assertEquals(ruleOf({ timeout: "1.5h" }).timeouts, { request: "1h30m" });
  assertEquals(ruleOf({}).timeouts, undefined);
});

Deno.test("no more headers are set than the Gateway API takes, or it would take none of the route; the rest is said", () => {
  const headers = Object.fromEntries(Array.from({ length: 18 }, (_, index) => [`X-${index}`, "1"]));
  assertEquals(ruleOf({ headers }).filters?.[0].requestHeaderModifier?.set.length, 16);
  const annotations = { [REQUEST_HEADERS_ANNOTATION]: JSON.stringify(headers) };
  const observed = exampleObserved({
    object: exampleNotebook({ metadata: { annotations } }),
    routes: { kind: "gateway-api", type: HTTP_ROUTES, isReady: true },
  });
  const { status } = planTool(KIND, observed, DEFAULT_SETTINGS, new Date("2026-11-23T12:00:00Z"));
  const said = status?.conditions.find((each) => each.type === "HeadersLeftOut")?.message;
  assertEquals(said, "The Gateway API sets at most 16 headers on a request; left out: X-16, X-17.");
});
