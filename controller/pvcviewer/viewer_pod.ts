import { claimNamesOf, type PvcViewer } from "../../kube/mod.ts";
import type { Container, PodSpec } from "../children/pod_template.ts";
import { CLOUD_COMMANDER_PORT, cloudCommanderPod, VIEWER_VOLUME } from "./cloud_commander.ts";
import { isPodLeftOpen, viewerNetworking, type ViewerSettings } from "./viewer_networking.ts";

/** The pod that a viewer asks for, or the admin's where it leaves that open; the claim is always among its volumes then. */
export function viewerPod(viewer: PvcViewer, settings: ViewerSettings): PodSpec {
  const { podSpec, serviceAccountName } = viewer.spec;
  const finished = (pod: PodSpec) => withAccount(withResources(pod, settings), serviceAccountName);
  if (!isPodLeftOpen(viewer)) return finished(podSpec!);
  const { targetPort, basePrefix } = viewerNetworking(viewer, settings)!;
  const port = typeof targetPort === "number"
    ? { number: targetPort }
    : { number: CLOUD_COMMANDER_PORT, name: targetPort };
  const pod = settings.viewerPodSpec ?? cloudCommanderPod(viewer, { port, basePrefix }, settings);
  const volume = { name: VIEWER_VOLUME, persistentVolumeClaim: { claimName: viewer.spec.pvc } };
  const others = (pod.volumes ?? []).filter((each) => each.name !== VIEWER_VOLUME);
  return finished({ ...pod, volumes: [...others, volume] });
}

/** Whether a container of the pod has a port of this name. */
export function hasPort({ containers = [], initContainers = [] }: PodSpec, name: string): boolean {
  return [...containers, ...initContainers].some(({ ports = [] }) => ports.some((each) => each.name === name));
}

/** What is wrong with a viewer, in the words of Kubeflow's webhook; undefined where nothing is. */
export function faultOfViewer(viewer: PvcViewer): string | undefined {
  const { pvc, podSpec } = viewer.spec;
  if (!pvc) return "PVC name must be specified";
  if (isPodLeftOpen(viewer)) return undefined;
  if (!podSpec?.containers?.length) return "PodSpec must be specified";
  return claimNamesOf(podSpec.volumes).includes(pvc) ? undefined : `PVC ${pvc} must be used in the podSpec`;
}

/** A pod that names an account keeps it: it was chosen for just this pod. */
function withAccount(pod: PodSpec, serviceAccountName: string | undefined): PodSpec {
  const isNamed = pod.serviceAccountName || pod.serviceAccount;
  return isNamed || !serviceAccountName ? pod : { ...pod, serviceAccountName };
}

/** Containers that say nothing of their size get the admin's. */
function withResources(pod: PodSpec, { viewerResources }: ViewerSettings): PodSpec {
  const sized = ({ resources, ...rest }: Container): Container => ({
    ...rest,
    resources: resources && Object.keys(resources).length > 0 ? resources : viewerResources,
  });
  return { ...pod, containers: (pod.containers ?? []).map(sized) };
}
