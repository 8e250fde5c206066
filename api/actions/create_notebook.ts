import type { Notebook } from "../../kube/mod.ts";
import { ACCESS } from "../access.ts";
import type { ApiContext } from "../context.ts";
import { NOTEBOOK_NOUN } from "../nouns/notebook_noun.ts";
import { existingOf, volumesOf } from "./chosen_volumes.ts";
import { toTokenMark } from "./client_token.ts";
import { createDraft, type CreatePayload, failed, findByToken, reviewCreate } from "./create_draft.ts";
import { readInput } from "./input_parts.ts";
import { draftNotebook } from "./notebook_draft.ts";
import { type CreateNotebookInput, createNotebookSchema } from "./notebook_input.ts";
import { chooseServiceAccount } from "./service_account.ts";
import { type CreateError, forbiddenError } from "./user_error.ts";

/** Makes a notebook, and first its claims where new ones are wanted. */
export async function createNotebook(context: ApiContext, raw: unknown): Promise<CreatePayload<Notebook>> {
  const read = readInput(createNotebookSchema, raw);
  if ("errors" in read) return failed(read.errors);
  const { input } = read;
  const { namespace } = input;
  const denied = await review(context, input);
  if (denied.length > 0) return failed(denied);
  const { clientToken, dryRun, ...wish } = input;
  const { form, identity: { name: creator }, stores } = context;
  const mark = clientToken ? toTokenMark(creator, "createNotebook", clientToken, wish) : undefined;
  const known = findByToken(context, NOTEBOOK_NOUN, mark);
  if (known) return known;
  const account = await chooseServiceAccount(context, namespace);
  if ("error" in account) return failed([account.error]);
  const podDefaults = stores.podDefaults.list(namespace);
  const options = { creator, form, podDefaults, serviceAccountName: account.name, mark };
  const { draft, errors } = draftNotebook(input, options);
  return draft ? await createDraft(context, NOTEBOOK_NOUN, draft, { mark, dryRun }) : failed(errors);
}

async function review(context: ApiContext, input: CreateNotebookInput): Promise<CreateError[]> {
  const { namespace, spec } = input;
  const volumes = volumesOf(input, context.form);
  const denied = await reviewCreate(context, NOTEBOOK_NOUN, namespace, {
    newClaims: volumes.filter(({ choice }) => choice.from.new),
    existingClaims: existingOf(volumes),
  });
  const access = ACCESS.podDefaults.list;
  if (!spec?.configurations?.length || await context.rights.may(access, namespace)) return denied;
  return [...denied, forbiddenError(access, namespace, ["spec", "configurations"])];
}
