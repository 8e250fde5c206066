import type { PersistentVolumeClaim } from "../../kube/mod.ts";
import type { ApiStores } from "../stores.ts";
import { type ExplainedVolume, explainVolume } from "./explain_volume.ts";

/** How a volume is, as far as the stores know. */
export function volumeNow(
  claim: PersistentVolumeClaim,
  { storageClasses, events }: Pick<ApiStores, "storageClasses" | "events">,
): ExplainedVolume {
  const { name, namespace } = claim.metadata;
  const named = claim.spec?.storageClassName;
  return explainVolume({
    claim,
    storageClass: named ? storageClasses.get(named) : undefined,
    areClassesKnown: storageClasses.isReady,
    events: events.byIndex("about", `${namespace}/PersistentVolumeClaim/${name}`),
  });
}
