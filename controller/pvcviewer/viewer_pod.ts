import { claimNamesOf, type PvcViewer } from "../../kube/mod.ts";
import type { Container, PodSpec } from "../children/pod_template.ts";
import { CLOUD_COMMANDER_PORT, cloudCommanderPod, VIEWER_VOLUME } from "./cloud_commander.ts";
import { isPodLeftOpen, viewerNetworking, type ViewerSettings } from "./viewer_networking.ts";

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
