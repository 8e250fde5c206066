import { viewerPath } from "../../kube/explain/mod.ts";
import type { PvcViewer } from "../../kube/mod.ts";
import type { Container, PodSpec } from "../children/pod_template.ts";
import type { ControllerSettings } from "../settings.ts";

/** The volume that shows the claim, by the name that Kubeflow's viewers give it. */
export const VIEWER_VOLUME = "viewer-volume";
/** The port that Cloud Commander listens on. */
export const CLOUD_COMMANDER_PORT = 8000;

const MOUNT_PATH = "/data";
/** Whom notebooks run as, so that each can write what the other wrote. */
const JOVYAN = { runAsUser: 1000, runAsGroup: 100, fsGroup: 100 };

/** The pod of a viewer that names none: Cloud Commander in the claim's directory, under the viewer's own address. */
export function cloudCommanderPod(
  { metadata }: PvcViewer,
  { port, basePrefix }: { port: { number: number; name?: string }; basePrefix: string },
  { viewerImage }: Pick<ControllerSettings, "viewerImage">,
): PodSpec {
  const prefix = viewerPath(basePrefix, metadata.namespace ?? "", metadata.name).replace(/\/$/, "");
  const container: Container = {
    name: "pvcviewer",
    image: viewerImage,
    args: [
      `--port=${port.number}`,
      `--root=${MOUNT_PATH}`,
      `--prefix=${prefix}`,
      `--prefix-socket=${prefix}`,
      "--no-open",
      "--no-console",
      "--no-terminal",
      "--no-config-dialog",
      "--no-config-auth",
      "--no-auth",
    ],
    ports: [{ containerPort: port.number, ...(port.name ? { name: port.name } : {}), protocol: "TCP" }],
    volumeMounts: [{ name: VIEWER_VOLUME, mountPath: MOUNT_PATH }],
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
  };
  return { containers: [container], securityContext: JOVYAN };
}
