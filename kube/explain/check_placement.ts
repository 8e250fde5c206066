import { newestEvent } from "./event_time.ts";
import type { Verdict } from "./explanation.ts";
import type { ObservedTool } from "./observed_tool.ts";
import { readPlacement } from "./placement_words.ts";
import { enumerate } from "./wording.ts";

/** The pod has no node yet. */
export function checkPlacement(observed: ObservedTool): Verdict | undefined {
  const { pod } = observed;
  if (!pod || pod.spec?.nodeName) return undefined;
  const scheduled = pod.status?.conditions?.find((each) => each.type === "PodScheduled");
  const words = scheduled?.status === "False" ? scheduled.message ?? "" : "";
  if (!words) return unmadeVolume(observed) ?? { reason: "FindingPlace" };
  return { ...explainUnschedulable(words, observed), technical: technicalOf(words, observed) };
}

const VOLUME_IS_MADE = ["ExternalProvisioning", "Provisioning", "ProvisioningFailed"];

/** A place is found, and the scheduler waits until a volume is made there; it says nothing meanwhile. */
function unmadeVolume({ claims, events }: ObservedTool): Verdict | undefined {
  for (const claim of claims.filter((each) => each.status?.phase === "Pending")) {
    const newest = newestEvent(
      events,
      ({ involvedObject }) =>
        involvedObject.kind === "PersistentVolumeClaim" && involvedObject.name === claim.metadata.name,
    );
    if (!newest || !VOLUME_IS_MADE.includes(newest.reason ?? "")) continue;
    return { reason: "VolumeNotBound", parameters: { volume: claim.metadata.name }, technical: newest.message };
  }
  return undefined;
}

function explainUnschedulable(words: string, observed: ObservedTool): Verdict {
  return missingVolume(words, observed) ?? unboundVolume(words, observed) ?? volumeInUse(words, observed) ??
    noRoomBeside(words, observed) ?? misfit(words, observed);
}

function missingVolume(words: string, { claims }: ObservedTool): Verdict | undefined {
  const volume = /persistentvolumeclaim "([^"]+)" (?:not found|is being deleted)/.exec(words)?.[1];
  if (!volume) return undefined;
  // The scheduler may not have looked again since the volume was made.
  const isThere = claims.some((claim) => claim.metadata.name === volume && !claim.metadata.deletionTimestamp);
  return isThere ? { reason: "FindingPlace" } : { reason: "VolumeNotFound", parameters: { volume } };
}

function unboundVolume(words: string, { claims, pod }: ObservedTool): Verdict | undefined {
  if (!/unbound immediate|find available persistent volumes|non-existent persistentvolume/i.test(words)) {
    return undefined;
  }
  const named = /persistentvolumeclaim "([^"]+)"/.exec(words)?.[1];
  const own = pod?.spec?.volumes?.find((each) => each.ephemeral);
  // Of a claim that comes and goes with the pod the name is known.
  const ephemeral = own && `${pod!.metadata.name}-${own.name}`;
  const volume = named ?? claims.find((claim) => claim.status?.phase !== "Bound")?.metadata.name ?? ephemeral;
  return volume ? { reason: "VolumeNotBound", parameters: { volume } } : { reason: "FindingPlace" };
}

function volumeInUse(words: string, { claims, holder }: ObservedTool): Verdict | undefined {
  if (!/ReadWriteOncePod access mode/.test(words)) return undefined;
  if (holder?.isExclusive) {
    return { reason: "VolumeExclusive", parameters: { volume: holder.volume, holder: holder.holder } };
  }
  const single = claims.find((claim) => claim.spec?.accessModes?.includes("ReadWriteOncePod")) ?? claims[0];
  return single && { reason: "VolumeInUse", parameters: { volume: single.metadata.name } };
}

/** It has to be where its volume is, and there is no room. */
function noRoomBeside(words: string, observed: ObservedTool): Verdict | undefined {
  const { holder } = observed;
  if (!holder || holder.isExclusive) return undefined;
  const { lacking, detail, here } = readPlacement(words, observed);
  const why = lacking.length > 0 ? `not enough ${enumerate(lacking)} is free` : here ?? detail;
  const { node, volume, holder: name } = holder;
  return { reason: "NoRoomBesideVolume", parameters: { machine: node, volume, holder: name, detail: why } };
}

function misfit(words: string, observed: ObservedTool): Verdict {
  const { lacking, detail, nodes } = readPlacement(words, observed);
  const counted: Record<string, string> = nodes === undefined ? {} : { nodes: String(nodes) };
  return lacking.length > 0
    ? { reason: "NotEnoughResources", parameters: { resource: enumerate(lacking), detail, ...counted } }
    : { reason: "NoPlaceFits", parameters: { detail, ...counted } };
}

/** The scheduler's words, and what was last said about a volume that it waits for. */
function technicalOf(words: string, { events }: ObservedTool): string {
  const ofVolume = newestEvent(
    events,
    (event) => event.involvedObject.kind === "PersistentVolumeClaim" && event.type === "Warning",
  );
  return ofVolume?.message ? `${words} ${ofVolume.involvedObject.name}: ${ofVolume.message}` : words;
}
