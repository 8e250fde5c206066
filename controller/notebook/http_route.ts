import { notebookPath } from "../../kube/explain/mod.ts";
import { type KubeObject, type Notebook, REWRITE_URI_ANNOTATION } from "../../kube/mod.ts";
import type { ControllerSettings } from "../settings.ts";
import { ownerReferenceTo, routeName } from "./child_names.ts";
import { requestHeadersOf } from "./request_headers.ts";
import { SERVICE_PORT } from "./service.ts";

/** The apply body of a notebook's HTTPRoute. */
export function httpRouteBody(notebook: Notebook, settings: ControllerSettings, apiVersion: string): KubeObject {
  const { name, namespace = "" } = notebook.metadata;
  const filters = filtersOf(notebook, notebookPath(namespace, name));
  const body = {
    apiVersion,
    kind: "HTTPRoute",
    metadata: { name: routeName(namespace, name), namespace, ownerReferences: [ownerReferenceTo(notebook)] },
    spec: {
      ...(settings.gateway ? { parentRefs: [parentOf(settings.gateway)] } : {}),
      rules: [{
        matches: [{ path: { type: "PathPrefix", value: notebookPath(namespace, name) } }],
        ...(filters.length > 0 ? { filters } : {}),
        backendRefs: [{ group: "", kind: "Service", name, port: SERVICE_PORT, weight: 1 }],
      }],
    },
  };
  return body;
}

function parentOf(gateway: string) {
  const [namespace, name] = gateway.includes("/") ? gateway.split("/") : [undefined, gateway];
  return { group: "gateway.networking.k8s.io", kind: "Gateway", ...(namespace ? { namespace } : {}), name };
}

function filtersOf(notebook: Notebook, prefix: string) {
  const rewrite = notebook.metadata.annotations?.[REWRITE_URI_ANNOTATION];
  const headers = Object.entries(requestHeadersOf(notebook).set).map(([name, value]) => ({ name, value }));
  return [
    ...(rewrite && rewrite !== prefix
      ? [{ type: "URLRewrite", urlRewrite: { path: { type: "ReplacePrefixMatch", replacePrefixMatch: rewrite } } }]
      : []),
    ...(headers.length > 0 ? [{ type: "RequestHeaderModifier", requestHeaderModifier: { set: headers } }] : []),
  ];
}
