import type { Tensorboard, TensorboardSpec } from "../../kube/mod.ts";
import { mergeDuplicates } from "../children/merge_duplicates.ts";
import type { Container, PodTemplate } from "../children/pod_template.ts";
import type { ControllerSettings } from "../settings.ts";
import { logdirArgument, logDirectoriesOf, mountsOf } from "./log_mounts.ts";

/** The container that is TensorBoard. */
export const CONTAINER = "tensorboard";
/** The port that TensorBoard listens on. */
export const PORT = 6006;

/** What of the settings a Tensorboard's pod depends on. */
export type TensorboardSettings = Pick<ControllerSettings, "tensorboardImage" | "tensorboardResources">;

/** The pod template of a Tensorboard: Kubeflow's, and what the object's newer fields say. */
export function tensorboardTemplate(
  { metadata, spec }: Tensorboard,
  settings: TensorboardSettings,
): { template: PodTemplate; merged: readonly string[] } {
  const { volumes, volumeMounts } = mountsOf(logDirectoriesOf(spec));
  const { spec: podSpec, merged } = mergeDuplicates({
    restartPolicy: "Always",
    ...(spec.serviceAccountName ? { serviceAccountName: spec.serviceAccountName } : {}),
    containers: [containerOf(spec, volumeMounts, settings)],
    ...(volumes.length > 0 ? { volumes } : {}),
  });
  return { template: { metadata: { labels: { ...metadata.labels, app: metadata.name } }, spec: podSpec }, merged };
}

function containerOf(
  spec: TensorboardSpec,
  volumeMounts: NonNullable<Container["volumeMounts"]>,
  { tensorboardImage, tensorboardResources }: TensorboardSettings,
): Container {
  const envFrom = [...spec.envFrom ?? [], ...(spec.secretRef?.name ? [{ secretRef: spec.secretRef }] : [])];
  const { reloadIntervalSeconds: reload } = spec;
  return {
    name: CONTAINER,
    image: spec.image || tensorboardImage,
    imagePullPolicy: "IfNotPresent",
    command: ["/usr/local/bin/tensorboard"],
    args: [
      logdirArgument(logDirectoriesOf(spec)),
      "--bind_all",
      ...(reload === undefined ? [] : [`--reload_interval=${reload}`]),
    ],
    workingDir: "/",
    ports: [{ containerPort: PORT, protocol: "TCP" }],
    resources: spec.resources ?? tensorboardResources,
    ...(spec.env?.length ? { env: spec.env } : {}),
    ...(envFrom.length > 0 ? { envFrom } : {}),
    ...(volumeMounts.length > 0 ? { volumeMounts } : {}),
  };
}
