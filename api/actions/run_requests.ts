import {
  type KubeObject,
  RESTART_ANNOTATION,
  STOPPED_ANNOTATION,
  STOPPED_BY_ANNOTATION,
  STOPPED_REASON_ANNOTATION,
} from "../../kube/mod.ts";
import type { ApiContext } from "../context.ts";
import type { Noun } from "../nouns/noun.ts";
import type { TargetInput } from "../target.ts";
import { type ActionPayload, annotateTargets } from "./annotate_targets.ts";

/** Asks each target to stop; one that is stopped already stays as it is, with its first time and name. */
export function stopTargets<T extends KubeObject>(
  context: ApiContext,
  noun: Noun<T>,
  targets: readonly TargetInput[],
): Promise<ActionPayload<T>> {
  return annotateTargets(context, noun, targets, (object) => {
    if (isAskedToStop(object)) return { kind: "nothing" };
    const annotations = {
      [STOPPED_ANNOTATION]: context.clock.now().toISOString().replace(/\.\d+Z$/, "Z"),
      [STOPPED_BY_ANNOTATION]: context.identity.name,
      [STOPPED_REASON_ANNOTATION]: "user",
    };
    return { kind: "annotate", annotations };
  });
}

/** Asks each target to run; one that is not stopped stays as it is. */
export function startTargets<T extends KubeObject>(
  context: ApiContext,
  noun: Noun<T>,
  targets: readonly TargetInput[],
): Promise<ActionPayload<T>> {
  return annotateTargets(context, noun, targets, (object) => {
    if (!isAskedToStop(object)) return { kind: "nothing" };
    const annotations = {
      [STOPPED_ANNOTATION]: null,
      [STOPPED_BY_ANNOTATION]: null,
      [STOPPED_REASON_ANNOTATION]: null,
    };
    return { kind: "annotate", annotations };
  });
}

/** Asks each target to restart; one that is asked to stop is refused, since it would not come back. */
export function restartTargets<T extends KubeObject>(
  context: ApiContext,
  noun: Noun<T>,
  targets: readonly TargetInput[],
): Promise<ActionPayload<T>> {
  return annotateTargets(context, noun, targets, (object) => {
    if (isAskedToStop(object)) {
      return { kind: "refuse", message: `The ${noun.word} ${object.metadata.name} is stopped.`, nextStep: "Start it." };
    }
    // To the millisecond, so that two requests within a second are two.
    return { kind: "annotate", annotations: { [RESTART_ANNOTATION]: context.clock.now().toISOString() } };
  });
}

function isAskedToStop({ metadata }: KubeObject): boolean {
  return metadata.annotations?.[STOPPED_ANNOTATION] !== undefined;
}
