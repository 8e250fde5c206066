import { isNotFound, PVC_VIEWERS } from "../../kube/mod.ts";
import { ACCESS } from "../access.ts";
import type { ApiContext } from "../context.ts";
import { VOLUME_NOUN } from "../nouns/volume_noun.ts";
import type { ObjectAddress } from "../target.ts";
import { viewerOfClaim } from "../volumes/viewer_of_claim.ts";
import { usersOfClaim } from "../volumes/volume_users.ts";
import { type DeleteInput, type DeletePayload, deleteTargets } from "./delete_targets.ts";
import { type DeleteError, forbiddenError, type VolumeInUse } from "./user_error.ts";

/** Deletes volumes that nothing names; our own viewer of one is closed first. */
export function deleteVolumes(context: ApiContext, input: DeleteInput): Promise<DeletePayload> {
  return deleteTargets(context, VOLUME_NOUN, input, {
    review: (address, path) => reviewViewer(context, address, path),
    before: async (address, path) => {
      const inUse = findUse(context, address, path);
      if (inUse) return [inUse];
      if (!input.dryRun) await closeViewer(context, address);
      return [];
    },
  });
}

async function reviewViewer(
  { rights, stores }: ApiContext,
  address: ObjectAddress,
  path: string[],
): Promise<DeleteError[]> {
  const { namespace } = address;
  const viewer = viewerOfClaim(stores, address);
  if (!viewer || await rights.may(ACCESS.viewers.delete, namespace, viewer.metadata.name)) return [];
  return [forbiddenError(ACCESS.viewers.delete, namespace, path)];
}

function findUse({ stores }: ApiContext, { namespace, name }: ObjectAddress, path: string[]): VolumeInUse | undefined {
  const usedBy = usersOfClaim(stores, { namespace, claim: name });
  if (usedBy.length === 0) return undefined;
  const names = usedBy.map((use) => use.name).join(", ");
  const message = usedBy.length === 1 ? `${names} uses the volume ${name}.` : `${names} use the volume ${name}.`;
  const nextStep = usedBy.length === 1
    ? `Delete ${names} first, or keep the volume.`
    : "Delete them first, or keep it.";
  return { type: "VolumeInUse", code: "IN_USE", message, nextStep, path, usedBy };
}

async function closeViewer({ client, stores }: ApiContext, address: ObjectAddress): Promise<void> {
  const viewer = viewerOfClaim(stores, address);
  if (!viewer) return;
  const { namespace, name, uid } = viewer.metadata;
  await client.delete(PVC_VIEWERS, { namespace, name }, { propagationPolicy: "Background", preconditions: { uid } })
    .catch((error) => {
      if (!isNotFound(error)) throw error;
    });
}
