import { NOTEBOOKS, PVC_VIEWERS, type ResourceType, TENSORBOARDS } from "../../../kube/mod.ts";
import type { CulledKind } from "../subject.ts";

/** How the kinds that may be culled are addressed. */
export const CULLED_TYPES: Readonly<Record<CulledKind, ResourceType>> = {
  Notebook: NOTEBOOKS,
  Tensorboard: TENSORBOARDS,
  PVCViewer: PVC_VIEWERS,
};
