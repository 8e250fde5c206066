import { KEEP_UNTIL_ANNOTATION, type KubeObject, parseInstant } from "../../kube/mod.ts";
import { isAskedToStop, latestKeep, toInstant, type ToolObject } from "../../kube/explain/mod.ts";
import type { ApiContext } from "../context.ts";
import type { Noun } from "../nouns/noun.ts";
import type { TargetInput } from "../target.ts";
import { type ActionPayload, annotateTargets, type AnnotationDecision } from "./annotate_targets.ts";

/** Instants are said in whole seconds, and clocks differ a little. */
const TOLERANCE_MS = 2_000;
const PATH = ["until"];

/** Holds off the stop of each target for being idle until an instant; null gives a hold up. */
export function keepTargets<T extends KubeObject>(
  context: ApiContext,
  noun: Noun<T>,
  targets: readonly TargetInput[],
  until: Date | null,
): Promise<ActionPayload<T>> {
  const now = context.clock.now();
  return annotateTargets(context, noun, targets, (object) => decideKeep(object, noun.word, { until, now }));
}

/** What is to be written for one object. */
export function decideKeep(
  object: ToolObject,
  word: string,
  { until, now }: { until: Date | null; now: Date },
): AnnotationDecision {
  const { name, annotations } = object.metadata;
  const kept = annotations?.[KEEP_UNTIL_ANNOTATION];
  if (until === null) {
    return kept === undefined
      ? { kind: "nothing" }
      : { kind: "annotate", annotations: { [KEEP_UNTIL_ANNOTATION]: null } };
  }
  if (until.getTime() <= now.getTime()) {
    const message = `${toInstant(until)} is over: it is ${toInstant(now)}.`;
    return { kind: "invalid", message, nextStep: "Choose a time to come.", path: PATH };
  }
  if (isAskedToStop(object)) {
    return { kind: "refuse", message: `The ${word} ${name} is stopped.`, nextStep: "Start it." };
  }
  const latest = object.status?.culling && latestKeep(object.status.culling, now);
  if (latest === undefined) {
    const message = `Nothing is known that would stop the ${word} ${name} for being idle.`;
    return { kind: "refuse", message, nextStep: "If you have just started it, try again in a minute." };
  }
  if (until.getTime() > latest + TOLERANCE_MS) {
    return latest > now.getTime() ? beyond(latest, { word, name }) : usedUp(object, { word, name, now });
  }
  return { kind: "annotate", annotations: { [KEEP_UNTIL_ANNOTATION]: toInstant(until) } };
}

function usedUp(
  { status }: ToolObject,
  { word, name, now }: { word: string; name: string; now: Date },
): AnnotationDecision {
  if ((parseInstant(status?.culling?.runEndsAt) ?? Infinity) <= now.getTime()) {
    const message = `The ${word} ${name} has been running for as long as is allowed here.`;
    return { kind: "refuse", message, nextStep: "Save your work: it stops, and can be started again." };
  }
  const message = `The ${word} ${name} has been held off for as long as is allowed here.`;
  return { kind: "refuse", message, nextStep: "Use it: then its time begins anew." };
}

function beyond(latest: number, { word, name }: { word: string; name: string }): AnnotationDecision {
  const allowed = toInstant(new Date(latest));
  return {
    kind: "invalid",
    message: `The ${word} ${name} can be kept until ${allowed} at the latest.`,
    nextStep: "Choose a time before that.",
    path: PATH,
    allowed: [allowed],
  };
}
