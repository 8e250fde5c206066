import { explainNotebook } from "../../kube/explain/mod.ts";
import {
  type CoreEvent,
  findDrift,
  type Next,
  NOTEBOOKS,
  type NotebookStatus,
  type Pod,
  type ResourceType,
} from "../../kube/mod.ts";
import { CONTROLLER, type ControllerSettings } from "../settings.ts";
import { type Child, childrenOf } from "./children.ts";
import { ownConditions } from "./own_conditions.ts";
import { decideTemplate } from "./held_template.ts";
import { type EventWrite, planMirrors } from "./mirror_events.ts";
import { notebookStatus, STATUS_SCHEMA, statusBody } from "./notebook_status.ts";
import type { Observed } from "./observed.ts";
import { planApplies } from "./plan_applies.ts";
import { isRestartAsked, planPodRemoval, type PodRemoval } from "./pod_removal.ts";
import { desiredTemplate, toolPort } from "./pod_template.ts";
import { type ToolQuestion, toolQuestionOf } from "./tool_question.ts";

/** What to do for one notebook; only what differs from how things are. */
export interface NotebookPlan {
  readonly applies: readonly Child[];
  /** Kinds of what was compared and is as it should be, the status among them. */
  readonly unchanged: readonly ResourceType[];
  readonly removePod?: PodRemoval;
  /** Absent: the status is right as it is. */
  readonly status?: NotebookStatus;
  readonly events: readonly EventWrite[];
  /** What the tool is to be asked; absent: nothing any more. */
  readonly question?: ToolQuestion;
  readonly next: Next;
}

/** Decides what to do for a notebook. Pure: the same observation at the same instant gives the same plan. */
export function planNotebook(observed: Observed, settings: ControllerSettings, now: Date): NotebookPlan {
  const own = withOwnPartsOnly(observed);
  const { template, merged } = desiredTemplate(own.notebook, settings);
  const isRestarting = isRestartAsked(own.notebook);
  const { notebook, statefulSet: live, pod, schemas } = own;
  const decision = decideTemplate({
    notebook,
    desired: template,
    live,
    pod,
    isRestarting,
    schema: schemas.statefulSet,
  });
  const children = childrenOf(own, decision, settings);
  const { applies, unchanged, refused, taken } = planApplies(observed, children, now);
  const isTemplateApplied = applies.every((each) => each.kind !== "StatefulSet");
  const removePod = planPodRemoval(own, { isRestarting, isTemplateApplied });
  const explained = explainNotebook({
    ...own,
    events: own.events.filter((each) => isOfThisPod(each, pod)),
    pendingChanges: decision.pendingChanges,
    isReplacing: removePod !== undefined || decision.replacesPod,
    port: toolPort(notebook),
    refusal: refused.find((each) => each.kind !== "Route")?.refusal,
    taken,
  }, now);
  const conditions = ownConditions({ observed: own, decision, merged, taken, refused });
  const status = notebookStatus({ notebook, statefulSet: live, pod, explained, conditions, unseen: own.unseen }, now);
  const mirrors = planMirrors(own, now);
  const question = toolQuestionOf(notebook, pod);
  const isNew = isStatusNew(own, status);
  const retries = refused.map((each) => each.refusal.retryAtMs - now.getTime());
  return {
    applies,
    unchanged: isNew ? unchanged : [...unchanged, NOTEBOOKS],
    ...(removePod ? { removePod } : {}),
    ...(isNew ? { status } : {}),
    events: mirrors.writes,
    ...(question ? { question } : {}),
    next: soonest([explained.recheckInMs, mirrors.recheckInMs, ...retries]),
  };
}

/** What the plan is about: parts that belong to something else are not this notebook's. */
function withOwnPartsOnly(observed: Observed): Observed {
  const { notebook, statefulSet } = observed;
  const isOurs = statefulSet?.metadata.ownerReferences?.some((each) => each.uid === notebook.metadata.uid);
  return isOurs ? observed : { ...observed, statefulSet: undefined, pod: undefined };
}

/** Whether an Event is on this very pod, and not on an earlier one of its name, or on no pod at all. */
function isOfThisPod({ involvedObject: { kind, uid } }: CoreEvent, pod: Pod | undefined): boolean {
  return kind !== "Pod" || uid === undefined || uid === pod?.metadata.uid;
}

function isStatusNew({ notebook }: Observed, status: NotebookStatus): boolean {
  const options = { manager: CONTROLLER, subresource: "status", schema: STATUS_SCHEMA };
  return findDrift(statusBody(notebook, status), notebook, options) !== undefined;
}

function soonest(delaysMs: readonly (number | undefined)[]): Next {
  const ms = Math.min(...delaysMs.map((each) => each ?? Infinity));
  return ms === Infinity ? { kind: "done" } : { kind: "after", ms: Math.max(0, ms) };
}
