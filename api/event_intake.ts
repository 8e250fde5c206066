import type { CoreEvent, KubeObject, Store } from "../kube/mod.ts";
import { workloadsOf } from "./workload_names.ts";

/** Where it is looked up whether a workload is of ours. */
export type ToolStores = Readonly<Record<"notebooks" | "tensorboards", Pick<Store<KubeObject>, "get">>>;

const OURS = ["Notebook", "Tensorboard", "PersistentVolumeClaim"];

/**
 * Whether an event is worth keeping: about an object of ours, its workload, ReplicaSets or pods, or any claim. Asked at
 * intake, since in a cluster most events concern other people's pods.
 */
export function isEventOfOurs(event: CoreEvent, stores: ToolStores): boolean {
  const { kind = "", name, namespace = event.metadata.namespace } = event.involvedObject;
  if (!name) return false;
  return OURS.includes(kind) || workloadsOf(kind, name).some((workload) => isOurs(workload, namespace, stores));
}

function isOurs(workload: string, namespace: string | undefined, { notebooks, tensorboards }: ToolStores): boolean {
  const [kind, name] = workload.split("/");
  return (kind === "StatefulSet" ? notebooks : tensorboards).get(`${namespace}/${name}`) !== undefined;
}
