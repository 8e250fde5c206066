import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from "../builtins.ts";
import { wantsMore } from "./claim_plan.ts";

/** Who makes volumes of a class, on which node. */
export interface Provisioner {
  name: string;
  node: string;
}

/** What a provisioner is to do about a claim. */
export type ProvisioningStep = { kind: "provision"; storageClass: StorageClass } | { kind: "expand" | "nothing" };

const PROVISIONER = "volume.kubernetes.io/storage-provisioner";
const SELECTED_NODE = "volume.kubernetes.io/selected-node";
const PROVISIONED_BY = "pv.kubernetes.io/provisioned-by";

/**
 * What the protocol of external provisioners asks for: a volume where the claim names this provisioner and (once a pod
 * has been scheduled) this node, and a larger one where the claim has been edited.
 */
export function planProvisioning(
  { metadata, spec, status }: PersistentVolumeClaim,
  volume: PersistentVolume | undefined,
  classes: readonly StorageClass[],
  { name, node }: Provisioner,
): ProvisioningStep {
  const { annotations = {}, deletionTimestamp } = metadata;
  const storageClass = classes.find((each) => each.metadata.name === spec?.storageClassName);
  if (deletionTimestamp || annotations[PROVISIONER] !== name || !storageClass) return { kind: "nothing" };
  if (volume) {
    const isLarger = wantsMore(spec?.resources?.requests?.storage, status?.capacity?.storage);
    return { kind: isLarger && isMadeBy(volume, { name, node }) ? "expand" : "nothing" };
  }
  if (spec?.volumeName || (annotations[SELECTED_NODE] ?? node) !== node) return { kind: "nothing" };
  return { kind: "provision", storageClass };
}

/** The name of the volume of a claim: the same at each try, so that no claim gets two. */
export const volumeNameOf = ({ metadata }: PersistentVolumeClaim) => `pvc-${metadata.uid}`;

/** The volume that a claim gets: a directory of the node. */
export function volumeFor(
  claim: PersistentVolumeClaim,
  { metadata, reclaimPolicy }: StorageClass,
  path: string,
  { name, node }: Provisioner,
): PersistentVolume {
  const { namespace, name: claimName, uid, resourceVersion } = claim.metadata;
  const nodes = [{ key: "kubernetes.io/hostname", operator: "In", values: [node] }];
  return {
    metadata: { name: volumeNameOf(claim), annotations: { [PROVISIONED_BY]: name } },
    spec: {
      capacity: { storage: claim.spec!.resources!.requests!.storage },
      accessModes: claim.spec!.accessModes,
      storageClassName: metadata.name,
      persistentVolumeReclaimPolicy: reclaimPolicy,
      claimRef: { apiVersion: "v1", kind: "PersistentVolumeClaim", namespace, name: claimName, uid, resourceVersion },
      hostPath: { path, type: "DirectoryOrCreate" },
      nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: nodes }] } },
    },
  };
}

/** Whether a volume was made by this provisioner on this node. */
export function isMadeBy({ metadata, spec }: PersistentVolume, { name, node }: Provisioner): boolean {
  const terms = spec?.nodeAffinity?.required?.nodeSelectorTerms ?? [];
  const isHere = terms.some(({ matchExpressions = [] }) =>
    matchExpressions.some((each) => each.values?.includes(node))
  );
  return metadata.annotations?.[PROVISIONED_BY] === name && isHere;
}

/** Whether nobody claims the volume any more, and its files go with it. */
export function isReleased({ spec, status }: PersistentVolume): boolean {
  return status?.phase === "Released" && spec?.persistentVolumeReclaimPolicy === "Delete";
}
