import type { Notebook } from "../../kube/mod.ts";
import type { ApiContext } from "../context.ts";
import { NOTEBOOK_NOUN } from "../nouns/notebook_noun.ts";
import { toTokenMark } from "./client_token.ts";
import { createDraft, type CreatePayload, failed, findByToken, reviewCreate } from "./create_draft.ts";
import { readInput } from "./input_parts.ts";
import { draftNotebook, volumesOf } from "./notebook_draft.ts";
import { type CreateNotebookInput, createNotebookSchema } from "./notebook_input.ts";
import { chooseServiceAccount } from "./service_account.ts";
import type { CreateError } from "./user_error.ts";

/** Makes a notebook, and first its claims where new ones are wanted. */
export async function createNotebook(context: ApiContext, raw: unknown): Promise<CreatePayload<Notebook>> {
  const read = readInput(createNotebookSchema, raw);
  if ("errors" in read) return failed(read.errors);
  const { input } = read;
  const denied = await review(context, input);
  if (denied.length > 0) return failed(denied);
  const { clientToken, dryRun, ...wish } = input;
  const mark = clientToken ? toTokenMark(context.identity.name, "createNotebook", clientToken, wish) : undefined;
  const known = findByToken(context, NOTEBOOK_NOUN, mark);
  if (known) return known;
  const account = await chooseServiceAccount(context, input.namespace);
  if ("error" in account) return failed([account.error]);
  const { images, identity } = context;
  const options = { creator: identity.name, images, serviceAccountName: account.name, mark };
  const { draft, errors } = draftNotebook(input, options);
  return draft ? await createDraft(context, NOTEBOOK_NOUN, draft, { mark, dryRun }) : failed(errors);
}

function review(context: ApiContext, input: CreateNotebookInput): Promise<CreateError[]> {
  const volumes = volumesOf(input);
  return reviewCreate(context, NOTEBOOK_NOUN, input.namespace, {
    newClaims: volumes.filter(({ choice }) => choice.from.new),
    existingClaims: volumes.flatMap(({ choice: { from }, path }) =>
      from.existing ? [{ name: from.existing, path: [...path, "from", "existing"] }] : []
    ),
  });
}
