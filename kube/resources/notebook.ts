import { z } from "zod";
import type { V1PodSpec } from "@kubernetes/client-node";
import type { KubeObject, Wire } from "../object.ts";
import type { ResourceType } from "../resource_type.ts";
import { kubernetesPart } from "./kubernetes_part.ts";
import { conditionSchema } from "./status_condition.ts";
import { toolStatusFields } from "./tool_status.ts";

export const notebookStatusSchema = z.object({
  conditions: z.array(conditionSchema),
  readyReplicas: z.int(),
  // Atomic: server-side apply could otherwise never bring it back to the empty object that Kubeflow requires.
  containerState: z.record(z.string(), z.unknown()).describe("State of the container named like the notebook.")
    .meta({ "x-kubernetes-map-type": "atomic" }),
  ...toolStatusFields,
});
export type NotebookStatus = z.infer<typeof notebookStatusSchema>;

/** What a Notebook asks for; on the wire every part may be missing, see `withPodSpec`. */
export const notebookSpecSchema = z.object({
  template: z.object({ spec: kubernetesPart<V1PodSpec>("io.k8s.api.core.v1.PodSpec") }),
});

/** A Notebook of kubeflow.org as it is stored (v1; v1beta1 and v1alpha1 have the same shape). */
export interface Notebook extends KubeObject {
  spec: z.infer<typeof notebookSpecSchema>;
  status?: NotebookStatus;
}

/** A notebook that names no container where it lacks the whole spec: Kubeflow's schema requires none of its parts. */
export function withPodSpec(notebook: Notebook): Notebook {
  const { spec }: { spec?: { template?: { spec?: Partial<Wire<V1PodSpec>> } } } = notebook;
  if (spec?.template?.spec?.containers) return notebook;
  return {
    ...notebook,
    spec: { ...spec, template: { ...spec?.template, spec: { containers: [], ...spec?.template?.spec } } },
  };
}

export const NOTEBOOKS: ResourceType<Notebook> = {
  group: "kubeflow.org",
  version: "v1",
  plural: "notebooks",
  kind: "Notebook",
  namespaced: true,
};

/** Longest name of a notebook made by us: the pod's label `controller-revision-hash` must stay within 63. */
export const NOTEBOOK_NAME_MAX = 52;
