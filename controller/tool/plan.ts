import { explain, type ToolObject } from "../../kube/explain/mod.ts";
import { type CoreEvent, findDrift, type Next, type Pod, type ResourceType } from "../../kube/mod.ts";
import type { Child } from "../children/child.ts";
import { controllerOf } from "../children/child_ownership.ts";
import { childrenOf } from "../children/children_of.ts";
import { decideTemplate } from "../children/held_template.ts";
import { mountConfig, usesConfig } from "../children/mounted_config.ts";
import { planApplies } from "../children/plan_applies.ts";
import { type Contested, judgeRivalry, type Rivalry, wantedHash } from "../children/rivalry.ts";
import { planRivalEvents } from "../events/rival_event.ts";
import { planChildRemovals } from "../children/child_removals.ts";
import { isRestartAsked, planPodRemoval } from "../children/pod_removal.ts";
import type { Removal } from "../children/removal.ts";
import { type EventWrite, planMirrors } from "../events/mirror_events.ts";
import { decidePlacement } from "../placement/decide_placement.ts";
import { placeBeside } from "../placement/place_beside.ts";
import { type ToolQuestion, toolQuestionOf, toolRunOf } from "../probes/tool_question.ts";
import { CONTROLLER, type ControllerSettings } from "../settings.ts";
import { ownConditions } from "../status/own_conditions.ts";
import { statusBody, toolStatusFacts } from "../status/tool_status.ts";
import type { Observed } from "./observed.ts";
import type { ToolKind } from "./tool_kind.ts";

/** What to do for one object; only what differs from how things are. */
export interface ToolPlan<T extends ToolObject = ToolObject> {
  readonly applies: readonly Child[];
  /** Kinds of what was compared and is as it should be, the status among them. */
  readonly unchanged: readonly ResourceType[];
  /** So that its workload makes another. */
  readonly removePod?: Removal;
  /** Children that it does not ask for any more. */
  readonly removals: readonly Removal[];
  /** Absent: the status is right as it is. */
  readonly status?: NonNullable<T["status"]>;
  readonly events: readonly EventWrite[];
  /** What another controller undoes; what was given up is not in the plan. */
  readonly rivalries: Readonly<Partial<Record<Contested, Rivalry>>>;
  /** What the tool is to be asked; absent: nothing any more. */
  readonly question?: ToolQuestion;
  readonly next: Next;
}

/** Decides what to do for an object. Pure: the same observation at the same instant gives the same plan. */
export function planTool<T extends ToolObject>(
  kind: ToolKind<T>,
  observed: Observed<T>,
  settings: ControllerSettings,
  now: Date,
): ToolPlan<T> {
  const own = withOwnPartsOnly(observed);
  const { object, workload, pod } = own;
  const wanted = kind.wishOf(object);
  const isRestarting = isRestartAsked(object);
  const schema = kind.workload === "Deployment" ? own.schemas.deployment : own.schemas.statefulSet;
  const { placement, isMoving, holder } = place(kind, own, settings);
  const decision = decideTemplate({
    ...{ kind, object, wish: wanted, pod, isRestarting, isMoving, schema },
    desired: placeBeside(
      usesConfig(own, { isRestarting, now }) ? mountConfig(wanted.template, wanted.config) : wanted.template,
      placement,
    ),
    live: workload,
  });
  const reach = decision.isHeld ? kind.reachOf?.(workload!) : undefined;
  const wish = reach ? kind.wishOf(object, reach) : wanted;
  const children = childrenOf(own, { kind, wish, decision, placement, settings });
  const { applies, unchanged, refused, taken, rivalries } = planApplies(kind, observed, children, now);
  const isTemplateApplied = applies.every((each) => each.kind !== kind.workload);
  const isReplaced = decision.replacesPod && !isTemplateApplied;
  const removePod = planPodRemoval(own, { isRestarting, isTemplateApplied });
  const container = kind.containerOf(object);
  const explained = explain({
    ...own,
    kind: kind.type.kind,
    events: own.events.filter((each) => isOfThisPod(each, pod)),
    holder,
    fault: wish.fault,
    pendingChanges: decision.pendingChanges,
    isReplacing: removePod !== undefined || isReplaced,
    container,
    port: wish.service?.targetPort ?? 0,
    path: wish.route?.prefix,
    refusal: refused.find((each) => each.kind !== "Route" && each.kind !== "ConfigMap")?.refusal,
    taken,
  }, now);
  const conditions = ownConditions({ ...own, decision, wish, taken, refused, rivalries });
  const { culling, unseen } = own;
  const facts = { object, workload, pod, container, explained, conditions, unseen, culling, invalid: wish.invalid };
  const status = kind.statusOf(toolStatusFacts(facts, now));
  const mirrors = planMirrors(kind.type, own, now);
  const question = toolQuestionOf(kind, object, toolRunOf(object, pod, container), wish.question);
  const isNew = isStatusNew(kind, object, status);
  const overStatus = isNew ? rivalryOverStatus(own, status, now) : undefined;
  const contested = { ...rivalries, ...(overStatus ? { Status: overStatus } : {}) };
  const retries = refused.map((each) => each.refusal.retryAtMs - now.getTime());
  return {
    applies,
    unchanged: isNew ? unchanged : [...unchanged, kind.type],
    ...(removePod ? { removePod } : {}),
    removals: planChildRemovals(kind, own, wish),
    ...(isNew && !overStatus?.isGivenUp ? { status } : {}),
    events: [...mirrors.writes, ...planRivalEvents(kind.type, own, contested, now)],
    rivalries: contested,
    ...(question ? { question } : {}),
    next: soonest([explained.recheckInMs, mirrors.recheckInMs, ...retries]),
  };
}

function place(kind: ToolKind, { object, workload, pod, sharers }: Observed, settings: ControllerSettings) {
  const { rank } = kind;
  return settings.placeBesideVolumes
    ? decidePlacement({ object, workload, pod, sharers, rank })
    : { placement: undefined, isMoving: false, holder: undefined };
}

/** What the plan is about: parts that belong to something else are not this object's. */
function withOwnPartsOnly<T extends ToolObject>(observed: Observed<T>): Observed<T> {
  const { object, workload } = observed;
  const isOurs = workload && controllerOf(workload)?.uid === object.metadata.uid;
  return isOurs ? observed : { ...observed, workload: undefined, pod: undefined, isOutdated: false };
}

/** Whether an Event is on this very pod, and not on an earlier one of its name, or on no pod at all. */
function isOfThisPod({ involvedObject: { kind, uid } }: CoreEvent, pod: Pod | undefined): boolean {
  return kind !== "Pod" || uid === undefined || uid === pod?.metadata.uid;
}

function isStatusNew(kind: ToolKind, object: ToolObject, status: unknown): boolean {
  const options = { manager: CONTROLLER, subresource: "status", schema: kind.statusSchema };
  return findDrift(statusBody(kind.type, object, status), object, options) !== undefined;
}

function rivalryOverStatus({ object, history }: Observed, status: unknown, now: Date): Rivalry | undefined {
  if (!history?.written.Status && !history?.rivalries.Status) return undefined;
  const wanted = wantedHash(object.metadata.generation, status);
  const known = { written: history?.written.Status, before: history?.rivalries.Status };
  return judgeRivalry({ live: object, subresource: "status", wanted, ...known }, now);
}

function soonest(delaysMs: readonly (number | undefined)[]): Next {
  const ms = Math.min(...delaysMs.map((each) => each ?? Infinity));
  return ms === Infinity ? { kind: "done" } : { kind: "after", ms: Math.max(0, ms) };
}
