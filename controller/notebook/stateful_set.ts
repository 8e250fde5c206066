import { isAskedToStop } from "../../kube/explain/mod.ts";
import { APPLIED_GENERATION_ANNOTATION, type KubeObject, type Notebook } from "../../kube/mod.ts";
import { ownerReferenceTo } from "./child_names.ts";
import type { PodTemplate } from "./pod_template.ts";

/**
 * The apply body of a notebook's StatefulSet. It has no serviceName: the field is immutable and Kubeflow's have none.
 * `appliedGeneration` is the generation of the notebook that `template` was made from.
 */
export function statefulSetBody(notebook: Notebook, template: PodTemplate, appliedGeneration: string): KubeObject {
  const { name, namespace } = notebook.metadata;
  const body = {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: {
      name,
      namespace,
      annotations: { [APPLIED_GENERATION_ANNOTATION]: appliedGeneration },
      ownerReferences: [ownerReferenceTo(notebook)],
    },
    spec: {
      replicas: isAskedToStop(notebook) ? 0 : 1,
      selector: { matchLabels: { statefulset: name } },
      template,
    },
  };
  return body;
}
