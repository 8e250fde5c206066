import { askedOf, isAskedToStop, isInstant } from "../../kube/explain/mod.ts";
import { APPLIED_GENERATION_ANNOTATION, type Notebook, type Pod } from "../../kube/mod.ts";
import type { Observed } from "./observed.ts";

/** A pod that is to go, so that its StatefulSet makes another. */
export interface PodRemoval {
  readonly namespace: string;
  readonly name: string;
  /** Precondition: never the pod that comes after it. */
  readonly uid: string;
}

/** Whether a restart is asked for that the status has not acted on. One from before our first status is history. */
export function isRestartAsked(notebook: Notebook): boolean {
  const asked = askedOf(notebook).restartRequestedAt;
  const { observedGeneration, actedOn } = notebook.status ?? {};
  return asked !== undefined && observedGeneration !== undefined && asked !== actedOn?.restartRequestedAt;
}

/**
 * The pod, where it must go: a restart was asked for after it was made, or it is not Ready and of an earlier revision,
 * which no StatefulSet ever replaces by itself.
 */
export function planPodRemoval(
  { notebook, statefulSet, pod }: Observed,
  { isRestarting, isTemplateApplied }: { isRestarting: boolean; isTemplateApplied: boolean },
): PodRemoval | undefined {
  if (!pod?.metadata.uid || pod.metadata.deletionTimestamp || notebook.metadata.deletionTimestamp) return undefined;
  if (isAskedToStop(notebook)) return undefined;
  const isBroken = isTemplateApplied && isStuck({ statefulSet, pod });
  const mustGo = (isRestarting && wasMadeBefore(pod, askedOf(notebook).restartRequestedAt)) || isBroken;
  return mustGo ? { namespace: pod.metadata.namespace!, name: pod.metadata.name, uid: pod.metadata.uid } : undefined;
}

/** A restart that is recorded late must not take the pod that it brought. */
function wasMadeBefore(pod: Pod, asked: string | undefined): boolean {
  if (asked === undefined || !isInstant(asked)) return true;
  return Date.parse(pod.metadata.creationTimestamp ?? "") <= Date.parse(asked);
}

function isStuck({ statefulSet, pod }: Pick<Observed, "statefulSet" | "pod">): boolean {
  const { metadata, status } = statefulSet ?? {};
  const isReady = pod?.status?.conditions?.some((each) => each.type === "Ready" && each.status === "True");
  if (isReady || metadata?.annotations?.[APPLIED_GENERATION_ANNOTATION] === undefined) return false;
  if (!status?.updateRevision || status.observedGeneration !== metadata.generation) return false;
  const revision = pod?.metadata.labels?.["controller-revision-hash"];
  return revision !== undefined && revision !== status.updateRevision;
}
