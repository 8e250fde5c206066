import { RESTART_ANNOTATION } from "../annotations.ts";
import { NOTEBOOK_NAME_MAX } from "../resources/notebook.ts";
import type { Verdict } from "./explanation.ts";
import type { ObservedNotebook } from "./observed_notebook.ts";
import {
  explainDeletion,
  isAskedToStop,
  isInstant,
  restartVerdict,
  stoppedVerdict,
  stoppingVerdict,
} from "./requests.ts";

/** Being deleted. */
export function checkDeletion({ notebook }: ObservedNotebook): Verdict | undefined {
  return explainDeletion(notebook);
}

/** Asked to stop: stopping while anything of it is there, then stopped. */
export function checkStop({ notebook, statefulSet, pod }: ObservedNotebook): Verdict | undefined {
  if (!isAskedToStop(notebook)) return undefined;
  const isThere = pod !== undefined || (statefulSet?.status?.replicas ?? 0) > 0;
  return isThere ? stoppingVerdict(notebook) : stoppedVerdict(notebook);
}

/** A name whose pod could not carry its labels. */
export function checkName({ notebook }: ObservedNotebook): Verdict | undefined {
  if (notebook.metadata.name.length <= NOTEBOOK_NAME_MAX) return undefined;
  return { reason: "NameTooLong", parameters: { max: String(NOTEBOOK_NAME_MAX) } };
}

/** A notebook without a container: there is nothing to run. */
export function checkContainers({ notebook }: ObservedNotebook): Verdict | undefined {
  if (notebook.spec.template.spec.containers.length > 0) return undefined;
  return { reason: "InvalidSpec", parameters: { detail: "it names no container and so no image" } };
}

/** Without its server's objects nobody knows how a notebook is. */
export function checkSight({ unseen = {} }: ObservedNotebook): Verdict | undefined {
  const resources = Object.keys(unseen);
  if (resources.length === 0) return undefined;
  const technical = Object.values(unseen).join("\n");
  return { reason: "NotAllowedToSee", parameters: { resources: resources.join(" and ") }, technical };
}

/** A child's name that something else has. */
export function checkTaken({ taken }: ObservedNotebook): Verdict | undefined {
  if (!taken) return undefined;
  return {
    reason: "NameTaken",
    parameters: { kind: taken.kind, name: taken.name },
    technical: `${taken.kind} ${taken.name} exists and is not controlled by this Notebook.`,
  };
}

/** The pod goes, or is about to, and another one comes. */
export function checkReplacement(observed: ObservedNotebook): Verdict | undefined {
  const { notebook, pod, isReplacing } = observed;
  if (!pod || !(isReplacing || pod.metadata.deletionTimestamp || isFinished(observed) || isOutdated(observed))) {
    return undefined;
  }
  const asked = notebook.metadata.annotations?.[RESTART_ANNOTATION];
  const wasAsked = asked !== undefined && isInstant(asked) && madeBefore(observed, asked);
  return wasAsked ? restartVerdict(notebook) : { reason: "Replacing", technical: pod.status?.message };
}

function madeBefore({ pod }: ObservedNotebook, instant: string): boolean {
  return Date.parse(pod?.metadata.creationTimestamp ?? "") <= Date.parse(instant);
}

/** A pod that ended as a whole, such as by eviction: its StatefulSet makes another. */
function isFinished({ pod }: ObservedNotebook): boolean {
  return pod?.status?.phase === "Failed" || pod?.status?.phase === "Succeeded";
}

/** Of an earlier template than the StatefulSet's, which is going to be rolled out. */
function isOutdated({ pod, statefulSet }: ObservedNotebook): boolean {
  const wanted = statefulSet?.status?.updateRevision;
  const actual = pod?.metadata.labels?.["controller-revision-hash"];
  return Boolean(wanted && actual && wanted !== actual);
}
