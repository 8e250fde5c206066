import type { Notebook, Pod, PvcViewer } from "../../kube/mod.ts";
import { podSpecOf } from "../notebook_view.ts";
import type { ApiStores } from "../stores.ts";
import { type ToolName, toolOfPod } from "../tool_of_pod.ts";
import { isOurViewer } from "./viewer_of_claim.ts";

/** One use of a volume: `VolumeUse` of the schema. */
export interface VolumeUse {
  kind: string;
  name: string;
  isRunning: boolean;
  /** Undefined unless it runs. */
  node?: string;
  readOnly: boolean;
}

/** Where it is looked up who uses a volume. */
export type UserStores = Pick<ApiStores, "notebooks" | "tensorboards" | "viewers" | "pods">;

/**
 * What names a claim: tools by their spec or by their pods, and other people's pods. Finished pods do not count, nor do
 * our own viewer, which is closed before the volume is deleted, and the notebook named `except`.
 */
export function usersOfClaim(
  stores: UserStores,
  { namespace, claim, except }: { namespace: string; claim: string; except?: string },
): VolumeUse[] {
  const key = `${namespace}/${claim}`;
  const uses = new Map<string, VolumeUse>();
  const add = ({ kind, name }: ToolName, readOnly: boolean) =>
    uses.set(`${kind}/${name}`, { kind, name, isRunning: false, readOnly });
  for (const notebook of stores.notebooks.byIndex("claim", key)) {
    add({ kind: "Notebook", name: notebook.metadata.name }, readsOnly(notebook, claim));
  }
  // TensorBoard only ever reads its logs.
  for (const { metadata: { name } } of stores.tensorboards.byIndex("claim", key)) {
    add({ kind: "Tensorboard", name }, true);
  }
  for (const viewer of stores.viewers.byIndex("claim", key)) {
    if (!isOurViewer(viewer)) add({ kind: "PVCViewer", name: viewer.metadata.name }, false);
  }
  for (const pod of stores.pods.byIndex("claim", key)) addPod(uses, pod, { stores, claim });
  // Of a notebook that is gone already its pod may still be seen.
  if (except !== undefined) [`Notebook/${except}`, `Pod/${except}-0`].forEach((each) => uses.delete(each));
  return [...uses.values()];
}

function addPod(
  uses: Map<string, VolumeUse>,
  pod: Pod,
  { stores, claim }: { stores: UserStores; claim: string },
): void {
  if (isFinished(pod)) return;
  const tool = toolOfPod(pod, stores) ?? { kind: "Pod", name: pod.metadata.name };
  const viewer: PvcViewer | undefined = tool.kind === "PVCViewer"
    ? stores.viewers.get(`${pod.metadata.namespace}/${tool.name}`)
    : undefined;
  if (viewer && isOurViewer(viewer)) return;
  const key = `${tool.kind}/${tool.name}`;
  const known = uses.get(key) ?? { ...tool, readOnly: podReadsOnly(pod, claim) };
  const node = pod.spec?.nodeName;
  uses.set(key, { ...known, isRunning: true, ...(node && { node }) });
}

/** Whether a pod has ended for good, and with it its use of volumes. */
export function isFinished({ status }: Pod): boolean {
  return ["Succeeded", "Failed"].includes(status?.phase ?? "");
}

/** Whether each mount of a claim in a notebook can only be read. */
function readsOnly(notebook: Notebook, claim: string): boolean {
  const { volumes = [], containers } = podSpecOf(notebook);
  const sources = volumes.filter((each) => each.persistentVolumeClaim?.claimName === claim);
  return sources.every(({ name, persistentVolumeClaim }) => {
    const mounts = containers.flatMap(({ volumeMounts = [] }) => volumeMounts.filter((each) => each.name === name));
    return persistentVolumeClaim?.readOnly || (mounts.length > 0 && mounts.every(({ readOnly }) => readOnly));
  });
}

function podReadsOnly({ spec }: Pod, claim: string): boolean {
  const sources = spec?.volumes?.flatMap((each) => each.persistentVolumeClaim ?? []) ?? [];
  return sources.filter((each) => each.claimName === claim).every((each) => each.readOnly ?? false);
}
