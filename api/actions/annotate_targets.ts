import { isConflict, isNotFound, type KubeClient, type KubeObject } from "../../kube/mod.ts";
import { backoffMs } from "../../platform/backoff.ts";
import type { Clock } from "../../platform/clock.ts";
import type { ApiContext } from "../context.ts";
import type { Noun } from "../nouns/noun.ts";
import { requireServed } from "../request_error.ts";
import { encodeRevision } from "../revision.ts";
import { type ObjectAddress, type TargetInput, toAddress } from "../target.ts";
import { fieldError } from "./field_error.ts";
import { FIELD_MANAGER } from "./field_manager.ts";
import { mapInOrder } from "./map_in_order.ts";
import { explainRefusal } from "./refusal.ts";
import { checkTargets } from "./targets.ts";
import { type ActionError, type Conflict, forbiddenError, notFound, replaced } from "./user_error.ts";

const MAX_TRIES = 6;

/** What became of one target: `NotebookResult` of the schema and its like. */
export interface ActionResult<T> {
  index: number;
  object?: T;
  errors: ActionError[];
}

/** `NotebookActionPayload` of the schema and its like. */
export interface ActionPayload<T> {
  results: ActionResult<T>[];
  revision?: string;
}

/** What is to be written: asked anew after each conflict. */
export type AnnotationDecision =
  | { kind: "nothing" }
  /** Null removes. */
  | { kind: "annotate"; annotations: Record<string, string | null> }
  | { kind: "refuse"; message: string; nextStep: string }
  /** What was asked cannot be; `path` from the input on. */
  | { kind: "invalid"; message: string; nextStep: string; path: string[]; allowed?: string[] };

/** Annotates each target by itself; the results are in the order of the targets. */
export async function annotateTargets<T extends KubeObject>(
  context: ApiContext,
  noun: Noun<T>,
  targets: readonly TargetInput[],
  decide: (object: T) => AnnotationDecision,
): Promise<ActionPayload<T>> {
  checkTargets(targets);
  requireServed(noun.storeOf(context.stores));
  const results = await mapInOrder(targets, async (target, index) => {
    const outcome = await annotateTarget(context, noun, target, ["targets", String(index)], decide);
    return { index, errors: [], ...outcome };
  });
  return { results, ...newestRevision(noun, results) };
}

type Outcome<T> = { object: T } | { errors: ActionError[] };

async function annotateTarget<T extends KubeObject>(
  context: ApiContext,
  noun: Noun<T>,
  target: TargetInput,
  path: string[],
  decide: (object: T) => AnnotationDecision,
): Promise<Outcome<T>> {
  const address = toAddress(target, noun.type.kind);
  if (!address) {
    const message = `This is no id of a ${noun.word}.`;
    return { errors: [{ type: "FieldError", code: "INVALID", message, path: [...path, "id"] }] };
  }
  const { namespace, name } = address;
  if (!await context.rights.may(noun.access.patch, namespace, name)) {
    return { errors: [forbiddenError(noun.access.patch, namespace, path)] };
  }
  try {
    return await annotate(context, noun, address, path, decide);
  } catch (error) {
    if (isNotFound(error)) return { errors: [notFound(noun.word, namespace, name, path)] };
    const refusal = explainRefusal(error);
    if (refusal) return { errors: [{ ...refusal, path }] };
    throw error;
  }
}

/** Reads, decides and writes under the version that was read; a conflict begins again. */
async function annotate<T extends KubeObject>(
  { client, clock }: { client: KubeClient; clock: Clock },
  { type, word }: Noun<T>,
  { namespace, name, uid }: ObjectAddress,
  path: string[],
  decide: (object: T) => AnnotationDecision,
): Promise<Outcome<T>> {
  for (let attempt = 1;; attempt++) {
    const object = await client.get(type, { namespace, name });
    if (uid && object.metadata.uid !== uid) return { errors: [replaced(word, name, path)] };
    if (object.metadata.deletionTimestamp) return { errors: [conflict(`The ${word} ${name} is being deleted.`, path)] };
    const decision = decide(object);
    if (decision.kind === "nothing") return { object };
    if (decision.kind === "refuse") return { errors: [conflict(decision.message, path, decision.nextStep)] };
    if (decision.kind === "invalid") return { errors: [fieldError(decision.message, decision.path, decision)] };
    const { resourceVersion } = object.metadata;
    const patch = { metadata: { resourceVersion, annotations: decision.annotations } };
    try {
      const options = { type: "merge" as const, fieldManager: FIELD_MANAGER };
      return { object: await client.patch(type, { namespace, name }, patch, options) };
    } catch (error) {
      if (!isConflict(error)) throw error;
      if (attempt === MAX_TRIES) {
        return {
          errors: [conflict(`The ${word} ${name} is being changed by others all the time.`, path, "Try again.")],
        };
      }
      await clock.sleep(backoffMs(attempt, { baseMs: 20, maxMs: 500, factor: 2 }));
    }
  }
}

function conflict(message: string, path: string[], nextStep?: string): Conflict {
  return { type: "Conflict", code: "CONFLICT", message, ...(nextStep && { nextStep }), path };
}

/** The newest version among what was written: it covers every item that succeeded. */
function newestRevision<T extends KubeObject>(
  { type }: Noun<T>,
  results: readonly ActionResult<T>[],
): { revision?: string } {
  const versions = results.flatMap(({ object }) => object?.metadata.resourceVersion ?? []);
  if (versions.length === 0) return {};
  const newest = versions.reduce((a, b) => BigInt(a) >= BigInt(b) ? a : b);
  return { revision: encodeRevision({ [type.plural]: newest }) };
}
