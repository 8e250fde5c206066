import {
  isAlreadyExists,
  isNotFound,
  type KubeClient,
  type KubeObject,
  PERSISTENT_VOLUME_CLAIMS,
  type PersistentVolumeClaim,
} from "../../kube/mod.ts";
import type { ApiContext } from "../context.ts";
import type { Noun } from "../nouns/noun.ts";
import { compareToken, type TokenMark } from "./client_token.ts";
import { FIELD_MANAGER } from "./field_manager.ts";
import { explainRefusal } from "./refusal.ts";
import type { CreateError, PartlyDone } from "./user_error.ts";
import { usersOfClaim } from "../volumes/volume_users.ts";

/** A claim that a create makes first, and where in the input it is asked for. */
export interface NewClaim {
  claim: PersistentVolumeClaim;
  path: string[];
}

/** A claim that must be there, and where in the input it is named. */
export interface ExistingClaim {
  name: string;
  path: string[];
}

/** What became of a claim that something needs. */
export type ClaimOutcome =
  | { kind: "made"; claim: PersistentVolumeClaim }
  /** It was there: asked for by name, or made by an earlier try of the same token. */
  | { kind: "there" }
  | { kind: "refused"; error: CreateError };

/** Makes a claim, or finds the one that an earlier try with the same token made. */
export async function ensureClaim(
  context: Pick<ApiContext, "client" | "stores">,
  { claim, path }: NewClaim,
  { mark, dryRun }: { mark: TokenMark | undefined; dryRun: boolean },
): Promise<ClaimOutcome> {
  try {
    const made = await context.client.create(PERSISTENT_VOLUME_CLAIMS, claim, { fieldManager: FIELD_MANAGER, dryRun });
    return { kind: "made", claim: made };
  } catch (error) {
    if (isAlreadyExists(error)) return await judgeExisting(context, { claim, path }, mark);
    const refusal = explainRefusal(error);
    if (!refusal) throw error;
    return { kind: "refused", error: { ...refusal, path: refusal.path ?? path } };
  }
}

async function judgeExisting(
  { client, stores }: Pick<ApiContext, "client" | "stores">,
  { claim: { metadata: { namespace = "", name } }, path }: NewClaim,
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
    path: [...path, "name"],
    ...(isFree && { suggestion: name }),
  };
  return { kind: "refused", error };
}

/** Looks whether the claim that was asked for is there and can be mounted. */
export async function requireClaim(
  { client, stores }: Pick<ApiContext, "client" | "stores">,
  namespace: string,
  { name, path }: ExistingClaim,
): Promise<ClaimOutcome> {
  const claim = await findClaim(client, namespace, name);
  if (!claim || claim.metadata.deletionTimestamp) {
    const message = claim ? `The volume ${name} is being deleted.` : `No volume is named ${name} in ${namespace}.`;
    const nextStep = "Choose another volume, or make it first.";
    return { kind: "refused", error: { type: "NotFound", code: "NOT_FOUND", message, nextStep, path } };
  }
  const usedBy = usersOfClaim(stores, { namespace, claim: name }).filter((use) => use.isRunning);
  if (!claim.spec?.accessModes?.includes("ReadWriteOncePod") || usedBy.length === 0) return { kind: "there" };
  const message = `The volume ${name} can serve one server alone, and ${usedBy[0].name} uses it.`;
  const nextStep = `Stop ${usedBy[0].name}, or choose another volume.`;
  return { kind: "refused", error: { type: "VolumeInUse", code: "IN_USE", message, nextStep, path, usedBy } };
}

/**
 * Takes back the claims that this create made for an object that was then refused. Looks first whether the object is
 * there after all: a twin with the same token may have made it. Gives the leftovers where that fails.
 */
export async function removeClaims<T extends KubeObject>(
  { client, log }: Pick<ApiContext, "client" | "log">,
  noun: Noun<T>,
  object: T,
  made: readonly PersistentVolumeClaim[],
): Promise<PartlyDone | undefined> {
  if (made.length === 0) return undefined;
  const left: PersistentVolumeClaim[] = [];
  const used = await claimsUsedBy(client, noun, object).catch((error) => {
    log.warn("Cannot find out whether a refused object is there", { ...object.metadata, error });
    return undefined;
  });
  for (const claim of made) {
    const { namespace = "", name, uid } = claim.metadata;
    if (used?.includes(name)) continue;
    const options = { preconditions: { uid }, propagationPolicy: "Background" as const };
    // Where the object may be there, its files are not to be risked.
    const isGone = used && await client.delete(PERSISTENT_VOLUME_CLAIMS, { namespace, name }, options).then(
      () => true,
      (error) => {
        if (!isNotFound(error)) log.warn("Cannot remove the claim of a refused object", { namespace, name, error });
        return isNotFound(error);
      },
    );
    if (!isGone) left.push(claim);
  }
  return left.length > 0 ? leftAfter(noun, left) : undefined;
}

function leftAfter({ word }: Pick<Noun, "word">, left: readonly PersistentVolumeClaim[]): PartlyDone {
  const names = left.map(({ metadata }) => metadata.name).join(", ");
  const message = left.length === 1
    ? `The ${word} was not made, but its volume ${names} was, and could not be removed again.`
    : `The ${word} was not made, but its volumes ${names} were, and could not be removed again.`;
  return leftClaims(left.map(({ metadata: { namespace = "", name } }) => ({ namespace, name })), message);
}

/** That claims stayed behind, and how to get rid of them. */
export function leftClaims(claims: readonly { namespace: string; name: string }[], message: string): PartlyDone {
  return {
    type: "PartlyDone",
    code: "PARTLY_DONE",
    message,
    nextStep: "Use what is left for the next one, or show this to your admin.",
    leftovers: claims.map((each) => ({ kind: "PersistentVolumeClaim", ...each })),
  };
}

async function claimsUsedBy<T extends KubeObject>(client: KubeClient, { type, claimsOf }: Noun<T>, { metadata }: T) {
  const { namespace, name } = metadata;
  const found = await client.get(type, { namespace, name }).catch((error) => {
    if (isNotFound(error)) return undefined;
    throw error;
  });
  return found ? claimsOf(found) : [];
}

async function findClaim(client: KubeClient, namespace: string, name: string) {
  return await client.get(PERSISTENT_VOLUME_CLAIMS, { namespace, name }).catch((error) => {
    if (isNotFound(error)) return undefined;
    throw error;
  });
}
