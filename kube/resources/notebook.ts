import { z } from "zod";
import type { V1PodSpec } from "@kubernetes/client-node";
import type { KubeObject, Wire } from "../object.ts";
import type { ResourceType } from "../resource_type.ts";

/** States of anything with a server in it; the meaning of each is in `explain/reasons.ts` and in schema.graphql. */
export const RUN_STATES = [
  "STARTING",
  "WAITING",
  "RUNNING",
  "UNHEALTHY",
  "RESTARTING",
  "STOPPING",
  "STOPPED",
  "FAILED",
  "DELETING",
  "UNKNOWN",
] as const;
export type RunState = (typeof RUN_STATES)[number];

/** Why an object is as it is, as the controller writes it into `status.explanation`. */
export const explanationSchema = z.object({
  reason: z.string().describe("Stable CamelCase code; the dictionary is in the API's Query.reasons."),
  message: z.string().describe("One English sentence for a data scientist, without relative times."),
  nextStep: z.string().optional().describe("What to do, as one imperative sentence."),
  parameters: z.record(z.string(), z.string()).optional().describe("The values in the sentence."),
  since: z.string().describe("RFC 3339: since when this reason holds."),
  technical: z.string().optional().describe("The original words of Kubernetes."),
});
export type StatusExplanation = z.infer<typeof explanationSchema>;

export const conditionSchema = z.object({
  type: z.string(),
  status: z.string(),
  reason: z.string().optional(),
  message: z.string().optional(),
  lastProbeTime: z.string().optional(),
  lastTransitionTime: z.string().optional(),
});
export type StatusCondition = z.infer<typeof conditionSchema>;

/** What of the annotations and the spec the status is about: anything newer is not yet acted on. */
export const actedOnSchema = z.object({
  stopped: z.string().optional().describe("Value of kubeflow-resource-stopped; absent: it was absent."),
  restartRequestedAt: z.string().optional().describe("Value of atelier.dev/restart-requested-at."),
});

export const notebookStatusSchema = z.object({
  conditions: z.array(conditionSchema),
  readyReplicas: z.int(),
  // Atomic: server-side apply could otherwise never bring it back to the empty object that Kubeflow requires.
  containerState: z.record(z.string(), z.unknown()).describe("State of the container named like the notebook.")
    .meta({ "x-kubernetes-map-type": "atomic" }),
  state: z.enum(RUN_STATES).optional(),
  explanation: explanationSchema.optional(),
  observedGeneration: z.int().optional(),
  actedOn: actedOnSchema.optional(),
  url: z.string().optional().describe(
    "Path of the tool from the tools' origin, ending in /; absent while it cannot be opened.",
  ),
});
export type NotebookStatus = z.infer<typeof notebookStatusSchema>;

/** The PodSpec is Kubernetes' own; the generated CRD takes its schema from Kubernetes' OpenAPI. */
export const notebookSpecSchema = z.object({
  template: z.object({ spec: z.custom<Wire<V1PodSpec>>() }),
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
