import {
  type KubeClient,
  type Notebook,
  NOTEBOOKS,
  PVC_VIEWERS,
  type PvcViewer,
  type Tensorboard,
  TENSORBOARDS,
} from "../../kube/mod.ts";

/** Where each of them stands. */
export const NOTEBOOK = { namespace: "demo", name: "train" };
export const BOARD = { namespace: "demo", name: "runs" };
export const VIEWER = { namespace: "demo", name: "data" };

/** Makes one of each kind that may be culled. */
export async function plantKinds(client: KubeClient): Promise<void> {
  const spec = { template: { spec: { containers: [{ name: "train", image: "a:1" }] } } };
  await client.create(NOTEBOOKS, { metadata: NOTEBOOK, spec } as Notebook);
  await client.create(TENSORBOARDS, { metadata: BOARD, spec: { logspath: "s3://a/b" } } as Tensorboard);
  await client.create(PVC_VIEWERS, {
    metadata: VIEWER,
    spec: { pvc: "data", networking: { targetPort: 8080, basePrefix: "/volumes/devices" } },
  } as PvcViewer);
}
