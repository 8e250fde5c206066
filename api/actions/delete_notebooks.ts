import { ApiError, isNotFound, PERSISTENT_VOLUME_CLAIMS } from "../../kube/mod.ts";
import { ACCESS } from "../access.ts";
import type { ApiContext } from "../context.ts";
import { NOTEBOOK_NOUN } from "../nouns/notebook_noun.ts";
import type { ObjectAddress } from "../target.ts";
import { type DeleteInput, type DeletePayload, deleteTargets } from "./delete_targets.ts";
import { type DeleteError, forbiddenError } from "./user_error.ts";
import { usersOfClaim } from "../volumes/volume_users.ts";
import { leftClaims } from "./needed_claims.ts";

/** `DeleteNotebooksInput` of the schema. */
export interface DeleteNotebooksInput extends DeleteInput {
  volumes: "KEEP" | "WORKSPACE_IF_UNUSED";
}

/** Deletes notebooks, and where that is wanted the claims that were made for them. */
export function deleteNotebooks(context: ApiContext, input: DeleteNotebooksInput): Promise<DeletePayload> {
  if (input.volumes === "KEEP") return deleteTargets(context, NOTEBOOK_NOUN, input);
  return deleteTargets(context, NOTEBOOK_NOUN, input, {
    review: async ({ namespace }) =>
      await context.rights.may(ACCESS.claims.delete, namespace)
        ? []
        : [forbiddenError(ACCESS.claims.delete, namespace, ["volumes"])],
    after: (address, path) => deleteWorkspaces(context, address, path, input.dryRun),
  });
}

/** Removes the claims that were made for this notebook, each unless something else names it. */
async function deleteWorkspaces(
  { client, stores, log }: ApiContext,
  { namespace, name }: ObjectAddress,
  path: string[],
  dryRun: boolean,
): Promise<DeleteError[]> {
  const errors: DeleteError[] = [];
  for (const { metadata } of stores.claims.byIndex("madeFor", `${namespace}/${name}`)) {
    const claim = metadata.name;
    const usedBy = usersOfClaim(stores, { namespace, claim, except: name });
    if (usedBy.length > 0) {
      const message = `The volume ${claim} is kept: ${usedBy.map((use) => use.name).join(", ")} uses it too.`;
      errors.push({ type: "VolumeInUse", code: "IN_USE", message, path, usedBy });
      continue;
    }
    try {
      await client.delete(PERSISTENT_VOLUME_CLAIMS, { namespace, name: claim }, {
        preconditions: { uid: metadata.uid },
        dryRun,
      });
    } catch (error) {
      if (isNotFound(error)) continue;
      if (!(error instanceof ApiError)) throw error;
      log.warn("Cannot delete the volume of a deleted notebook", { namespace, claim, error });
      const message = `The notebook ${name} is deleted, but its volume ${claim} could not be.`;
      errors.push({ ...leftClaims([{ namespace, name: claim }], message), path });
    }
  }
  return errors;
}
