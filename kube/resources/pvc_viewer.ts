import { z } from "zod";
import type { IntOrString, V1PodSpec } from "@kubernetes/client-node";
import type { KubeObject } from "../object.ts";
import type { ResourceType } from "../resource_type.ts";
import { kubernetesPart } from "./kubernetes_part.ts";
import { conditionSchema } from "./status_condition.ts";
import { toolStatusFields } from "./tool_status.ts";

export const pvcViewerNetworkingSchema = z.object({
  targetPort: kubernetesPart<IntOrString>("io.k8s.apimachinery.pkg.util.intstr.IntOrString").optional()
    .describe("Port of the pod that is served."),
  basePrefix: z.string().optional().describe("The address is <basePrefix>/<namespace>/<name of the viewer>/."),
  rewrite: z.string().optional().describe("What the pod sees in place of the address; absent: the address itself."),
  timeout: z.string().optional().describe("How long a request may take, such as 30s."),
});
export type PvcViewerNetworking = z.infer<typeof pvcViewerNetworkingSchema>;

export const pvcViewerSpecSchema = z.object({
  pvc: z.string().describe("Name of the claim to browse."),
  podSpec: kubernetesPart<V1PodSpec>("io.k8s.api.core.v1.PodSpec").optional()
    .describe("The pod; absent or empty: the admin's default."),
  serviceAccountName: z.string().optional().describe("As which the pod runs where it names none itself."),
  networking: pvcViewerNetworkingSchema.optional(),
  rwoScheduling: z.boolean().default(false)
    .describe("Of no effect: a viewer is always placed beside the pod that holds its claim."),
});
export type PvcViewerSpec = z.infer<typeof pvcViewerSpecSchema>;

export const pvcViewerConditionSchema = conditionSchema.extend({ lastUpdateTime: z.string().optional() });
export type PvcViewerCondition = z.infer<typeof pvcViewerConditionSchema>;

export const pvcViewerStatusSchema = z.object({
  conditions: z.array(pvcViewerConditionSchema).optional(),
  ready: z.boolean().default(false),
  // Atomic, as a Notebook's.
  containerState: z.record(z.string(), z.unknown()).optional().describe("State of the viewer's container.")
    .meta({ "x-kubernetes-map-type": "atomic" }),
  ...toolStatusFields,
});
export type PvcViewerStatus = z.infer<typeof pvcViewerStatusSchema>;

/** A PVCViewer of kubeflow.org: a file browser on one volume. */
export interface PvcViewer extends KubeObject {
  spec: PvcViewerSpec;
  status?: PvcViewerStatus;
}

/** A viewer of a claim without a name where it lacks the whole spec: Kubeflow's schema does not require one. */
export function withClaim(viewer: PvcViewer): PvcViewer {
  const { spec }: { spec?: Partial<PvcViewerSpec> } = viewer;
  if (spec?.pvc !== undefined && spec.rwoScheduling !== undefined) return viewer;
  return { ...viewer, spec: { pvc: "", rwoScheduling: false, ...spec } };
}

/** Longest name of a viewer: its children's names and labels, `pvcviewer-<name>`, must stay within 63. */
export const PVC_VIEWER_NAME_MAX = 53;

export const PVC_VIEWERS: ResourceType<PvcViewer> = {
  group: "kubeflow.org",
  version: "v1alpha1",
  plural: "pvcviewers",
  kind: "PVCViewer",
  namespaced: true,
};
