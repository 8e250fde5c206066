import { z } from "zod";
import type {
  V1Container,
  V1EnvFromSource,
  V1EnvVar,
  V1LabelSelector,
  V1LocalObjectReference,
  V1Toleration,
  V1Volume,
  V1VolumeMount,
} from "@kubernetes/client-node";
import type { KubeObject } from "../object.ts";
import type { ResourceType } from "../resource_type.ts";
import { kubernetesPart } from "./kubernetes_part.ts";

const CORE = "io.k8s.api.core.v1";
const SELECTOR = "io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector";
const containersSchema = z.array(kubernetesPart<V1Container>(`${CORE}.Container`)).optional();

export const podDefaultSpecSchema = z.object({
  selector: kubernetesPart<V1LabelSelector>(SELECTOR).describe("Which pods are changed, by their labels."),
  desc: z.string().optional().describe("What people read where they choose it."),
  initContainers: containersSchema,
  sidecars: containersSchema,
  serviceAccountName: z.string().optional(),
  automountServiceAccountToken: z.boolean().optional(),
  env: z.array(kubernetesPart<V1EnvVar>(`${CORE}.EnvVar`)).optional(),
  envFrom: z.array(kubernetesPart<V1EnvFromSource>(`${CORE}.EnvFromSource`)).optional(),
  volumes: z.array(kubernetesPart<V1Volume>(`${CORE}.Volume`)).optional(),
  volumeMounts: z.array(kubernetesPart<V1VolumeMount>(`${CORE}.VolumeMount`)).optional(),
  annotations: z.record(z.string(), z.string()).optional(),
  labels: z.record(z.string(), z.string()).optional(),
  tolerations: z.array(kubernetesPart<V1Toleration>(`${CORE}.Toleration`)).optional(),
  command: z.array(z.string()).optional().describe("For containers that have none."),
  args: z.array(z.string()).optional().describe("For containers that have none."),
  imagePullSecrets: z.array(kubernetesPart<V1LocalObjectReference>(`${CORE}.LocalObjectReference`)).optional(),
});
export type PodDefaultSpec = z.infer<typeof podDefaultSpecSchema>;

export const podDefaultStatusSchema = z.object({});

/** A PodDefault of kubeflow.org: what is added to the pods that it selects. */
export interface PodDefault extends KubeObject {
  /** Absent where somebody wrote an object without one. */
  spec?: PodDefaultSpec;
}

export const POD_DEFAULTS: ResourceType<PodDefault> = {
  group: "kubeflow.org",
  version: "v1alpha1",
  plural: "poddefaults",
  kind: "PodDefault",
  namespaced: true,
};
