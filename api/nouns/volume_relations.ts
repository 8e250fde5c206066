import { claimNamesOf, type KubeObject, type Pod, withClaim, workloadOfPod } from "../../kube/mod.ts";
import { overlayCulling, overlayTool } from "../../kube/explain/mod.ts";
import { podSpecOf } from "../notebook_view.ts";
import type { ApiStores } from "../stores.ts";
import { claimsOfTensorboard } from "../tensorboard_view.ts";
import { isFinished } from "../volumes/volume_users.ts";
import { type Relation, relation } from "./relation.ts";

/** Who uses a volume, its file browser, its kind of storage and what was said of it: all of that is elsewhere. */
export function volumeRelations(stores: ApiStores): Relation[] {
  const { notebooks, tensorboards, viewers, pods, storageClasses, events, claims } = stores;
  return [
    relation(notebooks, {
      keysOf: (notebook) => keysIn(notebook, claimNamesOf(podSpecOf(notebook).volumes)),
      faceOf: (notebook) => {
        const { volumes, containers } = podSpecOf(notebook);
        return JSON.stringify([volumes, containers.map(({ volumeMounts }) => volumeMounts)]);
      },
    }),
    relation(tensorboards, { keysOf: (board) => keysIn(board, claimsOfTensorboard(board)), faceOf: () => "" }),
    relation(viewers, {
      keysOf: (viewer) => keysIn(viewer, [withClaim(viewer).spec.pvc]),
      faceOf: (viewer) => JSON.stringify([overlayTool(viewer), overlayCulling(viewer), viewer.status?.lastStop]),
    }),
    relation(pods, {
      keysOf: (pod) => isFinished(pod) ? [] : keysIn(pod, claimNamesOf(pod.spec?.volumes)),
      faceOf: (pod: Pod) => JSON.stringify([pod.spec?.nodeName, workloadOfPod(pod)]),
    }),
    relation(storageClasses, {
      keysOf: ({ metadata: { name } }) =>
        claims.byIndex("storageClass", name).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`),
      faceOf: ({ volumeBindingMode, metadata }) => JSON.stringify([volumeBindingMode, metadata]),
    }),
    relation(events, {
      keysOf: ({ metadata: { namespace }, involvedObject: { kind, name } }) =>
        kind === "PersistentVolumeClaim" ? [`${namespace}/${name}`] : [],
      faceOf: ({ metadata }) => metadata.resourceVersion ?? "",
    }),
  ];
}

function keysIn({ metadata: { namespace } }: KubeObject, names: readonly string[]): string[] {
  return names.filter((name) => name !== "").map((name) => `${namespace}/${name}`);
}
