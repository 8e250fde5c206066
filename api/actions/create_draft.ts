import { isAlreadyExists, isNotFound, type KubeObject, type PersistentVolumeClaim } from "../../kube/mod.ts";
import { ACCESS } from "../access.ts";
import type { ApiContext } from "../context.ts";
import type { Noun } from "../nouns/noun.ts";
import { requireServed } from "../request_error.ts";
import { encodeRevision } from "../revision.ts";
import { compareToken, type TokenMark } from "./client_token.ts";
import { FIELD_MANAGER } from "./field_manager.ts";
import { ensureClaim, type ExistingClaim, type NewClaim, removeClaims, requireClaim } from "./needed_claims.ts";
import { explainRefusal } from "./refusal.ts";
import { checkStorageClass } from "./storage_class.ts";
import { type CreateError, forbiddenError, type TokenReused } from "./user_error.ts";

/** What a create makes: the object, and first the claims that it wants made. */
export interface Draft<T> {
  object: T;
  /** Where in the input it stands; absent: it is the whole. */
  path?: string[];
  newClaims: readonly NewClaim[];
  existingClaims: readonly ExistingClaim[];
}

/** `CreateNotebookPayload` of the schema and its like. */
export interface CreatePayload<T> {
  object?: T;
  errors: CreateError[];
  wasReplayed: boolean;
  revision?: string;
}

/** Nothing was made. */
export function failed(errors: CreateError[]): CreatePayload<never> {
  return { errors, wasReplayed: false };
}

/** What of the rights that a create needs the caller does not have; rejects where the kind is not installed. */
export async function reviewCreate<T extends KubeObject>(
  { rights, stores }: ApiContext,
  { access, storeOf }: Noun<T>,
  namespace: string,
  { newClaims = [], existingClaims = [] }: { newClaims?: { path: string[] }[]; existingClaims?: ExistingClaim[] },
): Promise<CreateError[]> {
  requireServed(storeOf(stores));
  const needed = [
    { access: access.create },
    ...newClaims.slice(0, 1).map(({ path }) => ({ access: ACCESS.claims.create, path })),
    ...existingClaims.map(({ name, path }) => ({ access: ACCESS.claims.get, name, path })),
  ] as const;
  const verdicts = await Promise.all(
    needed.map((each) => rights.may(each.access, namespace, "name" in each ? each.name : undefined)),
  );
  return needed.filter((_, index) => !verdicts[index])
    .map((each) => forbiddenError(each.access, namespace, "path" in each ? each.path : undefined));
}

/** What this token has made already, as far as this replica has seen; undefined: nothing that ends this create. */
export function findByToken<T extends KubeObject>(
  { stores }: ApiContext,
  noun: Noun<T>,
  mark: TokenMark | undefined,
): CreatePayload<T> | undefined {
  if (!mark) return undefined;
  const own = noun.storeOf(stores).byIndex("token", mark.token);
  const made: readonly KubeObject[] = [...own, ...stores.claims.byIndex("token", mark.token)];
  if (made.some((object) => compareToken(object, mark) === "other-input")) return failed([tokenReused()]);
  return own[0] && toPayload(noun, own[0], true);
}

/**
 * Makes an object, and first its claims. Everything is tried as a dry run before anything is made. With a token it may be
 * sent again after any failure: it goes on where it stopped, and one object is made.
 */
export async function createDraft<T extends KubeObject>(
  context: ApiContext,
  noun: Noun<T>,
  draft: Draft<T>,
  { mark, dryRun }: { mark: TokenMark | undefined; dryRun: boolean },
): Promise<CreatePayload<T>> {
  const tried = await createOrFind(context, noun, draft, mark, true);
  if (tried.kind === "replayed") return toPayload(noun, tried.object, true);
  const claims = await Promise.all([
    ...draft.newClaims.map((each) => ensureClaim(context, each, { mark, dryRun: true })),
    ...draft.existingClaims.map((each) => requireClaim(context, draft.object.metadata.namespace!, each)),
  ]);
  const unknown = draft.newClaims.flatMap(({ claim: { spec }, path }) =>
    checkStorageClass(context.stores, spec?.storageClassName, path) ?? []
  );
  const errors = [
    ...[tried, ...claims].flatMap((outcome) => outcome.kind === "refused" ? outcome.error : []),
    ...unknown,
  ];
  if (errors.length > 0 || dryRun) return failed(errors);
  return await make(context, noun, draft, mark);
}

