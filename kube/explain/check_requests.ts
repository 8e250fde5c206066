import { RESTART_ANNOTATION } from "../annotations.ts";
import { parseInstant } from "../instant.ts";
import { isAnswering } from "./check_answering.ts";
import type { Verdict } from "./explanation.ts";
import type { ObservedTool } from "./observed_tool.ts";
import { explainPodEnd } from "./pod_end.ts";
import { explainDeletion, isAskedToStop, restartVerdict, stoppedVerdict, stoppingVerdict } from "./requests.ts";

/** Being deleted. */
export function checkDeletion({ object }: ObservedTool): Verdict | undefined {
  return explainDeletion(object);
}

/** Asked to stop: stopping while anything of it is there, then stopped. */
export function checkStop({ object, workload, pod }: ObservedTool): Verdict | undefined {
  if (!isAskedToStop(object)) return undefined;
  const isThere = pod !== undefined || (workload?.status?.replicas ?? 0) > 0;
  return isThere ? stoppingVerdict(object) : stoppedVerdict(object);
}

/** What the object says cannot be made; what runs from before goes on, and its own check says so. */
export function checkFault(observed: ObservedTool): Verdict | undefined {
  const { fault } = observed;
  return fault?.parameters?.detail !== undefined && isAnswering(observed) ? undefined : fault;
}

/** Without its server's objects nobody knows how a tool is. */
export function checkSight({ unseen = {} }: ObservedTool): Verdict | undefined {
  const resources = Object.keys(unseen);
  if (resources.length === 0) return undefined;
  const technical = Object.values(unseen).join("\n");
  return { reason: "NotAllowedToSee", parameters: { resources: resources.join(" and ") }, technical };
}

/** A child's name that something else has. */
export function checkTaken({ taken, kind }: ObservedTool): Verdict | undefined {
  if (!taken) return undefined;
  return {
    reason: "NameTaken",
    parameters: { kind: taken.kind, name: taken.name },
    technical: `${taken.kind} ${taken.name} exists and is not controlled by this ${kind}.`,
  };
}

/** The pod goes, or is about to, and another one comes. */
export function checkReplacement(observed: ObservedTool): Verdict | undefined {
  const { object, pod, isReplacing } = observed;
  if (!pod || !(isReplacing || pod.metadata.deletionTimestamp || isFinished(observed) || observed.isOutdated)) {
    return undefined;
  }
  const asked = parseInstant(object.metadata.annotations?.[RESTART_ANNOTATION]);
  const wasAsked = asked !== undefined && madeBefore(observed, asked);
  if (wasAsked) return restartVerdict(object);
  return explainPodEnd(pod) ?? { reason: "Replacing", technical: pod.status?.message };
}

function madeBefore({ pod }: ObservedTool, instant: number): boolean {
  return Date.parse(pod?.metadata.creationTimestamp ?? "") <= instant;
}

/** A pod that ended as a whole, such as by eviction: another one is made. */
function isFinished({ pod }: ObservedTool): boolean {
  return pod?.status?.phase === "Failed" || pod?.status?.phase === "Succeeded";
}
