import type { KubeObject } from "../../kube/mod.ts";
import type { ControllerSettings } from "../settings.ts";
import type { RouteWish } from "../tool/tool_kind.ts";
import { identifyRoute, type RouteParts } from "./route_parts.ts";
import { toGatewayTimeout } from "./route_timeout.ts";
import { SERVICE_PORT } from "./service_body.ts";

/** How many headers the Gateway API sets. */
export const GATEWAY_HEADERS_MAX = 16;

/** The apply body of a tool's HTTPRoute. */
export function httpRouteBody(parts: RouteParts, settings: ControllerSettings, apiVersion: string): KubeObject {
  const { metadata, service } = identifyRoute(parts);
  const { route } = parts;
  const filters = filtersOf(route);
  const body = {
    apiVersion,
    kind: "HTTPRoute",
    metadata,
    spec: {
      ...(settings.gateway ? { parentRefs: [parentOf(settings.gateway)] } : {}),
      rules: [{
        matches: [{ path: { type: "PathPrefix", value: route.prefix } }],
        ...(filters.length > 0 ? { filters } : {}),
        backendRefs: [{ group: "", kind: "Service", name: service, port: SERVICE_PORT, weight: 1 }],
        ...(route.timeout ? { timeouts: { request: toGatewayTimeout(route.timeout) } } : {}),
      }],
    },
  };
  return body;
}

function parentOf(gateway: string) {
  const [namespace, name] = gateway.includes("/") ? gateway.split("/") : [undefined, gateway];
  return { group: "gateway.networking.k8s.io", kind: "Gateway", ...(namespace ? { namespace } : {}), name };
}

function filtersOf({ prefix, rewrite, headers }: RouteWish) {
  const set = Object.entries(headers).slice(0, GATEWAY_HEADERS_MAX).map(([name, value]) => ({ name, value }));
  return [
    ...(rewrite !== prefix
      ? [{ type: "URLRewrite", urlRewrite: { path: { type: "ReplacePrefixMatch", replacePrefixMatch: rewrite } } }]
      : []),
    ...(set.length > 0 ? [{ type: "RequestHeaderModifier", requestHeaderModifier: { set } }] : []),
  ];
}
