import { z } from "zod";
import { isAlreadyExists, isNotFound, type KubeClient, type Notebook, NOTEBOOKS } from "../../kube/mod.ts";
import { ACCESS, type Access } from "../access.ts";
import type { ApiContext } from "../context.ts";
import { encodeRevision } from "../revision.ts";
import { compareToken, type TokenMark, toTokenMark } from "./client_token.ts";
import { draftNotebook, type NotebookDraft } from "./notebook_draft.ts";
import { type CreateNotebookInput, createNotebookSchema } from "./notebook_input.ts";
import { explainRefusal } from "./refusal.ts";
import { type CreateError, type FieldError, forbiddenError, type TokenReused } from "./user_error.ts";
import { type ClaimOutcome, ensureClaim, removeClaim, requireClaim } from "./workspace_claim.ts";

/** Who writes what the api writes. */
export const FIELD_MANAGER = "atelier-api";

/** `CreateNotebookPayload` of the schema. */
export interface CreateNotebookPayload {
  notebook?: Notebook;
  errors: CreateError[];
  wasReplayed: boolean;
  revision?: string;
}

/**
 * Makes a notebook, and first its claim where a new one is wanted. Everything is tried as a dry run before anything is
 * made. With a token it may be sent again after any failure: it goes on where it stopped, and one object is made.
 */
export async function createNotebook(context: ApiContext, raw: unknown): Promise<CreateNotebookPayload> {
  const parsed = createNotebookSchema.safeParse(raw);
  if (!parsed.success) return failed(parsed.error.issues.map(toFieldError));
  const input = parsed.data;
  const denied = await reviewCreate(context, input);
  if (denied.length > 0) return failed(denied);
  const mark = markOf(context, input);
  const known = findByToken(context, mark);
  if (known) return known;
  const { draft, errors } = draftNotebook(input, { creator: context.identity.name, images: context.images, mark });
  if (!draft) return failed(errors);
  const refused = await tryDry(context, draft, mark);
  if (refused.length > 0) {
    return refused[0].kind === "replayed" ? replayed(refused[0].notebook) : failed(toErrors(refused));
  }
  if (input.dryRun) return failed([]);
  return await make(context, draft, mark);
}

type DryOutcome = { kind: "error"; error: CreateError } | { kind: "replayed"; notebook: Notebook };

/** What the apiserver would say to each object; the claim of a replay counts as accepted. */
async function tryDry(context: ApiContext, draft: NotebookDraft, mark: TokenMark | undefined): Promise<DryOutcome[]> {
  const notebook = await createOrFind(context.client, draft.notebook, mark, true);
  if (notebook.kind === "replayed") return [{ kind: "replayed", notebook: notebook.notebook }];
  const claim = draft.newClaim
    ? await ensureClaim(context, draft.newClaim, { mark, dryRun: true })
    : await requireClaim(context, draft.notebook.metadata.namespace!, draft.existingClaim!);
  const outcomes: DryOutcome[] = [];
  if (notebook.kind === "refused") outcomes.push({ kind: "error", error: notebook.error });
  if (claim.kind === "refused") outcomes.push({ kind: "error", error: claim.error });
  return outcomes;
}

async function make(
  context: ApiContext,
  draft: NotebookDraft,
  mark: TokenMark | undefined,
): Promise<CreateNotebookPayload> {
  const claim: ClaimOutcome = draft.newClaim
    ? await ensureClaim(context, draft.newClaim, { mark, dryRun: false })
    : { kind: "there" };
  if (claim.kind === "refused") return failed([claim.error]);
  let outcome: NotebookOutcome;
  try {
    outcome = await createOrFind(context.client, draft.notebook, mark, false);
  } catch (error) {
    // It may have been made all the same: only a claim that nothing uses is taken back.
    const partly = await removeClaim(context, claim, draft.notebook);
    if (!partly) throw error;
    context.log.error("Cannot make a notebook", {
      namespace: draft.notebook.metadata.namespace,
      name: draft.notebook.metadata.name,
      error,
    });
    return failed([partly]);
  }
  if (outcome.kind === "refused") {
    const partly = await removeClaim(context, claim, draft.notebook);
    return failed(partly ? [outcome.error, partly] : [outcome.error]);
  }
  return { ...replayed(outcome.notebook), wasReplayed: outcome.kind === "replayed" };
}

