import type { Tensorboard } from "../../kube/mod.ts";
import type { ApiContext } from "../context.ts";
import { TENSORBOARD_NOUN } from "../nouns/tensorboard_noun.ts";
import { toTokenMark } from "./client_token.ts";
import { createDraft, type CreatePayload, failed, findByToken, reviewCreate } from "./create_draft.ts";
import { readInput } from "./input_parts.ts";
import { chooseServiceAccount } from "./service_account.ts";
import { claimsOfSources, draftTensorboard } from "./tensorboard_draft.ts";
import { createTensorboardSchema } from "./tensorboard_input.ts";

/** Makes a Tensorboard; the volumes that it reads must be there. */
export async function createTensorboard(context: ApiContext, raw: unknown): Promise<CreatePayload<Tensorboard>> {
  const read = readInput(createTensorboardSchema, raw);
  if ("errors" in read) return failed(read.errors);
  const { input } = read;
  const existingClaims = claimsOfSources(input);
  const denied = await reviewCreate(context, TENSORBOARD_NOUN, input.namespace, { existingClaims });
  if (denied.length > 0) return failed(denied);
  const { clientToken, dryRun, ...wish } = input;
  const creator = context.identity.name;
  const mark = clientToken ? toTokenMark(creator, "createTensorboard", clientToken, wish) : undefined;
  const known = findByToken(context, TENSORBOARD_NOUN, mark);
  if (known) return known;
  const account = await chooseServiceAccount(context, input.namespace);
  if ("error" in account) return failed([account.error]);
  const object = draftTensorboard(input, { creator, serviceAccountName: account.name, mark });
  return await createDraft(context, TENSORBOARD_NOUN, { object, newClaims: [], existingClaims }, { mark, dryRun });
}