async function make<T extends KubeObject>(
  context: ApiContext,
  noun: Noun<T>,
  draft: Draft<T>,
  mark: TokenMark | undefined,
): Promise<CreatePayload<T>> {
  const { object, newClaims } = draft;
  const made: PersistentVolumeClaim[] = [];
  /** Takes back what was made and nothing uses, which after a failure may all the same be everything that was wanted. */
  const takeBack = (errors: CreateError[]) =>
    removeClaims(context, noun, object, made).then((partly) => failed(partly ? [...errors, partly] : errors));
  try {
    for (const wanted of newClaims) {
      const outcome = await ensureClaim(context, wanted, { mark, dryRun: false });
      if (outcome.kind === "refused") return await takeBack([outcome.error]);
      if (outcome.kind === "made") made.push(outcome.claim);
    }
    const outcome = await createOrFind(context, noun, draft, mark, false);
    if (outcome.kind === "refused") return await takeBack([outcome.error]);
    return toPayload(noun, outcome.object, outcome.kind === "replayed");
  } catch (error) {
    const payload = await takeBack([]);
    if (payload.errors.length === 0) throw error;
    const { namespace, name } = object.metadata;
    context.log.error(`Cannot make a ${noun.word}`, { namespace, name, error });
    return payload;
  }
}

type Outcome<T> = { kind: "created" | "replayed"; object: T } | { kind: "refused"; error: CreateError };

async function createOrFind<T extends KubeObject>(
  { client }: Pick<ApiContext, "client">,
  noun: Noun<T>,
  draft: Draft<T>,
  mark: TokenMark | undefined,
  dryRun: boolean,
): Promise<Outcome<T>> {
  try {
    const options = { fieldManager: FIELD_MANAGER, dryRun };
    return { kind: "created", object: await client.create(noun.type, draft.object, options) };
  } catch (error) {
    if (isAlreadyExists(error)) return await judgeExisting(client, noun, draft, mark, error);
    const refusal = explainRefusal(error);
    if (refusal) return { kind: "refused", error: refusal };
    throw error;
  }
}

async function judgeExisting<T extends KubeObject>(
  client: ApiContext["client"],
  { type, word }: Noun<T>,
  { object: { metadata: { namespace, name } }, path = [] }: Draft<T>,
  mark: TokenMark | undefined,
  cause: unknown,
): Promise<Outcome<T>> {
  const existing = await client.get(type, { namespace, name }).catch((error) => {
    if (isNotFound(error)) throw cause;
    throw error;
  });
  const verdict = compareToken(existing, mark);
  if (verdict === "same") return { kind: "replayed", object: existing };
  if (verdict === "other-input") return { kind: "refused", error: tokenReused() };
  const isLeaving = existing.metadata.deletionTimestamp !== undefined;
  const error: CreateError = {
    type: "AlreadyExists",
    code: "ALREADY_EXISTS",
    message: isLeaving
      ? `The ${word} ${name} is still being deleted.`
      : `There is a ${word} ${name} in namespace ${namespace} already.`,
    nextStep: isLeaving ? "Wait until it is gone, or choose another name." : "Choose another name.",
    path: [...path, "name"],
  };
  return { kind: "refused", error };
}

function toPayload<T extends KubeObject>({ type }: Noun<T>, object: T, wasReplayed: boolean): CreatePayload<T> {
  const revision = encodeRevision({ [type.plural]: object.metadata.resourceVersion ?? "0" });
  return { object, errors: [], wasReplayed, revision };
}

function tokenReused(): TokenReused {
  return {
    type: "TokenReused",
    code: "TOKEN_REUSED",
    message: "This token was used before for something else.",
    nextStep: "Send a new token.",
    path: ["clientToken"],
  };
}
