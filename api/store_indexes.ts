import {
  claimNamesOf,
  CLIENT_TOKEN_ANNOTATION,
  type CoreEvent,
  type KubeObject,
  MADE_FOR_NOTEBOOK_LABEL,
  type PersistentVolumeClaim,
  type Pod,
  type PvcViewer,
  withClaim,
  workloadOfPod,
  workloadsOf,
} from "../kube/mod.ts";
import type { Noun } from "./nouns/noun.ts";

/** Objects of ours by the token they were made with, and by `namespace/claim` that they name. */
export function nounIndexes<T extends KubeObject>({ claimsOf }: Noun<T>) {
  return {
    token: tokensOf,
    claim: (object: T) => claimsOf(object).map((claim) => `${object.metadata.namespace}/${claim}`),
  };
}

/** Pods by `namespace/claim` that they mount, and by `namespace/Kind/name` of their workload. */
export const POD_INDEXES = {
  claim: ({ metadata, spec }: Pod) => claimNamesOf(spec?.volumes).map((name) => `${metadata.namespace}/${name}`),
  workload(pod: Pod) {
    const workload = workloadOfPod(pod);
    return workload ? [`${pod.metadata.namespace}/${workload}`] : [];
  },
};

/** Claims by the token they were made with, by `namespace/notebook` that they were made for, and by their class. */
export const CLAIM_INDEXES = {
  token: tokensOf,
  madeFor: ({ metadata }: PersistentVolumeClaim) => {
    const name = metadata.labels?.[MADE_FOR_NOTEBOOK_LABEL];
    return name ? [`${metadata.namespace}/${name}`] : [];
  },
  storageClass: ({ spec }: PersistentVolumeClaim) => spec?.storageClassName ? [spec.storageClassName] : [],
};

/** Viewers by `namespace/claim` that they show. */
export const VIEWER_INDEXES = {
  claim: (viewer: PvcViewer) => [`${viewer.metadata.namespace}/${withClaim(viewer).spec.pvc}`],
};

/** Events by `namespace/Kind/name` of the workloads that what they are about may belong to. */
export const EVENT_INDEXES = {
  workload: ({ metadata, involvedObject: { kind = "", name = "" } }: CoreEvent) =>
    workloadsOf(kind, name).map((workload) => `${metadata.namespace}/${workload}`),
};

/** The first half of the token annotation, which names (caller, mutation, token); the second is of the input. */
function tokensOf({ metadata }: KubeObject): string[] {
  const value = metadata.annotations?.[CLIENT_TOKEN_ANNOTATION];
  return value ? [value.split(".")[0]] : [];
}
