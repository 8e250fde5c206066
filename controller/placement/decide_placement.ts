import { isAskedToStop, type ToolObject, type VolumeHolder, type Workload } from "../../kube/explain/mod.ts";
import { PLACEMENT_ANNOTATION, type Pod } from "../../kube/mod.ts";
import { recordedJson } from "../children/recorded_json.ts";
import { isPlacement, type Placement } from "./place_beside.ts";
import { firstOf, type VolumeSharer } from "./volume_sharers.ts";

/** What a placement is decided from. */
export interface PlacementQuestion {
  readonly object: ToolObject;
  readonly workload?: Workload;
  readonly pod?: Pod;
  readonly sharers: readonly VolumeSharer[];
  /** Of the object itself, as its pod's would be. */
  readonly rank: number;
}

/** Where a pod is to be. */
export interface PlacementDecision {
  /** Absent: anywhere. */
  readonly placement?: Placement;
  /** Whether the pod that there is must go for it: it waits at the wrong place, or has to yield. */
  readonly isMoving: boolean;
  /** Beside whom it is placed, or whom it waits for. */
  readonly holder?: VolumeHolder;
}

/**
 * Where a pod with volumes that only one machine may have is to be: where a higher or equal one has them. It is decided at
 * each start and stays until the next, but for a pod that no machine has taken yet, and for one whose volume a higher one
 * wants on another machine: that yields.
 */
export function decidePlacement(question: PlacementQuestion): PlacementDecision {
  const { object, workload, pod, sharers, rank } = question;
  const recorded = recordedPlacement(workload);
  const node = pod?.metadata.deletionTimestamp ? undefined : pod?.spec?.nodeName;
  const exclusive = firstOf(sharers.filter((each) => each.isExclusive));
  const others = sharers.filter((each) => !each.isExclusive);
  if (isAskedToStop(object)) return { placement: recorded, isMoving: false };
  if (node !== undefined) {
    const elsewhere = others.filter((each) => each.node !== node);
    const higher = firstOf(elsewhere.filter((each) => each.rank > rank));
    const holder = firstOf(elsewhere) ?? exclusive;
    if (higher) return { placement: beside(higher), isMoving: true, ...holderOf(holder) };
    return { placement: recorded, isMoving: false, ...holderOf(holder) };
  }
  const first = firstOf(others.filter((each) => each.rank >= rank));
  const wanted = first ? beside(first) : near(firstOf(others));
  const isWrong = requiredNode(recorded) !== requiredNode(wanted);
  const isMoving = pod !== undefined && !pod.metadata.deletionTimestamp && isWrong;
  // One that waits already is not taken away for what would only be nicer.
  const placement = pod && !isWrong ? recorded : wanted;
  return { placement, isMoving, ...holderOf(exclusive ?? first) };
}

/** The placement that a workload's template was made with. */
export function recordedPlacement(workload: Workload | undefined): Placement | undefined {
  return recordedJson(workload, PLACEMENT_ANNOTATION, isPlacement);
}

function beside({ node, tolerations }: VolumeSharer): Placement {
  return { node, isRequired: true, tolerations: tolerations.filter((each) => !isOfEveryPod(each)) };
}

/** A lower one has to yield, and that is spared it where there is room. */
function near(sharer: VolumeSharer | undefined): Placement | undefined {
  return sharer && { node: sharer.node, isRequired: false, tolerations: [] };
}

function requiredNode(placement: Placement | undefined): string | undefined {
  return placement?.isRequired ? placement.node : undefined;
}

/** Kubernetes gives these to every pod. */
function isOfEveryPod({ key, tolerationSeconds }: Placement["tolerations"][number]): boolean {
  const isGiven = key === "node.kubernetes.io/not-ready" || key === "node.kubernetes.io/unreachable";
  return isGiven && tolerationSeconds !== undefined;
}

function holderOf(sharer: VolumeSharer | undefined): { holder?: VolumeHolder } {
  if (!sharer) return {};
  const { volume, holder, node, isExclusive } = sharer;
  return { holder: { volume, holder, node, isExclusive } };
}
