import { type NeededWebhook, unservedWords } from "../admission/needed_webhooks.ts";
import type { TemplateDecision } from "../children/held_template.ts";
import { type ChildRefusal, isLeftToOthers } from "../children/child_refusals.ts";
import type { ChildKind } from "../children/child.ts";
import { GATEWAY_HEADERS_MAX } from "../children/http_route.ts";
import type { RefusedChild } from "../children/plan_applies.ts";
import type { Contested, Rivalry } from "../children/rivalry.ts";
import type { ToolWish } from "../tool/tool_kind.ts";
import type { RouteSupport } from "../watches/route_support.ts";
import type { OwnCondition } from "./conditions.ts";

/** What our conditions are read from. */
export interface ConditionFacts {
  routes: RouteSupport;
  unservedWebhooks?: readonly NeededWebhook[];
  decision: TemplateDecision;
  wish: ToolWish;
  taken?: { kind: string; name: string };
  refused: readonly RefusedChild[];
  /** What is remembered of refusals, whether or not their children are wanted just now. */
  refusals: Readonly<Partial<Record<ChildKind, ChildRefusal>>>;
  rivalries: Readonly<Partial<Record<Contested, Rivalry>>>;
}

/** Conditions of ours besides Ready: each stands only while it is True. */
export function ownConditions(facts: ConditionFacts): OwnCondition[] {
  const found = [
    restartPending(facts),
    nameTaken(facts),
    anotherController(facts),
    childRefused(facts),
    routesUnavailable(facts),
    headersLeftOut(facts),
    webhookUnserved(facts),
    duplicatesMerged(facts.wish),
    ...facts.wish.conditions,
  ];
  return found.filter((each) => each !== undefined);
}

/** A condition that stands. */
export function condition(type: string, reason: string, message: string): OwnCondition {
  return { type, status: "True", reason, message };
}

function restartPending({ decision: { pendingChanges }, wish }: ConditionFacts): OwnCondition | undefined {
  // What cannot be followed takes effect at no start.
  if (pendingChanges.length === 0 || wish.fault) return undefined;
  return condition("RestartPending", "TemplateHeld", `Takes effect at the next start: ${pendingChanges.join(", ")}.`);
}

function nameTaken({ taken, wish: { config }, refusals }: ConditionFacts): OwnCondition | undefined {
  const isConfigTaken = !taken && config && refusals.ConfigMap && isLeftToOthers(refusals.ConfigMap);
  const found = isConfigTaken ? { kind: "ConfigMap", name: config.name } : taken;
  if (!found) return undefined;
  const words = `${found.kind} ${found.name} exists and belongs to something else; it is left alone.`;
  return condition("NameTaken", "NotControlled", isConfigTaken ? `${words} ${WITHOUT_FILES}` : words);
}

const WITHOUT_FILES = "The server starts without the files that would tell it its address.";

function anotherController({ rivalries }: ConditionFacts): OwnCondition | undefined {
  const given = Object.entries(rivalries).filter(([, each]) => each.isGivenUp);
  if (given.length === 0) return undefined;
  return condition("AnotherController", "WritesToo", rivalWords(given.map(([what]) => what), given[0][1].manager));
}

/** That another controller writes, and what is left to it, for people. */
export function rivalWords(what: readonly string[], manager: string): string {
  return `${manager} undoes what is written to ${what.join(" and ")}: left as it is until the spec changes. ` +
    "Two controllers must not look after one object: switch one of them off.";
}

function childRefused({ refused }: ConditionFacts): OwnCondition | undefined {
  const found = refused.find(({ refusal }) => !isLeftToOthers(refusal));
  if (!found) return undefined;
  const { kind, refusal } = found;
  return condition("ChildRefused", refusal.code === 403 ? "Forbidden" : "Invalid", `${kind}: ${refusal.message}`);
}

function routesUnavailable({ routes, wish }: ConditionFacts): OwnCondition | undefined {
  if (!wish.route) return undefined;
  const isWanted = routes.kind === "none" ? routes.missing !== undefined : !routes.isReady;
  if (!isWanted) return undefined;
  if (routes.refusal) return condition("RouteUnavailable", "NotAllowedToSee", `There is no route: ${routes.refusal}.`);
  if (routes.kind !== "none") return undefined;
  const verb = routes.missing?.includes(" and ") ? "are" : "is";
  return condition(
    "RouteUnavailable",
    "KindNotInstalled",
    `There is no route: ${routes.missing} ${verb} not installed.`,
  );
}

function headersLeftOut({ routes, wish: { route } }: ConditionFacts): OwnCondition | undefined {
  const left = routes.kind === "gateway-api" && route ? Object.keys(route.headers).slice(GATEWAY_HEADERS_MAX) : [];
  if (left.length === 0) return undefined;
  const words = `The Gateway API sets at most ${GATEWAY_HEADERS_MAX} headers on a request; left out: ${
    left.join(", ")
  }.`;
  return condition("HeadersLeftOut", "TooMany", words);
}

function webhookUnserved({ unservedWebhooks: unserved = [] }: ConditionFacts): OwnCondition | undefined {
  if (unserved.length === 0) return undefined;
  return condition("WebhookUnserved", "NobodyAnswers", unserved.map(unservedWords).join(" "));
}

function duplicatesMerged({ merged }: ToolWish): OwnCondition | undefined {
  if (merged.length === 0) return undefined;
  return condition("DuplicatesMerged", "DuplicateKeys", `Merged what stands more than once: ${merged.join(", ")}.`);
}
