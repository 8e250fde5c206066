import type { KubeObject } from "../../kube/mod.ts";
import type { ControllerSettings } from "../settings.ts";
import { identifyRoute, type RouteParts } from "./route_parts.ts";
import { SERVICE_PORT } from "./service_body.ts";

/** The apply body of a tool's VirtualService. A notebook's has no timeout: one would cut WebSockets. */
export function virtualServiceBody(parts: RouteParts, settings: ControllerSettings, apiVersion: string): KubeObject {
  const { metadata, service } = identifyRoute(parts);
  const { prefix, rewrite, headers, timeout } = parts.route;
  const host = `${service}.${metadata.namespace}.svc.${settings.clusterDomain}`;
  const body = {
    apiVersion,
    kind: "VirtualService",
    metadata,
    spec: {
      hosts: [settings.istioHost],
      gateways: [settings.istioGateway],
      http: [{
        match: [{ uri: { prefix } }],
        rewrite: { uri: rewrite },
        ...(Object.keys(headers).length > 0 ? { headers: { request: { set: headers } } } : {}),
        route: [{ destination: { host, port: { number: SERVICE_PORT } } }],
        ...(timeout ? { timeout } : {}),
      }],
    },
  };
  return body;
}
