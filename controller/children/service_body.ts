import type { ToolObject } from "../../kube/explain/mod.ts";
import type { KubeObject } from "../../kube/mod.ts";
import type { ServiceWish, ToolKind, ToolWish } from "../tool/tool_kind.ts";
import { childName } from "./child_names.ts";
import { ownerReferenceTo } from "./child_ownership.ts";

/** The port on which a tool's Service is asked. */
export const SERVICE_PORT = 80;

/** The apply body of a tool's Service. */
export function serviceBody(
  kind: ToolKind,
  object: ToolObject,
  { selector, labels }: Pick<ToolWish, "selector" | "labels">,
  { portName, targetPort }: ServiceWish,
): KubeObject {
  const { name, namespace = "" } = object.metadata;
  const body = {
    apiVersion: "v1",
    kind: "Service",
    metadata: {
      name: childName(kind, "service", namespace, name),
      namespace,
      ...(labels ? { labels } : {}),
      ownerReferences: [ownerReferenceTo(kind.type, object)],
    },
    spec: { type: "ClusterIP", selector, ports: [{ name: portName, port: SERVICE_PORT, protocol: "TCP", targetPort }] },
  };
  return body;
}
