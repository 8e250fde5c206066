import { askedOf, isAskedToStop, type ToolObject } from "../../kube/explain/mod.ts";
import { parseInstant, type Pod, PODS } from "../../kube/mod.ts";
import type { Observed } from "../tool/observed.ts";
import type { Removal } from "./removal.ts";
import { appliedGenerationOf } from "./workload_body.ts";

/** Whether a restart is asked for that the status has not acted on. One from before our first status is history. */
export function isRestartAsked(object: ToolObject): boolean {
  const asked = askedOf(object).restartRequestedAt;
  const { observedGeneration, actedOn } = object.status ?? {};
  return asked !== undefined && observedGeneration !== undefined && asked !== actedOn?.restartRequestedAt;
}

/**
 * The pod, where it must go: a restart was asked for after it was made, or it is not Ready and of an earlier revision,
 * which no StatefulSet ever replaces by itself.
 */
export function planPodRemoval(
  observed: Observed,
  { isRestarting, isTemplateApplied }: { isRestarting: boolean; isTemplateApplied: boolean },
): Removal | undefined {
  const { object, pod } = observed;
  if (!pod?.metadata.uid || pod.metadata.deletionTimestamp || object.metadata.deletionTimestamp) return undefined;
  if (isAskedToStop(object)) return undefined;
  const isBroken = isTemplateApplied && isStuck(observed);
  const mustGo = (isRestarting && wasMadeBefore(pod, askedOf(object).restartRequestedAt)) || isBroken;
  const { namespace = "", name, uid } = pod.metadata;
  return mustGo ? { type: PODS, namespace, name, uid } : undefined;
}

/** A restart that is recorded late must not take the pod that it brought. */
function wasMadeBefore(pod: Pod, asked: string | undefined): boolean {
  const askedAt = parseInstant(asked);
  return askedAt === undefined || Date.parse(pod.metadata.creationTimestamp ?? "") <= askedAt;
}

/** A Deployment replaces such a pod by itself. */
function isStuck({ workload, pod, isOutdated }: Observed): boolean {
  if (!isOutdated || workload?.kind === "Deployment" || appliedGenerationOf(workload) === undefined) return false;
  const isReady = pod?.status?.conditions?.some((each) => each.type === "Ready" && each.status === "True");
  return !isReady && workload?.status?.observedGeneration === workload?.metadata.generation;
}
