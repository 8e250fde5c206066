import {
  isAlreadyExists,
  isConflict,
  isNotFound,
  PERSISTENT_VOLUME_CLAIMS,
  type PersistentVolumeClaim,
  PVC_VIEWERS,
  type PvcViewer,
  withClaim,
} from "../../kube/mod.ts";
import { ACCESS, type Access } from "../access.ts";
import type { ApiContext } from "../context.ts";
import { requireServed } from "../request_error.ts";
import { encodeRevision } from "../revision.ts";
import { type ObjectAddress, type TargetInput, toAddress } from "../target.ts";
import { viewerNameOf } from "../volumes/viewer_of_claim.ts";
import { FIELD_MANAGER } from "./field_manager.ts";
import { explainRefusal } from "./refusal.ts";
import { chooseServiceAccount } from "./service_account.ts";
import { type ActionError, type Conflict, type FieldError, forbiddenError, notFound, replaced } from "./user_error.ts";

/** `FileBrowserPayload` of the schema. */
export interface FileBrowserPayload {
  volume?: PersistentVolumeClaim;
  errors: ActionError[];
  revision?: string;
}

const PATH = ["volume"];

/** Opens the file browser of a volume; one that is open already is a success. */
export function openFileBrowser(context: ApiContext, target: TargetInput): Promise<FileBrowserPayload> {
  return act(context, target, ACCESS.viewers.create, async (claim) => {
    const { namespace, name } = claim.metadata;
    if (claim.metadata.deletionTimestamp) return conflict(`The volume ${name} is being deleted.`);
    const account = await chooseServiceAccount(context, namespace!);
    if ("error" in account) return { ...account.error, path: PATH };
    const viewer: PvcViewer = {
      metadata: { namespace, name: viewerNameOf(name) },
      spec: { pvc: name, serviceAccountName: account.name, rwoScheduling: false },
    };
    try {
      return await context.client.create(PVC_VIEWERS, viewer, { fieldManager: FIELD_MANAGER });
    } catch (error) {
      if (!isAlreadyExists(error)) throw error;
      return await judgeExisting(context, viewer);
    }
  });
}

/** Closes the file browser of a volume; one that is not open is a success. */
export function closeFileBrowser(context: ApiContext, target: TargetInput): Promise<FileBrowserPayload> {
  return act(context, target, ACCESS.viewers.delete, async (claim) => {
    const key = { namespace: claim.metadata.namespace, name: viewerNameOf(claim.metadata.name) };
    const viewer = await context.client.get(PVC_VIEWERS, key).catch(absent);
    if (!viewer || withClaim(viewer).spec.pvc !== claim.metadata.name || viewer.metadata.deletionTimestamp) {
      return viewer;
    }
    const { uid } = viewer.metadata;
    await context.client.delete(PVC_VIEWERS, key, { propagationPolicy: "Foreground", preconditions: { uid } })
      .catch((error) => isConflict(error) ? undefined : absent(error));
    return viewer;
  });
}

async function act(
  context: ApiContext,
  target: TargetInput,
  access: Access,
  work: (claim: PersistentVolumeClaim) => Promise<PvcViewer | FieldError | Conflict | undefined>,
): Promise<FileBrowserPayload> {
  requireServed(context.stores.viewers);
  const address = toAddress(target, PERSISTENT_VOLUME_CLAIMS.kind);
  if (!address) {
    const message = "This is no id of a volume.";
    return { errors: [{ type: "FieldError", code: "INVALID", message, path: [...PATH, "id"] }] };
  }
  const denied = await review(context, address, access);
  if (denied.length > 0) return { errors: denied };
  const { namespace, name, uid } = address;
  try {
    const claim = await context.client.get(PERSISTENT_VOLUME_CLAIMS, { namespace, name }).catch(absent);
    if (!claim) return { errors: [notFound("volume", namespace, name, PATH)] };
    if (uid && claim.metadata.uid !== uid) return { errors: [replaced("volume", name, PATH)] };
    const outcome = await work(claim);
    if (outcome && "type" in outcome) return { errors: [outcome] };
    const revision = encodeRevision({ pvcviewers: outcome?.metadata.resourceVersion ?? "0" });
    return { volume: claim, errors: [], revision };
  } catch (error) {
    const refusal = explainRefusal(error);
    if (refusal) return { errors: [{ ...refusal, path: PATH }] };
    throw error;
  }
}

/** Who opens or closes must also see the volume. */
async function review({ rights }: ApiContext, { namespace, name }: ObjectAddress, access: Access) {
  const needed = [[access, viewerNameOf(name)], [ACCESS.claims.get, name]] as const;
  const verdicts = await Promise.all(needed.map(([each, object]) => rights.may(each, namespace, object)));
  return needed.filter((_, index) => !verdicts[index]).map(([each]) => forbiddenError(each, namespace, PATH));
}

async function judgeExisting({ client }: ApiContext, { metadata, spec }: PvcViewer): Promise<PvcViewer | Conflict> {
  const { namespace, name } = metadata;
  const existing = await client.get(PVC_VIEWERS, { namespace, name }).catch(absent);
  if (!existing || existing.metadata.deletionTimestamp) {
    return conflict(`The file browser of ${spec.pvc} is just being closed.`, "Try again in a moment.");
  }
  if (withClaim(existing).spec.pvc === spec.pvc) return existing;
  return conflict(`The name ${name} is taken by a file browser of another volume.`, "Delete that one with kubectl.");
}

function conflict(message: string, nextStep?: string): Conflict {
  return { type: "Conflict", code: "CONFLICT", message, ...(nextStep && { nextStep }), path: PATH };
}

function absent(error: unknown): undefined {
  if (!isNotFound(error)) throw error;
}
