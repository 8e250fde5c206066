import { notebookPath } from "../../kube/explain/mod.ts";
import { type KubeObject, type Notebook, REWRITE_URI_ANNOTATION } from "../../kube/mod.ts";
import type { ControllerSettings } from "../settings.ts";
import { ownerReferenceTo, routeName } from "./child_names.ts";
import { requestHeadersOf } from "./request_headers.ts";
import { SERVICE_PORT } from "./service.ts";

/** The apply body of a notebook's VirtualService. It has no timeout: one would cut WebSockets. */
export function virtualServiceBody(notebook: Notebook, settings: ControllerSettings, apiVersion: string): KubeObject {
  const { name, namespace = "" } = notebook.metadata;
  const prefix = notebookPath(namespace, name);
  const host = `${name}.${namespace}.svc.${settings.clusterDomain}`;
  const { set } = requestHeadersOf(notebook);
  const body = {
    apiVersion,
    kind: "VirtualService",
    metadata: { name: routeName(namespace, name), namespace, ownerReferences: [ownerReferenceTo(notebook)] },
    spec: {
      hosts: [settings.istioHost],
      gateways: [settings.istioGateway],
      http: [{
        match: [{ uri: { prefix } }],
        rewrite: { uri: notebook.metadata.annotations?.[REWRITE_URI_ANNOTATION] || prefix },
        ...(Object.keys(set).length > 0 ? { headers: { request: { set } } } : {}),
        route: [{ destination: { host, port: { number: SERVICE_PORT } } }],
      }],
    },
  };
  return body;
}
