import { isAskedToStop } from "../../kube/explain/mod.ts";
import {
  APPLIED_GENERATION_ANNOTATION,
  findDrift,
  type Notebook,
  type Pod,
  type RootedSchema,
  type StatefulSet,
  UPDATE_POLICY_ANNOTATION,
} from "../../kube/mod.ts";
import { CONTROLLER } from "../settings.ts";
import { ownedPart } from "./owned_part.ts";
import { wordsForPaths } from "./pending_changes.ts";
import { mergeDuplicates } from "./merge_duplicates.ts";
import type { PodTemplate } from "./pod_template.ts";
import { statefulSetBody } from "./stateful_set.ts";

/** What the template depends on. */
export interface TemplateQuestion {
  notebook: Notebook;
  desired: PodTemplate;
  live?: StatefulSet;
  pod?: Pod;
  /** Whether a restart was asked for and not acted on. */
  isRestarting: boolean;
  schema?: RootedSchema;
}

/** The template to apply. */
export interface TemplateDecision {
  template: PodTemplate;
  /** The notebook's generation that is recorded with it. */
  appliedGeneration: string;
  /** What differs from the desired template until the next start, in words; empty: nothing is held. */
  pendingChanges: readonly string[];
  /** Whether the apply makes a new revision of a StatefulSet that has a pod. */
  replacesPod: boolean;
  /** Whether the live template cannot be said by an apply, so that the StatefulSet must be left alone. */
  isUnsayable: boolean;
}

/**
 * Which template a running notebook may get: the desired one only where the user asked for it (an edit of the spec, a
 * stop, start or restart) or where there is nothing to restart; else the live one, held until then. A child without
 * the recorded generation is adopted as it is.
 */
export function decideTemplate(question: TemplateQuestion): TemplateDecision {
  const { notebook, desired, live, pod } = question;
  const generation = String(notebook.metadata.generation ?? 1);
  const differing = live ? templateDrift(question) : [];
  const isFree = differing.length === 0 || mayReplace(question, generation);
  if (!live || isFree) {
    const replacesPod = live !== undefined && pod !== undefined && differing.length > 0 && !isAskedToStop(notebook);
    return { template: desired, appliedGeneration: generation, pendingChanges: [], replacesPod, isUnsayable: false };
  }
  const held = heldTemplate(live);
  return {
    template: held,
    appliedGeneration: live.metadata.annotations?.[APPLIED_GENERATION_ANNOTATION] ?? generation,
    pendingChanges: wordsForPaths(differing),
    replacesPod: false,
    isUnsayable: mergeDuplicates(held.spec!).merged.length > 0,
  };
}

/** Whether the user asked for what restarts the pod, or there is none. */
function mayReplace({ notebook, live, pod, isRestarting }: TemplateQuestion, generation: string): boolean {
  const wasStopped = live?.spec?.replicas === 0;
  const hasNoPod = pod === undefined && (live?.status?.replicas ?? 0) === 0;
  if (isAskedToStop(notebook) || isRestarting || wasStopped || hasNoPod) return true;
  const applied = live?.metadata.annotations?.[APPLIED_GENERATION_ANNOTATION];
  const isHeldByPolicy = notebook.metadata.annotations?.[UPDATE_POLICY_ANNOTATION] === "on-restart";
  return applied !== undefined && applied !== generation && !isHeldByPolicy;
}

/** Paths within the template at which an apply of the desired one would change the live one. */
function templateDrift({ notebook, desired, live, schema }: TemplateQuestion): string[] {
  const drift = findDrift(statefulSetBody(notebook, desired, ""), live!, { manager: CONTROLLER, schema });
  const within = "spec.template.";
  return [...drift?.changed ?? [], ...drift?.dropped ?? []]
    .filter((path) => path.startsWith(within)).map((path) => path.slice(within.length));
}

/** The live template restricted to what we own; the whole of it where nothing is ours yet. */
function heldTemplate(live: StatefulSet): PodTemplate {
  const template = live.spec!.template;
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
