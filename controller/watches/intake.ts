import {
  claimNamesOf,
  type KubeObject,
  type Node,
  type Pod,
  type ReplicaSet,
  withoutManagedFields,
} from "../../kube/mod.ts";
import { controllerOf } from "../children/child_ownership.ts";
import { trimManagedFields } from "../managed_fields.ts";

/** An object that is not ours is kept for its name alone: nobody's may be overwritten. */
export function identityOnly<T extends KubeObject>({ apiVersion, kind, metadata }: T): T {
  const { name, namespace, uid, resourceVersion, ownerReferences, deletionTimestamp } = metadata;
  return {
    apiVersion,
    kind,
    metadata: { name, namespace, uid, resourceVersion, ownerReferences, deletionTimestamp },
  } as unknown as T;
}

/** What is kept of a child's kind: ours whole, of others that they exist. */
export function trimChild<T extends KubeObject>(object: T, isOurs: boolean): T {
  return isOurs ? trimManagedFields(object) : identityOnly(object);
}

/** What is kept of a ReplicaSet: whose it is, and which of its Deployment's revisions. */
export function trimReplicaSet(set: ReplicaSet): ReplicaSet {
  return { ...identityOnly(set), metadata: { ...identityOnly(set).metadata, annotations: set.metadata.annotations } };
}

/** Whether a pod may be that of one of ours, or has a volume that one of ours may want too. */
export function isPodOfInterest(pod: Pod, isOurs: boolean): boolean {
  return isOurs || claimNamesOf(pod.spec?.volumes).length > 0;
}

/** What is kept of a pod: ours whole, of others which volumes they have, where, and what that node asks of pods. */
export function trimPod(pod: Pod, isOurs: boolean): Pod {
  if (isOurs) return withoutManagedFields(pod);
  const { nodeName, volumes, tolerations } = pod.spec ?? {};
  const identity = identityOnly(pod);
  return {
    ...identity,
    metadata: {
      ...identity.metadata,
      creationTimestamp: pod.metadata.creationTimestamp,
      labels: pod.metadata.labels,
    },
    spec: { containers: [], nodeName, volumes: volumes?.filter((each) => each.persistentVolumeClaim), tolerations },
    status: { phase: pod.status?.phase },
  };
}

/** What is kept of a node: which pods it keeps off. Its heartbeats are nobody's business here. */
export function trimNode(node: Node): Node {
  return { ...identityOnly(node), spec: { taints: node.spec?.taints } };
}

/** Index values of what is controlled by something: the UID of that. */
export function ownerIndex(object: KubeObject): string[] {
  const owner = controllerOf(object);
  return owner ? [owner.uid] : [];
}

/** Index values of a pod: the keys of the claims that it mounts. */
export function claimIndex({ metadata, spec }: Pod): string[] {
  return claimNamesOf(spec?.volumes).map((each) => `${metadata.namespace}/${each}`);
}
