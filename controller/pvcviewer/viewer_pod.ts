import { claimNamesOf, type PvcViewer } from "../../kube/mod.ts";
import type { Container, PodSpec } from "../children/pod_template.ts";
import type { ControllerSettings } from "../settings.ts";
import { CLOUD_COMMANDER_PORT, cloudCommanderPod, VIEWER_VOLUME } from "./cloud_commander.ts";

/** What of the settings a viewer's pod depends on. */
export type ViewerSettings = Pick<
  ControllerSettings,
  "viewerImage" | "viewerResources" | "viewerBasePrefix" | "viewerPodSpec"
>;

/** How a viewer is reached. */
export interface ViewerNetworking {
  readonly targetPort: number | string;
  readonly basePrefix: string;
  readonly rewrite?: string;
  readonly timeout?: string;
}

/** Whether the viewer leaves its pod to the admin, as Kubeflow's webhook understood it. */
export function isPodLeftOpen({ spec: { podSpec } }: PvcViewer): boolean {
  const { containers, ...others }: Partial<PodSpec> = podSpec ?? {};
  return !containers?.length && Object.keys(others).length === 0;
}

/**
 * How a viewer is reached; undefined where nobody is to. One that leaves its pod open is always reached, and its pod is
 * told its own address, so that nothing is rewritten.
 */
export function viewerNetworking(viewer: PvcViewer, settings: ViewerSettings): ViewerNetworking | undefined {
  const { targetPort, basePrefix, rewrite, timeout } = viewer.spec.networking ?? {};
  const isOpen = isPodLeftOpen(viewer);
  const isSaid = [targetPort, basePrefix, rewrite, timeout].some((each) => each !== undefined && each !== "");
  if (!isSaid && !isOpen) return undefined;
  const isCloudCommander = isOpen && !settings.viewerPodSpec;
  return {
    targetPort: targetPort ?? (isOpen ? defaultPort(settings) : 80),
    basePrefix: basePrefix || settings.viewerBasePrefix,
    ...(rewrite && !isCloudCommander ? { rewrite } : {}),
    ...(timeout ? { timeout } : {}),
  };
}

function defaultPort({ viewerPodSpec }: ViewerSettings): number {
  return viewerPodSpec?.containers[0]?.ports?.[0]?.containerPort ?? CLOUD_COMMANDER_PORT;
}

/** The pod that a viewer asks for, or the admin's where it leaves that open; the claim is always among its volumes then. */
export function viewerPod(viewer: PvcViewer, settings: ViewerSettings): PodSpec {
  if (!isPodLeftOpen(viewer)) return withResources(viewer.spec.podSpec!, settings);
  const { targetPort, basePrefix } = viewerNetworking(viewer, settings)!;
  const port = typeof targetPort === "number" ? targetPort : CLOUD_COMMANDER_PORT;
  const pod = settings.viewerPodSpec ?? cloudCommanderPod(viewer, { port, basePrefix }, settings);
  const volume = { name: VIEWER_VOLUME, persistentVolumeClaim: { claimName: viewer.spec.pvc } };
  const others = (pod.volumes ?? []).filter((each) => each.name !== VIEWER_VOLUME);
  return withResources({ ...pod, volumes: [...others, volume] }, settings);
}

/** What is wrong with a viewer, in the words of Kubeflow's webhook; undefined where nothing is. */
export function faultOfViewer(viewer: PvcViewer): string | undefined {
  const { pvc, podSpec } = viewer.spec;
  if (!pvc) return "PVC name must be specified";
  if (isPodLeftOpen(viewer)) return undefined;
  if (!podSpec?.containers?.length) return "PodSpec must be specified";
  return claimNamesOf(podSpec.volumes).includes(pvc) ? undefined : `PVC ${pvc} must be used in the podSpec`;
}

/** Containers that say nothing of their size get the admin's. */
function withResources(pod: PodSpec, { viewerResources }: ViewerSettings): PodSpec {
  const sized = ({ resources, ...rest }: Container): Container => ({
    ...rest,
    resources: resources && Object.keys(resources).length > 0 ? resources : viewerResources,
  });
  return { ...pod, containers: (pod.containers ?? []).map(sized) };
}
