import type { Pod } from "../../kube/mod.ts";
import type { ApiStores } from "../stores.ts";
import { type ToolName, toolOfPod } from "../tool_of_pod.ts";
import type { VolumeUse } from "./user_error.ts";

/**
 * What names a claim: tools of ours by their spec or their pods, and pods that belong to none. Finished pods do not
 * count; nor does the notebook named `except`.
 */
export function usersOfClaim(
  stores: Pick<ApiStores, "notebooks" | "tensorboards" | "pods">,
  { namespace, claim, except }: { namespace: string; claim: string; except?: string },
): VolumeUse[] {
  const key = `${namespace}/${claim}`;
  const uses = new Map<string, VolumeUse>();
  const add = ({ kind, name }: ToolName, isRunning: boolean) => uses.set(`${kind}/${name}`, { kind, name, isRunning });
  for (const { metadata } of stores.notebooks.byIndex("claim", key)) {
    add({ kind: "Notebook", name: metadata.name }, false);
  }
  for (const { metadata } of stores.tensorboards.byIndex("claim", key)) {
    add({ kind: "Tensorboard", name: metadata.name }, false);
  }
  for (const pod of stores.pods.byIndex("claim", key)) {
    if (!isFinished(pod)) add(toolOfPod(pod, stores) ?? { kind: "Pod", name: pod.metadata.name }, true);
  }
  // Of a notebook that is gone already its pod may still be seen.
  if (except !== undefined) [`Notebook/${except}`, `Pod/${except}-0`].forEach((each) => uses.delete(each));
  return [...uses.values()];
}

function isFinished({ status }: Pod): boolean {
  return ["Succeeded", "Failed"].includes(status?.phase ?? "");
}
