import type { CoreEvent, Notebook, Store } from "../kube/mod.ts";

/**
 * Whether an event is worth keeping: about a notebook, its StatefulSet or pod, or any claim. Asked at intake, since in
 * a cluster most events concern other people's pods.
 */
export function isEventOfOurs(event: CoreEvent, notebooks: Pick<Store<Notebook>, "get">): boolean {
  const { kind, name, namespace = event.metadata.namespace } = event.involvedObject;
  if (!name) return false;
  if (kind === "Notebook" || kind === "PersistentVolumeClaim") return true;
  if (kind === "StatefulSet") return notebooks.get(`${namespace}/${name}`) !== undefined;
  return kind === "Pod" && notebooks.get(`${namespace}/${name.replace(/-\d+$/, "")}`) !== undefined;
}
