import { apiVersionOf, type KubeObject, type OwnerReference, type ResourceType } from "../../kube/mod.ts";

/** The reference that makes an object a child of this one. */
export function ownerReferenceTo(type: ResourceType, { metadata }: KubeObject): OwnerReference {
  return {
    apiVersion: apiVersionOf(type),
    kind: type.kind,
    name: metadata.name,
    uid: metadata.uid!,
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** Whose an object with a child's name is: `gone` is an earlier object of this name, whose children are on their way. */
export type Ownership = "ours" | "gone" | "foreign";

/** Whose child an object is. */
export function ownershipOf(child: KubeObject, type: ResourceType, object: KubeObject): Ownership {
  const owner = controllerOf(child);
  if (owner?.uid === object.metadata.uid) return child.metadata.deletionTimestamp ? "gone" : "ours";
  const isNamesake = owner?.kind === type.kind && owner.name === object.metadata.name &&
    owner.apiVersion.startsWith(`${type.group}/`);
  return isNamesake ? "gone" : "foreign";
}

/** The owner that controls an object. */
export function controllerOf(object: KubeObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find((each) => each.controller);
}
