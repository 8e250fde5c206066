import type { OwnCondition } from "./conditions.ts";
import type { TemplateDecision } from "./held_template.ts";
import type { Observed } from "./observed.ts";
import type { RefusedChild } from "./plan_applies.ts";
import { requestHeadersOf } from "./request_headers.ts";

/** What our conditions are read from. */
export interface ConditionFacts {
  observed: Observed;
  decision: TemplateDecision;
  merged: readonly string[];
  taken?: { kind: string; name: string };
  refused: readonly RefusedChild[];
}

/** Conditions of ours besides Ready: each stands only while it is True. */
export function ownConditions(facts: ConditionFacts): OwnCondition[] {
  const found = [
    restartPending(facts.decision),
    nameTaken(facts),
    childRefused(facts),
    routesUnavailable(facts),
    duplicatesMerged(facts),
    headersRefused(facts),
  ];
  return found.filter((each) => each !== undefined);
}

function condition(type: string, reason: string, message: string): OwnCondition {
  return { type, status: "True", reason, message };
}

function restartPending({ pendingChanges }: TemplateDecision): OwnCondition | undefined {
  if (pendingChanges.length === 0) return undefined;
  return condition("RestartPending", "TemplateHeld", `Takes effect at the next start: ${pendingChanges.join(", ")}.`);
}

function nameTaken({ taken }: ConditionFacts): OwnCondition | undefined {
  if (!taken) return undefined;
  const message = `${taken.kind} ${taken.name} exists and belongs to something else; it is left alone.`;
  return condition("NameTaken", "NotControlled", message);
}

function childRefused({ refused }: ConditionFacts): OwnCondition | undefined {
  if (refused.length === 0) return undefined;
  const [{ kind, refusal }] = refused;
  return condition("ChildRefused", refusal.code === 403 ? "Forbidden" : "Invalid", `${kind}: ${refusal.message}`);
}

function routesUnavailable({ observed: { routes } }: ConditionFacts): OwnCondition | undefined {
  const isWanted = routes.kind === "none" ? routes.missing !== undefined : !routes.isReady;
  if (!isWanted) return undefined;
  if (routes.refusal) return condition("RouteUnavailable", "NotAllowedToSee", `There is no route: ${routes.refusal}.`);
  if (routes.kind !== "none") return undefined;
  return condition("RouteUnavailable", "KindNotInstalled", `There is no route: ${routes.missing} is not installed.`);
}

function duplicatesMerged({ merged }: ConditionFacts): OwnCondition | undefined {
  if (merged.length === 0) return undefined;
  return condition("DuplicatesMerged", "DuplicateKeys", `Merged what stands more than once: ${merged.join(", ")}.`);
}

function headersRefused({ observed: { notebook } }: ConditionFacts): OwnCondition | undefined {
  const { refused } = requestHeadersOf(notebook);
  return refused ? condition("AnnotationRefused", "RequestHeaders", refused) : undefined;
}
