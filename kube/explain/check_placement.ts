import { newestEvent } from "./event_time.ts";
import type { Verdict } from "./explanation.ts";
import type { ObservedTool } from "./observed_tool.ts";
import { asDetail, enumerate, resourceWord } from "./wording.ts";

/** The pod has no node yet. */
export function checkPlacement(observed: ObservedTool): Verdict | undefined {
  const { pod } = observed;
  if (!pod || pod.spec?.nodeName) return undefined;
  const scheduled = pod.status?.conditions?.find((each) => each.type === "PodScheduled");
  const words = scheduled?.status === "False" ? scheduled.message ?? "" : "";
  if (!words) return { reason: "FindingPlace" };
  return { ...explainUnschedulable(words, observed), technical: technicalOf(words, observed) };
}

function explainUnschedulable(words: string, observed: ObservedTool): Verdict {
  return missingVolume(words, observed) ?? unboundVolume(words, observed) ?? volumeInUse(words, observed) ??
    noRoomBeside(words, observed) ?? lackingResources(words) ??
    { reason: "NoPlaceFits", parameters: { detail: misfitOf(words) } };
}

function missingVolume(words: string, { claims }: ObservedTool): Verdict | undefined {
  const volume = /persistentvolumeclaim "([^"]+)" (?:not found|is being deleted)/.exec(words)?.[1];
  if (!volume) return undefined;
  // The scheduler may not have looked again since the volume was made.
  const isThere = claims.some((claim) => claim.metadata.name === volume && !claim.metadata.deletionTimestamp);
  return isThere ? { reason: "FindingPlace" } : { reason: "VolumeNotFound", parameters: { volume } };
}

function unboundVolume(words: string, { claims }: ObservedTool): Verdict | undefined {
  if (!/unbound immediate|find available persistent volumes|non-existent persistentvolume/i.test(words)) {
    return undefined;
  }
  const named = /persistentvolumeclaim "([^"]+)"/.exec(words)?.[1];
  const volume = named ?? claims.find((claim) => claim.status?.phase !== "Bound")?.metadata.name;
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
function noRoomBeside(words: string, { holder }: ObservedTool): Verdict | undefined {
  if (!holder || holder.isExclusive) return undefined;
  const lacking = lackingIn(words);
  const detail = lacking.length > 0 ? `not enough ${enumerate(lacking)} is free` : misfitOf(words);
  const { node, volume, holder: name } = holder;
  return { reason: "NoRoomBesideVolume", parameters: { machine: node, volume, holder: name, detail } };
}

function lackingResources(words: string): Verdict | undefined {
  const lacking = lackingIn(words);
  if (lacking.length === 0) return undefined;
  return { reason: "NotEnoughResources", parameters: { resource: enumerate(lacking) } };
}

/** What people call the resources that no machine has enough of. */
function lackingIn(words: string): string[] {
  const lacking = [...words.matchAll(/Insufficient ([\w./-]+\w)/g)].map((match) => resourceWord(match[1]));
  if (/Too many pods/.test(words)) lacking.push("room");
  return [...new Set(lacking)];
}

const MISFITS: readonly [RegExp, string][] = [
  [/no nodes available|0\/0 nodes/, "there is none"],
  [/volume node affinity conflict/, "none of those allowed can reach its volume"],
  [/node affinity|node selector|node\(s\) didn't match Pod/, "none is of the kind that was asked for"],
  [/taint/, "the free ones are reserved for others"],
  [/unschedulable/, "none takes new servers now"],
];

function misfitOf(words: string): string {
  const known = MISFITS.find(([pattern]) => pattern.test(words));
  return known?.[1] ?? asDetail(words.replace(/^\d+\/\d+ nodes are available: /, ""));
}

/** The scheduler's words, and what was last said about a volume that it waits for. */
function technicalOf(words: string, { events }: ObservedTool): string {
  const ofVolume = newestEvent(
    events,
    (event) => event.involvedObject.kind === "PersistentVolumeClaim" && event.type === "Warning",
  );
  return ofVolume?.message ? `${words} ${ofVolume.involvedObject.name}: ${ofVolume.message}` : words;
}
