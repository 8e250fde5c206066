import { isConflict, isNotFound, type KubeObject, type Store } from "../../kube/mod.ts";
import type { Clock } from "../../platform/clock.ts";
import type { ApiContext } from "../context.ts";
import type { Noun } from "../nouns/noun.ts";
import { idOf } from "../object_id.ts";
import { requireServed } from "../request_error.ts";
import { encodeRevision } from "../revision.ts";
import { type ObjectAddress, type TargetInput, toAddress } from "../target.ts";
import { mapInOrder } from "./map_in_order.ts";
import { explainRefusal } from "./refusal.ts";
import { checkTargets } from "./targets.ts";
import { type DeleteError, forbiddenError, notFound, replaced } from "./user_error.ts";

/** `DeleteInput` of the schema. */
export interface DeleteInput {
  targets: readonly TargetInput[];
  dryRun: boolean;
}

/** `DeleteResult` of the schema. */
export interface DeleteResult {
  index: number;
  id?: string;
  errors: DeleteError[];
}

/** `DeletePayload` of the schema. */
export interface DeletePayload {
  results: DeleteResult[];
  revision?: string;
}

/** What a noun's deletion does besides; each gives what it could not do. */
export interface DeletionSteps {
  /** More rights that are needed. */
  review?(address: ObjectAddress, path: string[]): Promise<DeleteError[]>;
  /** Before it is deleted; errors keep it. */
  before?(address: ObjectAddress, path: string[]): Promise<DeleteError[]>;
  /** After it is deleted. */
  after?(address: ObjectAddress, path: string[]): Promise<DeleteError[]>;
}

/** How long the answer waits for this replica to see the deletions, so that `revision` covers them. */
const SEEN_MS = 2_000;

/**
 * Deletes each target by itself, children first gone before it is. By id, one that is gone already is a success, since
 * that very object is what should go; by place, one that is not there is NotFound. One that is being deleted is a
 * success both ways.
 */
export async function deleteTargets<T extends KubeObject>(
  context: ApiContext,
  noun: Noun<T>,
  { targets, dryRun }: DeleteInput,
  steps: DeletionSteps = {},
): Promise<DeletePayload> {
  checkTargets(targets);
  requireServed(noun.storeOf(context.stores));
  const deletion = new Deletion(context, noun, { dryRun, steps });
  const outcomes = await mapInOrder(targets, (target, index) => deletion.target(target, index));
  const results = outcomes.map(({ deleted: _, ...result }) => result);
  if (dryRun) return { results };
  const store = noun.storeOf(context.stores);
  const isSeen = await waitUntilSeen(store, outcomes.flatMap(({ deleted }) => deleted ?? []), context.clock);
  const revision = encodeRevision({ [noun.type.plural]: store.resourceVersion || "0" });
  return { results, ...(isSeen && { revision }) };
}

/** One request to delete things of one noun. */
class Deletion<T extends KubeObject> {
  readonly #context: ApiContext;
  readonly #noun: Noun<T>;
  readonly #dryRun: boolean;
  readonly #steps: DeletionSteps;

  constructor(context: ApiContext, noun: Noun<T>, { dryRun, steps }: { dryRun: boolean; steps: DeletionSteps }) {
    this.#context = context;
    this.#noun = noun;
    this.#dryRun = dryRun;
    this.#steps = steps;
  }

  async target(target: TargetInput, index: number): Promise<DeleteResult & { deleted?: T }> {
    const path = ["targets", String(index)];
    const { type: { kind }, word } = this.#noun;
    const address = toAddress(target, kind);
    if (!address) {
      const message = `This is no id of a ${word}.`;
      return { index, errors: [{ type: "NotFound", code: "NOT_FOUND", message, path: [...path, "id"] }] };
    }
    const denied = await this.#review(address, path);
    if (denied.length > 0) return { index, errors: denied };
    const outcome = await this.#delete(address, path);
    if (outcome.errors.length > 0) return { index, errors: outcome.errors };
    const errors = await this.#steps.after?.(address, path) ?? [];
    const id = outcome.object ? idOf(kind, outcome.object) : target.id ?? undefined;
    return { index, ...(id && { id }), errors, deleted: outcome.object };
  }

  async #review(address: ObjectAddress, path: string[]): Promise<DeleteError[]> {
    const { namespace, name } = address;
    const access = this.#noun.access.delete;
    const isAllowed = await this.#context.rights.may(access, namespace, name);
    const more = await this.#steps.review?.(address, path) ?? [];
    return [...isAllowed ? [] : [forbiddenError(access, namespace, path)], ...more];
  }

  async #delete(address: ObjectAddress, path: string[]): Promise<{ object?: T; errors: DeleteError[] }> {
    const { namespace, name, uid } = address;
    const { type, word } = this.#noun;
    const { client } = this.#context;
    try {
      const object = await client.get(type, { namespace, name });
      if (uid && object.metadata.uid !== uid) return { errors: [replaced(word, name, path)] };
      if (object.metadata.deletionTimestamp) return { object, errors: [] };
      const errors = await this.#steps.before?.(address, path) ?? [];
      if (errors.length > 0) return { errors };
      // Foreground, as Kubeflow's clients do: it is seen to be deleting until its server is gone.
      const propagationPolicy = this.#noun.server ? "Foreground" as const : "Background" as const;
      const options = { propagationPolicy, preconditions: { uid: object.metadata.uid } };
      await client.delete(type, { namespace, name }, { ...options, dryRun: this.#dryRun });
      return { object, errors: [] };
    } catch (error) {
      if (isNotFound(error)) return { errors: uid ? [] : [notFound(word, namespace, name, path)] };
      // The name went to another object between our look and our deletion.
      if (isConflict(error)) return { errors: [replaced(word, name, path)] };
      const refusal = explainRefusal(error);
      if (refusal && refusal.type !== "FieldError") return { errors: [{ ...refusal, path }] };
      throw error;
    }
  }
}

/** Whether the store has seen each of these go, or begin to go, within 2 s. */
async function waitUntilSeen<T extends KubeObject>(
  store: Store<T>,
  objects: readonly T[],
  clock: Clock,
): Promise<boolean> {
  const isSeen = ({ metadata }: T) => {
    const now = store.get(`${metadata.namespace}/${metadata.name}`);
    return !now || now.metadata.uid !== metadata.uid || now.metadata.deletionTimestamp !== undefined;
  };
  if (objects.every(isSeen)) return true;
  const waiting = new AbortController();
  let stop = () => {};
  const seen = new Promise<void>((resolve) => {
    stop = store.subscribe(() => objects.every(isSeen) && resolve());
  });
  await Promise.race([seen, clock.sleep(SEEN_MS, waiting.signal).catch(() => {})]);
  stop();
  waiting.abort();
  return objects.every(isSeen);
}
