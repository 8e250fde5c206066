import type { KubeObject, Notebook } from "../../kube/mod.ts";
import { ownerReferenceTo } from "./child_names.ts";
import { toolPort } from "./pod_template.ts";

/** The port on which a notebook's Service is asked. */
export const SERVICE_PORT = 80;

/** The apply body of a notebook's Service. */
export function serviceBody(notebook: Notebook): KubeObject {
  const { name, namespace } = notebook.metadata;
  const body = {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, namespace, ownerReferences: [ownerReferenceTo(notebook)] },
    spec: {
      type: "ClusterIP",
      selector: { statefulset: name },
      ports: [{ name: `http-${name}`, port: SERVICE_PORT, protocol: "TCP", targetPort: toolPort(notebook) }],
    },
  };
  return body;
}
