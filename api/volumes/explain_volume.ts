import {
  compareQuantities,
  type CoreEvent,
  formatQuantity,
  lastAtOf,
  parseQuantity,
  type PersistentVolumeClaim,
  type StatusExplanation,
  type StorageClass,
} from "../../kube/mod.ts";
import { fillPattern, messageOf, type Reason } from "../../kube/explain/mod.ts";
import { VOLUME_REASONS } from "./volume_reasons.ts";

/** States of a volume, in the order in which a list is sorted by them; schema.graphql says what each means. */
export const VOLUME_STATES = [
  "LOST",
  "FAILED",
  "PROVISIONING",
  "EXPANDING",
  "WAITING_FOR_FIRST_USE",
  "READY",
  "DELETING",
] as const;
export type VolumeState = (typeof VOLUME_STATES)[number];

/** Everything that says how a volume is. */
export interface ObservedVolume {
  claim: PersistentVolumeClaim;
  /** The class that it names; undefined: none is named, or it is not there. */
  storageClass: StorageClass | undefined;
  /** Whether it is known which classes there are. */
  areClassesKnown: boolean;
  /** Of the claim, in any order. */
  events: readonly CoreEvent[];
}

/** How a volume is, and why. */
export interface ExplainedVolume {
  state: VolumeState;
  explanation: StatusExplanation;
}

interface Verdict {
  state: VolumeState;
  reason: keyof typeof VOLUME_REASONS;
  parameters?: Record<string, string>;
  since?: string;
  technical?: string;
}

/** Put there by Kubernetes: a claim is kept while a pod uses it. */
const PROTECTION = "kubernetes.io/pvc-protection";
/** Put there by Kubernetes' own deletion. */
const DELETION_FINALIZERS = ["foregroundDeletion", "orphan"];
/** That a node was chosen for the first pod that uses it, so that its storage is made there now. */
const SELECTED_NODE = "volume.kubernetes.io/selected-node";

/** Says in one state and one sentence how a volume is; a function of what was observed alone. */
export function explainVolume(observed: ObservedVolume): ExplainedVolume {
  const { state, reason, parameters = {}, since, technical } = verdictOf(observed);
  const entry: Reason = VOLUME_REASONS[reason];
  const { metadata } = observed.claim;
  return {
    state,
    explanation: {
      reason,
      message: messageOf(entry, parameters),
      ...(entry.nextStepPattern && { nextStep: fillPattern(entry.nextStepPattern, parameters) }),
      ...(Object.keys(parameters).length > 0 && { parameters }),
      since: since ?? metadata.creationTimestamp ?? "1970-01-01T00:00:00Z",
      ...(technical && { technical }),
    },
  };
}

function verdictOf(observed: ObservedVolume): Verdict {
  const { metadata, status } = observed.claim;
  if (metadata.deletionTimestamp) return explainDeletion(observed.claim, metadata.deletionTimestamp);
  switch (status?.phase) {
    case "Lost":
      return { state: "LOST", reason: "VolumeStorageLost" };
    case "Bound":
      return explainGrowth(observed) ?? { state: "READY", reason: "VolumeReady" };
    case "Pending":
    case undefined:
      return explainPending(observed);
    default:
      return { state: "FAILED", reason: "VolumeUnheard" };
  }
}

function explainDeletion({ metadata: { finalizers = [] } }: PersistentVolumeClaim, since: string): Verdict {
  const held = finalizers.filter((each) => !DELETION_FINALIZERS.includes(each));
  if (held.length === 0) return { state: "DELETING", reason: "VolumeLeaving", since };
  if (held.includes(PROTECTION)) return { state: "DELETING", reason: "VolumeLeavesAfterUse", since };
  return { state: "DELETING", reason: "VolumeHeldByFinalizer", parameters: { finalizer: held[0] }, since };
}

function explainPending({ claim, storageClass, areClassesKnown, events }: ObservedVolume): Verdict {
  const failure = newestFailure(events, claim);
  const { storageClassName, volumeName } = claim.spec ?? {};
  if (storageClassName && !storageClass && areClassesKnown && !volumeName) {
    const parameters = { storageClass: storageClassName };
    return { state: "FAILED", reason: "StorageKindMissing", parameters, technical: failure?.message };
  }
  if (failure) {
    const detail = asDetail(causeOf(failure.message ?? failure.reason ?? ""));
    const technical = failure.message;
    return { state: "FAILED", reason: "VolumeNotMade", parameters: { detail }, since: lastAtOf(failure), technical };
  }
  if (volumeName) return { state: "PROVISIONING", reason: "VolumeBeingMade" };
  if (!storageClassName) {
    return areClassesKnown
      ? { state: "FAILED", reason: "NoStorageKind" }
      : { state: "PROVISIONING", reason: "VolumeBeingMade" };
  }
  const waitsForUse = storageClass?.volumeBindingMode === "WaitForFirstConsumer" &&
    !claim.metadata.annotations?.[SELECTED_NODE];
  return waitsForUse
    ? { state: "WAITING_FOR_FIRST_USE", reason: "VolumeWaitsForUse" }
    : { state: "PROVISIONING", reason: "VolumeBeingMade" };
}

function explainGrowth({ claim: { spec, status } }: ObservedVolume): Verdict | undefined {
  const wanted = parseQuantity(spec?.resources?.requests?.storage ?? "");
  const capacity = parseQuantity(status?.capacity?.storage ?? "");
  if (!wanted || !capacity || compareQuantities(wanted, capacity) <= 0) return undefined;
  const parameters = { size: formatQuantity(wanted) };
  const find = (...types: string[]) =>
    status?.conditions?.find((each) => types.includes(each.type) && each.status === "True");
  const failed = find("ControllerResizeError", "NodeResizeError");
  if (failed) {
    const { lastTransitionTime: since, message: technical } = failed;
    return { state: "READY", reason: "VolumeGrowthFailed", parameters, since, technical };
  }
  const waiting = find("FileSystemResizePending");
  if (waiting) {
    const since = waiting.lastTransitionTime;
    return { state: "EXPANDING", reason: "VolumeGrowsAtNextUse", parameters, since };
  }
  return { state: "EXPANDING", reason: "VolumeGrowing", parameters, since: find("Resizing")?.lastTransitionTime };
}

/** The newest failure to make its storage since it is there; a namesake's of before counts for nothing. */
function newestFailure(events: readonly CoreEvent[], { metadata }: PersistentVolumeClaim): CoreEvent | undefined {
  const createdAt = Date.parse(metadata.creationTimestamp ?? "");
  return events
    .filter((event) => event.reason === "ProvisioningFailed" && !(Date.parse(lastAtOf(event)) < createdAt))
    .toSorted((a, b) => Date.parse(lastAtOf(a)) - Date.parse(lastAtOf(b))).at(-1);
}

/** What a provisioner says, without what it was doing and for which class. */
function causeOf(words: string): string {
  return words
    .replace(/^failed to provision volume with StorageClass "[^"]*": /, "")
    .replace(/^rpc error: code = \w+ desc = /, "");
}

/** One line of at most 160 characters without a full stop. */
function asDetail(text: string): string {
  const line = text.replace(/\s+/g, " ").trim().replace(/[.:;,]+$/, "");
  return line.length <= 160 ? line : `${line.slice(0, 159).trimEnd()}…`;
}
