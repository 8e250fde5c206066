import { type Pod, workloadOfPod } from "../kube/mod.ts";
import type { ApiStores } from "./stores.ts";

/** An object of ours, by kind and name; its namespace is known from elsewhere. */
export interface ToolName {
  kind: string;
  name: string;
}

/** Where it is looked up whether a workload is of ours. */
export type ToolStores = {
  readonly [Store in "notebooks" | "tensorboards" | "viewers"]: Pick<ApiStores[Store], "get">;
};

/** What stands before the name of a viewer in that of its Deployment. */
const VIEWER_PREFIX = "pvcviewer-";

/** Whose a workload is, as `StatefulSet/name` or `Deployment/name`; undefined: not ours. */
export function toolOfWorkload(workload: string, namespace: string | undefined, stores: ToolStores) {
  const [workloadKind, name] = workload.split("/");
  const find = (kind: string, store: { get(key: string): unknown }, name: string): ToolName | undefined =>
    store.get(`${namespace}/${name}`) ? { kind, name } : undefined;
  if (workloadKind === "StatefulSet") return find("Notebook", stores.notebooks, name);
  return find("Tensorboard", stores.tensorboards, name) ??
    (name.startsWith(VIEWER_PREFIX) ? find("PVCViewer", stores.viewers, name.slice(VIEWER_PREFIX.length)) : undefined);
}

/** The Deployment of a viewer, as `Deployment/name`. */
export function workloadOfViewer(name: string): string {
  return `Deployment/${VIEWER_PREFIX}${name}`;
}

/** Whose server a pod is; undefined for other people's pods. */
export function toolOfPod(pod: Pod, stores: ToolStores): ToolName | undefined {
  const workload = workloadOfPod(pod);
  return workload === undefined ? undefined : toolOfWorkload(workload, pod.metadata.namespace, stores);
}
