import { z } from "zod";
import type {
  V1EnvFromSource,
  V1EnvVar,
  V1LocalObjectReference,
  V1ResourceRequirements,
} from "@kubernetes/client-node";
import type { KubeObject } from "../object.ts";
import type { ResourceType } from "../resource_type.ts";
import { kubernetesPart } from "./kubernetes_part.ts";
import { conditionSchema } from "./status_condition.ts";
import { toolStatusFields } from "./tool_status.ts";

const SOURCES = "pvc://claim/sub/path, s3://, gs://, https://, or a path on the claim tb-volume.";

const logDirectorySchema = z.object({
  name: z.string().describe("What TensorBoard calls it."),
  path: z.string().describe(`Where it is: ${SOURCES}`),
});

export const tensorboardSpecSchema = z.object({
  logspath: z.string().describe(`Where the logs are: ${SOURCES}`),
  logDirectories: z.array(logDirectorySchema).optional().describe("More directories with logs, shown beside logspath."),
  image: z.string().optional().describe("Absent: the admin's."),
  resources: kubernetesPart<V1ResourceRequirements>("io.k8s.api.core.v1.ResourceRequirements").optional(),
  serviceAccountName: z.string().optional(),
  env: z.array(kubernetesPart<V1EnvVar>("io.k8s.api.core.v1.EnvVar")).optional()
    .describe("Such as AWS_ENDPOINT_URL_S3, for a store that is S3-compatible."),
  envFrom: z.array(kubernetesPart<V1EnvFromSource>("io.k8s.api.core.v1.EnvFromSource")).optional()
    .describe("Credentials: Secrets and ConfigMaps whose keys become environment variables."),
  secretRef: kubernetesPart<V1LocalObjectReference>("io.k8s.api.core.v1.LocalObjectReference").optional()
    .describe("Credentials: short for one Secret in envFrom."),
  reloadIntervalSeconds: z.int().min(0).optional().describe("How often new logs are read; 0: once, at the start."),
});
export type TensorboardSpec = z.infer<typeof tensorboardSpecSchema>;

/** A condition with the name that Kubeflow's Tensorboards give its type. */
export const tensorboardConditionSchema = conditionSchema.partial().extend({
  deploymentState: z.string().describe("The same as type."),
});
export type TensorboardCondition = z.infer<typeof tensorboardConditionSchema>;

export const tensorboardStatusSchema = z.object({
  conditions: z.array(tensorboardConditionSchema),
  readyReplicas: z.int(),
  ...toolStatusFields,
});
export type TensorboardStatus = z.infer<typeof tensorboardStatusSchema>;

/** A Tensorboard of tensorboard.kubeflow.org. */
export interface Tensorboard extends KubeObject {
  spec: TensorboardSpec;
  status?: TensorboardStatus;
}

/** A Tensorboard whose logspath is empty where it lacks the whole spec: Kubeflow's schema does not require one. */
export function withLogspath(tensorboard: Tensorboard): Tensorboard {
  const { spec }: { spec?: Partial<TensorboardSpec> } = tensorboard;
  return spec?.logspath === undefined ? { ...tensorboard, spec: { ...spec, logspath: "" } } : tensorboard;
}

/** Longest name of a Tensorboard: the port `http-<name>` of its Service must stay within 63. */
export const TENSORBOARD_NAME_MAX = 58;

export const TENSORBOARDS: ResourceType<Tensorboard> = {
  group: "tensorboard.kubeflow.org",
  version: "v1alpha1",
  plural: "tensorboards",
  kind: "Tensorboard",
  namespaced: true,
};
