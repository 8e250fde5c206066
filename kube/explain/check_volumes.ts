import { newestEvent } from "./event_time.ts";
import type { Verdict } from "./explanation.ts";
import { readMissingSettings } from "./missing_settings.ts";
import { type ObservedTool, toolContainerStatus } from "./observed_tool.ts";
import { asDetail } from "./wording.ts";

const ABOUT_VOLUMES = ["FailedAttachVolume", "FailedMount", "SuccessfulAttachVolume", "Pulling", "Pulled", "Created"];

/** The pod has a node, and its volumes do not come. */
export function checkVolumes(observed: ObservedTool): Verdict | undefined {
  const { pod, events } = observed;
  if (!pod?.spec?.nodeName || !isWaiting(observed)) return undefined;
  const newest = newestEvent(
    events,
    (event) => event.involvedObject.kind === "Pod" && ABOUT_VOLUMES.includes(event.reason ?? ""),
  );
  if (newest?.type !== "Warning") return undefined;
  const words = newest.message ?? "";
  return {
    ...(missing(words) ?? readMissingSettings(words) ?? inUse(words, observed) ?? notMounted(words, observed)),
    technical: words,
  };
}

/** A claim whose volume was taken away from under it. */
export function checkLostVolume({ pod, claims }: ObservedTool): Verdict | undefined {
  const lost = pod && claims.find((each) => each.status?.phase === "Lost");
  return lost && { reason: "VolumeLost", parameters: { volume: lost.metadata.name } };
}

function isWaiting(observed: ObservedTool): boolean {
  const state = toolContainerStatus(observed)?.state;
  return !state?.running && !state?.terminated;
}

function missing(words: string): Verdict | undefined {
  const volume = /persistentvolumeclaim "([^"]+)" not found/.exec(words)?.[1];
  return volume ? { reason: "VolumeNotFound", parameters: { volume } } : undefined;
}

function inUse(words: string, observed: ObservedTool): Verdict | undefined {
  if (!/Multi-Attach error|exclusively attached/.test(words)) return undefined;
  const volume = volumeIn(words, observed);
  const { holder: known } = observed;
  if (known?.volume === volume && known.node !== observed.pod?.spec?.nodeName) {
    return { reason: "VolumeHeldElsewhere", parameters: { volume, holder: known.holder, machine: known.node } };
  }
  const holder = /used by pod\(s\) ([^\s,]+)/.exec(words)?.[1]?.replace(/-0$/, "");
  return { reason: "VolumeInUse", parameters: { volume, ...(holder ? { holder } : {}) } };
}

function notMounted(words: string, observed: ObservedTool): Verdict {
  // The mount program's own words come last, after how it was called.
  const said = /\nOutput: (.+)$/s.exec(words)?.[1];
  const detail = asDetail(said ?? words.replace(/^.*?failed for volume "[^"]*"\s*:\s*/s, ""));
  return { reason: "VolumeMountFailed", parameters: { volume: volumeIn(words, observed), detail } };
}

/** The claim that an Event's volume stands for: it names the PersistentVolume or the pod's volume. */
function volumeIn(words: string, { claims, pod }: ObservedTool): string {
  const named = /volume "([^"]+)"/.exec(words)?.[1] ?? /volumes=\[([^\],\s]+)/.exec(words)?.[1];
  const byName = pod?.spec?.volumes?.find((volume) => volume.name === named)?.persistentVolumeClaim?.claimName;
  const byVolume = claims.find((claim) => claim.spec?.volumeName === named)?.metadata.name;
  return byName ?? byVolume ?? named ?? claims[0]?.metadata.name ?? "A volume";
}
