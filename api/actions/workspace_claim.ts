import {
  isAlreadyExists,
  isNotFound,
  type KubeClient,
  type Notebook,
  NOTEBOOKS,
  PERSISTENT_VOLUME_CLAIMS,
  type PersistentVolumeClaim,
} from "../../kube/mod.ts";
import type { ApiContext } from "../context.ts";
import { podSpecOf } from "../notebook_view.ts";
import { compareToken, type TokenMark } from "./client_token.ts";
import { explainRefusal } from "./refusal.ts";
import type { CreateError, PartlyDone } from "./user_error.ts";
import { usersOfClaim } from "./volume_users.ts";

/** What became of the claim that a notebook needs. */
export type ClaimOutcome =
  | { kind: "made"; claim: PersistentVolumeClaim }
  /** It was there: asked for by name, or made by an earlier try of the same token. */
  | { kind: "there" }
  | { kind: "refused"; error: CreateError };

const NEW_PATH = ["spec", "workspace", "from", "new"];
const FIELD_MANAGER = "atelier-api";

/** Makes a claim, or finds the one that an earlier try with the same token made. */
export async function ensureClaim(
  context: Pick<ApiContext, "client" | "stores">,
  claim: PersistentVolumeClaim,
  { mark, dryRun }: { mark: TokenMark | undefined; dryRun: boolean },
): Promise<ClaimOutcome> {
  try {
    const made = await context.client.create(PERSISTENT_VOLUME_CLAIMS, claim, { fieldManager: FIELD_MANAGER, dryRun });
    return { kind: "made", claim: made };
  } catch (error) {
    if (isAlreadyExists(error)) return await judgeExisting(context, claim, mark);
    const refusal = explainRefusal(error);
    if (!refusal) throw error;
    return { kind: "refused", error: { ...refusal, path: refusal.path ?? NEW_PATH } };
  }
}

async function judgeExisting(
  { client, stores }: Pick<ApiContext, "client" | "stores">,
  { metadata: { namespace = "", name } }: PersistentVolumeClaim,
  mark: TokenMark | undefined,
): Promise<ClaimOutcome> {
  const existing = await findClaim(client, namespace, name);
  if (existing && compareToken(existing, mark) === "same" && !existing.metadata.deletionTimestamp) {
    return { kind: "there" };
  }
  const isFree = existing && !existing.metadata.deletionTimestamp &&
    usersOfClaim(stores, { namespace, claim: name }).length === 0;
  const error: CreateError = {
    type: "AlreadyExists",
    code: "ALREADY_EXISTS",
    message: `There is a volume ${name} in namespace ${namespace} already.`,
    nextStep: isFree ? "Use it, or choose another name for the volume." : "Choose another name for the volume.",
    path: [...NEW_PATH, "name"],
    ...(isFree && { suggestion: name }),
  };
  return { kind: "refused", error };
}

/** Looks whether the claim that was asked for is there and can be mounted. */
export async function requireClaim(
  { client, stores }: Pick<ApiContext, "client" | "stores">,
  namespace: string,
  name: string,
): Promise<ClaimOutcome> {
  const path = ["spec", "workspace", "from", "existing"];
  const claim = await findClaim(client, namespace, name);
  if (!claim || claim.metadata.deletionTimestamp) {
    const message = claim ? `The volume ${name} is being deleted.` : `No volume is named ${name} in ${namespace}.`;
    const nextStep = "Choose another volume, or let a new one be made.";
    return { kind: "refused", error: { type: "NotFound", code: "NOT_FOUND", message, nextStep, path } };
  }
  const usedBy = usersOfClaim(stores, { namespace, claim: name }).filter((use) => use.isRunning);
  if (!claim.spec?.accessModes?.includes("ReadWriteOncePod") || usedBy.length === 0) return { kind: "there" };
  const message = `The volume ${name} can serve one server alone, and ${usedBy[0].name} uses it.`;
  const nextStep = `Stop ${usedBy[0].name}, or choose another volume.`;
  return { kind: "refused", error: { type: "VolumeInUse", code: "IN_USE", message, nextStep, path, usedBy } };
}

/**
 * Takes back a claim that this create made for a notebook that was then refused. Looks first whether the notebook is
 * there after all: a twin with the same token may have made it. Gives the leftover where that fails.
 */
export async function removeClaim(
  { client, log }: Pick<ApiContext, "client" | "log">,
  outcome: ClaimOutcome,
  notebook: Notebook,
): Promise<PartlyDone | undefined> {
  if (outcome.kind !== "made") return undefined;
  const { namespace = "", name, uid } = outcome.claim.metadata;
  try {
    if (await usesClaim(client, notebook, name)) return undefined;
    const options = { preconditions: { uid }, propagationPolicy: "Background" as const };
    await client.delete(PERSISTENT_VOLUME_CLAIMS, { namespace, name }, options);
    return undefined;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    log.warn("Cannot remove the claim of a refused notebook", { namespace, name, error });
    const message = `The notebook was not made, but its volume ${name} was, and could not be removed again.`;
    return leftClaim(namespace, name, message);
  }
}

/** That a claim stayed behind, and how to get rid of it. */
export function leftClaim(namespace: string, name: string, message: string): PartlyDone {
  return {
    type: "PartlyDone",
    code: "PARTLY_DONE",
    message,
    nextStep: "Use it for the next notebook, or show this to your admin.",
    leftovers: [{ kind: "PersistentVolumeClaim", namespace, name }],
  };
}

async function usesClaim(client: KubeClient, { metadata }: Notebook, claim: string): Promise<boolean> {
  const { namespace, name } = metadata;
  const found = await client.get(NOTEBOOKS, { namespace, name }).catch((error) => {
    if (isNotFound(error)) return undefined;
    throw error;
  });
  const volumes = (found && podSpecOf(found).volumes) ?? [];
  return volumes.some((volume) => volume.persistentVolumeClaim?.claimName === claim);
}

async function findClaim(client: KubeClient, namespace: string, name: string) {
  return await client.get(PERSISTENT_VOLUME_CLAIMS, { namespace, name }).catch((error) => {
    if (isNotFound(error)) return undefined;
    throw error;
  });
}
