import type { Pod } from "../kube/mod.ts";
import type { ApiStores } from "./stores.ts";
import { workloadsOfPod } from "./workload_names.ts";

/** An object of ours, by kind and name; its namespace is known from elsewhere. */
export interface ToolName {
  kind: string;
  name: string;
}

/** Whose server a pod is; undefined for other people's pods. */
export function toolOfPod(pod: Pod, stores: Pick<ApiStores, "notebooks" | "tensorboards">): ToolName | undefined {
  const { namespace } = pod.metadata;
  for (const workload of workloadsOfPod(pod)) {
    const [kind, name] = workload.split("/");
    const key = `${namespace}/${name}`;
    if (kind === "StatefulSet" && stores.notebooks.get(key)) return { kind: "Notebook", name };
    if (kind === "Deployment" && stores.tensorboards.get(key)) return { kind: "Tensorboard", name };
  }
  return undefined;
}
