import {
  parseQuantity,
  PERSISTENT_VOLUME_CLAIMS,
  type PersistentVolumeClaim,
  quantityToNumber,
} from "../../kube/mod.ts";
import { ACCESS } from "../access.ts";
import type { ApiStores } from "../stores.ts";
import { workloadOfViewer } from "../tool_of_pod.ts";
import { VOLUME_STATES } from "../volumes/explain_volume.ts";
import { viewerNameOf } from "../volumes/viewer_of_claim.ts";
import { volumeNow } from "../volumes/volume_now.ts";
import { usersOfClaim } from "../volumes/volume_users.ts";
import type { Noun } from "./noun.ts";
import type { NounFilter } from "./noun_filter.ts";
import { volumeRelations } from "./volume_relations.ts";

/** What a list of volumes is narrowed to. */
export interface VolumeFilter extends NounFilter {
  storageClass?: string | null;
  isUnused?: boolean | null;
}

export const VOLUME_NOUN: Noun<PersistentVolumeClaim, VolumeFilter> = {
  type: PERSISTENT_VOLUME_CLAIMS,
  word: "volume",
  access: ACCESS.claims,
  shownRights: [ACCESS.viewers.get, ACCESS.viewers.create, ACCESS.claims.delete, ACCESS.pods.list, ACCESS.events.watch],
  storeOf: ({ claims }) => claims,
  states: VOLUME_STATES,
  stateOf: (claim, stores) => volumeNow(claim, stores).state,
  textsOf: (claim, stores) => [volumeNow(claim, stores).explanation.message, claim.spec?.storageClassName ?? ""],
  passes: (claim, { storageClass, isUnused }, stores) =>
    (!storageClass || claim.spec?.storageClassName === storageClass) &&
    (isUnused == null || isUnused !== isUsed(claim, stores)),
  sortKeyOf: (claim) => {
    const size = parseQuantity(claim.spec?.resources?.requests?.storage ?? "");
    // Whole bytes with leading zeros, so that texts sort as the numbers do.
    return size ? quantityToNumber(size).toFixed(0).padStart(24, "0") : "";
  },
  claimsOf: () => [],
  familyOf: (name) => ({
    members: [`PersistentVolumeClaim/${name}`, `PVCViewer/${viewerNameOf(name)}`],
    workload: workloadOfViewer(viewerNameOf(name)),
  }),
  relationsOf: volumeRelations,
  weigh: () => 1_500,
};

function isUsed({ metadata: { namespace = "", name } }: PersistentVolumeClaim, stores: ApiStores): boolean {
  return usersOfClaim(stores, { namespace, claim: name }).length > 0;
}
