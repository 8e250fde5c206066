import { type CoreEvent, workloadsOf } from "../kube/mod.ts";
import { toolOfWorkload, type ToolStores } from "./tool_of_pod.ts";

const OURS = ["Notebook", "Tensorboard", "PVCViewer", "PersistentVolumeClaim"];

/**
 * Whether an event is worth keeping: about an object of ours, its workload, ReplicaSets or pods, or any claim. Asked at
 * intake, since in a cluster most events concern other people's pods.
 */
export function isEventOfOurs(event: CoreEvent, stores: ToolStores): boolean {
  const { kind = "", name, namespace = event.metadata.namespace } = event.involvedObject;
  if (!name) return false;
  return OURS.includes(kind) ||
    workloadsOf(kind, name).some((workload) => toolOfWorkload(workload, namespace, stores) !== undefined);
}
