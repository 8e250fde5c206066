import { type Notebook, SERVER_TYPE_ANNOTATION } from "../kube/mod.ts";
import { HOME } from "./notebook_form.ts";
import { type ResourceRequest, toResourceRequest } from "./resource_request.ts";
import { type ServerType, toServerType } from "./server_type.ts";

/** A claim as a notebook mounts it. */
export interface VolumeMount {
  mountPath: string;
  readOnly: boolean;
  claim: string;
  isWorkspace: boolean;
}

type PodSpec = Notebook["spec"]["template"]["spec"];
type Container = PodSpec["containers"][number];

/** The pod that a notebook asks for; an empty one for an object that lacks it, so that it cannot spoil a list. */
export function podSpecOf(notebook: Notebook): PodSpec {
  const { spec }: { spec?: { template?: { spec?: Partial<PodSpec> } } } = notebook;
  return { containers: [], ...spec?.template?.spec };
}

/** The notebook's own container: the one named like it, else the first. */
export function mainContainer(notebook: Notebook): Container | undefined {
  const { containers } = podSpecOf(notebook);
  return containers.find((each) => each.name === notebook.metadata.name) ?? containers[0];
}

/** Names of the containers, first the notebook's own. */
export function containerNames(notebook: Notebook): string[] {
  const main = mainContainer(notebook);
  return [main, ...podSpecOf(notebook).containers.filter((each) => each !== main)]
    .flatMap((each) => each?.name ?? []);
}

/** The image of the notebook's own container; empty for an object that names none. */
export function imageOf(notebook: Notebook): string {
  return mainContainer(notebook)?.image ?? "";
}

export function serverTypeOf({ metadata }: Notebook): ServerType {
  return toServerType(metadata.annotations?.[SERVER_TYPE_ANNOTATION]);
}

/** What the notebook's own container asks for. */
export function resourcesOf(notebook: Notebook): ResourceRequest {
  return toResourceRequest(mainContainer(notebook)?.resources);
}

/** The claims that the notebook's own container mounts. */
export function volumeMountsOf(notebook: Notebook): VolumeMount[] {
  const volumes = podSpecOf(notebook).volumes ?? [];
  const container = mainContainer(notebook);
  const home = container?.workingDir ?? HOME;
  return (container?.volumeMounts ?? []).flatMap(({ name, mountPath, readOnly }) => {
    const source = volumes.find((volume) => volume.name === name)?.persistentVolumeClaim;
    if (!source) return [];
    const isWorkspace = source.claimName === `${notebook.metadata.name}-workspace` || mountPath === home;
    return [{ mountPath, claim: source.claimName, readOnly: readOnly ?? source.readOnly ?? false, isWorkspace }];
  });
}

/** Whether its processes share memory as a volume in memory. */
export function hasSharedMemory(notebook: Notebook): boolean {
  const volumes = podSpecOf(notebook).volumes?.filter(({ emptyDir }) => emptyDir?.medium === "Memory");
  const mounts = mainContainer(notebook)?.volumeMounts?.filter(({ mountPath }) => /^\/dev\/shm\/*$/.test(mountPath));
  return mounts?.some(({ name }) => volumes?.some((volume) => volume.name === name)) ?? false;
}
