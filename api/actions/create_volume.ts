import { z } from "zod";
import { CREATOR_ANNOTATION, type PersistentVolumeClaim } from "../../kube/mod.ts";
import type { ApiContext } from "../context.ts";
import { VOLUME_NOUN } from "../nouns/volume_noun.ts";
import { draftClaim } from "./claim_draft.ts";
import { toTokenMark } from "./client_token.ts";
import { createDraft, type CreatePayload, failed, findByToken, reviewCreate } from "./create_draft.ts";
import { createFields, newVolumeSchema, readInput } from "./input_parts.ts";
import { checkStorageClass } from "./storage_class.ts";

/** `CreateVolumeInput` of the schema, checked. */
const createVolumeSchema = z.object({ ...createFields, volume: newVolumeSchema });

/** Makes a volume. */
export async function createVolume(context: ApiContext, raw: unknown): Promise<CreatePayload<PersistentVolumeClaim>> {
  const read = readInput(createVolumeSchema, raw);
  if ("errors" in read) return failed(read.errors);
  const { clientToken, dryRun, ...wish } = read.input;
  const { namespace, volume } = wish;
  const denied = await reviewCreate(context, VOLUME_NOUN, namespace, {});
  if (denied.length > 0) return failed(denied);
  const creator = context.identity.name;
  const mark = clientToken ? toTokenMark(creator, "createVolume", clientToken, wish) : undefined;
  const known = findByToken(context, VOLUME_NOUN, mark);
  if (known) return known;
  const path = ["volume"];
  const unknown = checkStorageClass(context.stores, volume.storageClass, path);
  if (unknown) return failed([unknown]);
  const object = draftClaim(volume, { namespace, annotations: { [CREATOR_ANNOTATION]: creator }, mark });
  return await createDraft(context, VOLUME_NOUN, { object, path, newClaims: [], existingClaims: [] }, { mark, dryRun });
}