type NotebookOutcome =
  | { kind: "created" | "replayed"; notebook: Notebook }
  | { kind: "refused"; error: CreateError };

async function createOrFind(
  client: KubeClient,
  notebook: Notebook,
  mark: TokenMark | undefined,
  dryRun: boolean,
): Promise<NotebookOutcome> {
  try {
    const options = { fieldManager: FIELD_MANAGER, dryRun };
    return { kind: "created", notebook: await client.create(NOTEBOOKS, notebook, options) };
  } catch (error) {
    if (isAlreadyExists(error)) return await judgeExisting(client, notebook, mark, error);
    const refusal = explainRefusal(error);
    if (refusal) return { kind: "refused", error: refusal };
    throw error;
  }
}

async function judgeExisting(
  client: KubeClient,
  { metadata }: Notebook,
  mark: TokenMark | undefined,
  cause: unknown,
): Promise<NotebookOutcome> {
  const { namespace, name } = metadata;
  const existing = await client.get(NOTEBOOKS, { namespace, name }).catch((error) => {
    if (isNotFound(error)) throw cause;
    throw error;
  });
  const verdict = compareToken(existing, mark);
  if (verdict === "same") return { kind: "replayed", notebook: existing };
  if (verdict === "other-input") return { kind: "refused", error: tokenReused() };
  const isLeaving = existing.metadata.deletionTimestamp !== undefined;
  const error: CreateError = {
    type: "AlreadyExists",
    code: "ALREADY_EXISTS",
    message: isLeaving
      ? `The notebook ${name} is still being deleted.`
      : `There is a notebook ${name} in namespace ${namespace} already.`,
    nextStep: isLeaving ? "Wait until it is gone, or choose another name." : "Choose another name.",
    path: ["name"],
  };
  return { kind: "refused", error };
}

async function reviewCreate({ rights }: ApiContext, input: CreateNotebookInput): Promise<CreateError[]> {
  const from = input.spec?.workspace?.from;
  const needed: { access: Access; name?: string; path?: string[] }[] = [{ access: ACCESS.createNotebook }];
  if (from?.existing) {
    const path = ["spec", "workspace", "from", "existing"];
    needed.push({ access: ACCESS.getClaim, name: from.existing, path });
  } else needed.push({ access: ACCESS.createClaim, path: ["spec", "workspace"] });
  const verdicts = await Promise.all(needed.map(({ access, name }) => rights.may(access, input.namespace, name)));
  return needed.filter((_, index) => !verdicts[index])
    .map(({ access, path }) => forbiddenError(access, input.namespace, path));
}

function markOf({ identity }: ApiContext, input: CreateNotebookInput): TokenMark | undefined {
  const { clientToken, dryRun: _, ...wish } = input;
  return clientToken ? toTokenMark(identity.name, "createNotebook", clientToken, wish) : undefined;
}

/** What this token has made already, as far as this replica has seen. */
function findByToken({ stores }: ApiContext, mark: TokenMark | undefined): CreateNotebookPayload | undefined {
  if (!mark) return undefined;
  const made = [...stores.notebooks.byIndex("token", mark.token), ...stores.claims.byIndex("token", mark.token)];
  if (made.some((object) => compareToken(object, mark) === "other-input")) return failed([tokenReused()]);
  const notebook = stores.notebooks.byIndex("token", mark.token)[0];
  return notebook && replayed(notebook);
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

function toFieldError({ path, message }: z.core.$ZodIssue): FieldError {
  return { type: "FieldError", code: "INVALID", message, path: path.map(String) };
}

function toErrors(outcomes: DryOutcome[]): CreateError[] {
  return outcomes.flatMap((outcome) => outcome.kind === "error" ? outcome.error : []);
}

function failed(errors: CreateError[]): CreateNotebookPayload {
  return { errors, wasReplayed: false };
}

function replayed(notebook: Notebook): CreateNotebookPayload {
  const revision = encodeRevision({ notebooks: notebook.metadata.resourceVersion ?? "0" });
  return { notebook, errors: [], wasReplayed: true, revision };
}
