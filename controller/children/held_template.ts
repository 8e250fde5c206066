import { isAskedToStop, type ToolObject, type Workload } from "../../kube/explain/mod.ts";
import { findDrift, type Pod, type RootedSchema, UPDATE_POLICY_ANNOTATION } from "../../kube/mod.ts";
import { CONTROLLER } from "../settings.ts";
import type { ToolKind, ToolWish } from "../tool/tool_kind.ts";
import { mergeDuplicates } from "./merge_duplicates.ts";
import { ownedPart } from "./owned_part.ts";
import { wordsForPaths } from "./pending_changes.ts";
import type { PodTemplate } from "./pod_template.ts";
import { templateExtras } from "./template_extras.ts";
import { appliedGenerationOf, workloadBody } from "./workload_body.ts";

/** What the template depends on. */
export interface TemplateQuestion {
  kind: ToolKind;
  object: ToolObject;
  wish: Pick<ToolWish, "selector" | "labels">;
  desired: PodTemplate;
  live?: Workload;
  pod?: Pod;
  /** Whether a restart was asked for and not acted on. */
  isRestarting: boolean;
  /** Whether the pod has to go where its volume is. */
  isMoving?: boolean;
  schema?: RootedSchema;
}

/** The template to apply. */
export interface TemplateDecision {
  template: PodTemplate;
  /** The object's generation that is recorded with it. */
  appliedGeneration: string;
  /** Whether the template is the live one. */
  isHeld: boolean;
  /** What differs from the desired template until the next start, in words; empty: nothing is held. */
  pendingChanges: readonly string[];
  /** Whether the apply makes a new revision of a workload that has a pod. */
  replacesPod: boolean;
  /** Whether the live template cannot be said by an apply, so that the workload must be left alone. */
  isUnsayable: boolean;
}

/**
 * Which template a running object may get: the desired one only where the user asked for it (an edit of the spec, a
 * start or restart) or where there is nothing to restart; else the live one, held until then. A child without
 * the recorded generation is adopted as it is.
 */
export function decideTemplate(question: TemplateQuestion): TemplateDecision {
  const { object, desired, live, pod } = question;
  const generation = String(object.metadata.generation ?? 1);
  const differing = live ? templateDrift(question) : [];
  const held = live && heldTemplate(live);
  const isUnsayable = held !== undefined &&
    (held.spec?.containers === undefined || mergeDuplicates(held.spec).merged.length > 0);
  const isFree = differing.length === 0 || mayReplace(question, generation) || (isUnsayable && isAskedToStop(object));
  if (!held || isFree) {
    const replacesPod = live !== undefined && pod !== undefined && differing.length > 0 && !isAskedToStop(object);
    return {
      template: desired,
      appliedGeneration: generation,
      isHeld: false,
      pendingChanges: [],
      replacesPod,
      isUnsayable: false,
    };
  }
  return {
    template: held,
    appliedGeneration: appliedGenerationOf(live) ?? generation,
    isHeld: true,
    pendingChanges: wordsForPaths(differing),
    replacesPod: false,
    isUnsayable,
  };
}

/**
 * Whether the user asked for what restarts the pod, or there is none. A stop is no such thing: nobody's may fail because of
 * what else has changed, and what is stopped gets at its start what nobody edited.
 */
function mayReplace({ object, live, pod, isRestarting, isMoving }: TemplateQuestion, generation: string): boolean {
  if (isRestarting || isMoving) return true;
  const isDown = live?.spec?.replicas === 0;
  const hasNoPod = pod === undefined && (live?.status?.replicas ?? 0) === 0;
  const isStopping = isAskedToStop(object);
  if (isStopping && !isDown) return false;
  if (!isStopping && (isDown || hasNoPod)) return true;
  const applied = appliedGenerationOf(live);
  const isHeldByPolicy = object.metadata.annotations?.[UPDATE_POLICY_ANNOTATION] === "on-restart";
  return applied !== undefined && applied !== generation && !isHeldByPolicy;
}

/**
 * Paths within the template at which an apply of the desired one would change the live one. What is taken over becomes ours
 * in whole, so that an apply would take off whatever the desired one lacks: labels that Kubeflow never removed, for one.
 */
function templateDrift({ kind, object, wish, desired, live, schema }: TemplateQuestion): string[] {
  const body = workloadBody({ kind, object, wish, template: desired, annotations: {} });
  const drift = findDrift(body, live!, { manager: CONTROLLER, schema });
  const within = "spec.template.";
  if (!drift) return [];
  const changed = drift.changed.filter((path) => path.startsWith(within));
  const mayTakeOff = drift.isUnowned || drift.dropped.some((path) => path.startsWith(within));
  const extras = mayTakeOff ? templateExtras(heldTemplate(live!), desired) : [];
  return [...changed.map((path) => path.slice(within.length)), ...extras];
}

/** The live template restricted to what we own; the whole of it where nothing is ours yet. */
function heldTemplate(live: Workload): PodTemplate {
  // An object from before its schema may lack either.
  const template: PodTemplate = live.spec?.template ?? {};
  const owned = live.metadata.managedFields?.find((each) => each.manager === CONTROLLER && each.operation === "Apply");
  const spec = owned?.fieldsV1?.["f:spec"] as Record<string, Record<string, unknown>> | undefined;
  const fields = spec?.["f:template"];
  if (!fields) return withoutCreation(template);
  return ownedPart(template, fields) as PodTemplate;
}

/** A live template carries an empty creationTimestamp, which no apply may set. */
function withoutCreation(template: PodTemplate): PodTemplate {
  const { creationTimestamp: _, ...metadata } = template.metadata ?? {};
  return { ...template, metadata };
}
