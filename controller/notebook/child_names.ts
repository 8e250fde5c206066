import type { KubeObject, Notebook, OwnerReference } from "../../kube/mod.ts";
import { apiVersionOf, NOTEBOOKS } from "../../kube/mod.ts";

/** The name of a notebook's VirtualService or HTTPRoute. */
export function routeName(namespace: string, name: string): string {
  return `notebook-${namespace}-${name}`;
}

/** The name of a notebook's only pod. */
export function podName(name: string): string {
  return `${name}-0`;
}

/** The reference that makes an object a child of this notebook. */
export function ownerReferenceTo(notebook: Notebook): OwnerReference {
  return {
    apiVersion: apiVersionOf(NOTEBOOKS),
    kind: NOTEBOOKS.kind,
    name: notebook.metadata.name,
    uid: notebook.metadata.uid!,
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** Whose an object with a child's name is: `gone` is an earlier notebook of this name, whose children are on their way. */
export type Ownership = "ours" | "gone" | "foreign";

/** Whose child an object is. */
export function ownershipOf(child: KubeObject, notebook: Notebook): Ownership {
  const owner = child.metadata.ownerReferences?.find((each) => each.controller);
  if (owner?.uid === notebook.metadata.uid) return child.metadata.deletionTimestamp ? "gone" : "ours";
  const isNamesake = owner?.kind === NOTEBOOKS.kind && owner.name === notebook.metadata.name &&
    owner.apiVersion.startsWith(`${NOTEBOOKS.group}/`);
  return isNamesake ? "gone" : "foreign";
}
