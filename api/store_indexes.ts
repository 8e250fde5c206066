import {
  CLIENT_TOKEN_ANNOTATION,
  type CoreEvent,
  type KubeObject,
  MADE_FOR_NOTEBOOK_LABEL,
  type Notebook,
  type PersistentVolumeClaim,
  type Pod,
} from "../kube/mod.ts";
import { podSpecOf } from "./notebook_view.ts";

/** Notebooks by the token they were made with, and by `namespace/claim` that they mount. */
export const NOTEBOOK_INDEXES = {
  token: tokensOf,
  claim: (notebook: Notebook) => claimKeys(notebook.metadata.namespace, podSpecOf(notebook).volumes),
};

/** Pods by `namespace/claim` that they mount. */
export const POD_INDEXES = {
  claim: ({ metadata, spec }: Pod) => claimKeys(metadata.namespace, spec?.volumes),
};

/** Claims by the token they were made with, and by `namespace/notebook` that they were made for. */
export const CLAIM_INDEXES = {
  token: tokensOf,
  madeFor: ({ metadata }: PersistentVolumeClaim) => {
    const name = metadata.labels?.[MADE_FOR_NOTEBOOK_LABEL];
    return name ? [`${metadata.namespace}/${name}`] : [];
  },
};

/** Events by `namespace/Kind/name` of what they are about. */
export const EVENT_INDEXES = {
  about: ({ metadata, involvedObject }: CoreEvent) => [
    `${metadata.namespace}/${involvedObject.kind}/${involvedObject.name}`,
  ],
};

/** The first half of the token annotation, which names (caller, mutation, token); the second is of the input. */
function tokensOf({ metadata }: KubeObject): string[] {
  const value = metadata.annotations?.[CLIENT_TOKEN_ANNOTATION];
  return value ? [value.split(".")[0]] : [];
}

function claimKeys(
  namespace: string | undefined,
  volumes: readonly { persistentVolumeClaim?: { claimName: string } }[] | undefined,
): string[] {
  const names = volumes?.flatMap((volume) => volume.persistentVolumeClaim?.claimName ?? []) ?? [];
  return names.map((name) => `${namespace}/${name}`);
}
