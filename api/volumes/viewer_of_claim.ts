import { checkDns1035Label, type PvcViewer, stableHash, withClaim } from "../../kube/mod.ts";
import type { ApiStores } from "../stores.ts";

/** Longest name of a viewer: its children are named `pvcviewer-<name>`, and a label holds 63 characters. */
const MAX_NAME = 53;

/** What the viewer of a claim is called that we make: like the claim where that can be, so that its address says so. */
export function viewerNameOf(claim: string): string {
  if (claim.length <= MAX_NAME && checkDns1035Label(claim) === undefined) return claim;
  const legal = claim.replace(/[^a-z0-9-]/g, "").slice(0, 30);
  return `v-${legal}-${stableHash(claim).slice(0, 8)}`;
}

/** Whether a viewer is the one that we make, or would, for its claim. */
export function isOurViewer(viewer: PvcViewer): boolean {
  return viewer.metadata.name === viewerNameOf(withClaim(viewer).spec.pvc);
}

/** Our viewer of a claim; undefined: none is open. */
export function viewerOfClaim(
  { viewers }: Pick<ApiStores, "viewers">,
  { namespace, name }: { namespace?: string; name: string },
): PvcViewer | undefined {
  const viewer = viewers.get(`${namespace}/${viewerNameOf(name)}`);
  return viewer && withClaim(viewer).spec.pvc === name ? viewer : undefined;
}
