import { badRequest, conflict, invalid, modified, type Subject } from "../failure.ts";
import { cause } from "../field_cause.ts";
import { isSame } from "../json_value.ts";
import type { ObjectMeta, UntypedObject } from "../object.ts";

/** What is known of the kind of an object that is written. */
export interface WrittenKind extends Subject {
  isCustom: boolean;
  subresources: readonly string[];
}

/** Whether a kind has a status that is written apart. */
export const hasStatus = ({ subresources }: WrittenKind): boolean => subresources.includes("status");

/** Throws 400, 409 or 422 where an update is of another object than the stored one, or of an older state of it. */
export function refuseStale(before: ObjectMeta, { resourceVersion, uid, name }: ObjectMeta, of: WrittenKind): void {
  if (uid && uid !== before.uid) {
    const why = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${before.uid}`;
    throw conflict(of, before.name, why);
  }
  if (!name) {
    const why = `the name of the object (${before.name} based on URL) was undeterminable: name must be provided`;
    throw badRequest(why);
  }
  if (name !== before.name) {
    throw badRequest(`the name of the object (${name}) does not match the name on the URL (${before.name})`);
  }
  if (!resourceVersion && of.isCustom) {
    throw invalid(of, name, [cause.invalid("metadata.resourceVersion", 0, "must be specified for an update")]);
  }
  if (resourceVersion && resourceVersion !== before.resourceVersion) throw modified(of, name);
}

/** What is stored of an update through the main resource or its status: each keeps what is the other's, or the server's. */
export function separate(
  before: UntypedObject,
  sent: UntypedObject,
  subresource: string,
  of: WrittenKind,
): UntypedObject {
  const next: UntypedObject = { ...sent, metadata: withFixed(before.metadata, sent.metadata) };
  if (!hasStatus(of)) return next;
  const { status: oldStatus, ...old } = before;
  const { status, ...rest } = next;
  if (subresource !== "status") return oldStatus === undefined ? rest : { ...rest, status: oldStatus };
  const { managedFields } = next.metadata;
  const metadata = of.isCustom ? withFixed(before.metadata, { ...before.metadata, managedFields }) : next.metadata;
  const kept = { ...structuredClone(old), metadata, apiVersion: next.apiVersion };
  return status === undefined ? kept : { ...kept, status };
}

/** The metadata of an update: what only the server sets stays. */
function withFixed(before: ObjectMeta, next: ObjectMeta): ObjectMeta {
  const { uid, creationTimestamp, generation, deletionTimestamp, deletionGracePeriodSeconds, resourceVersion } = before;
  const fixed = { uid, creationTimestamp, generation, deletionTimestamp, deletionGracePeriodSeconds, resourceVersion };
  const entries = Object.entries({ ...next, ...fixed }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as unknown as ObjectMeta;
}

const GENERATIONAL = ["CustomResourceDefinition", "Deployment", "Pod", "ReplicaSet", "StatefulSet"];

/** The generation after a write, which counts changes of what is wanted; undefined for kinds that have none. */
export function generationOf(
  before: UntypedObject | undefined,
  next: UntypedObject,
  of: WrittenKind,
): number | undefined {
  if (!of.isCustom && !GENERATIONAL.includes(of.kind)) return undefined;
  if (!before) return 1;
  const wanted = ({ apiVersion: _, metadata: __, status, ...rest }: UntypedObject) =>
    of.isCustom ? (hasStatus(of) ? rest : { ...rest, status }) : rest.spec;
  return (before.metadata.generation ?? 1) + (isSame(wanted(before), wanted(next)) ? 0 : 1);
}

/** Whether nothing holds an object that is being deleted any more; pods wait for their node, namespaces for content. */
export function isReleased({ kind, metadata }: UntypedObject): boolean {
  const isWaiting = kind === "Namespace" || (kind === "Pod" && metadata.deletionGracePeriodSeconds !== 0);
  return !isWaiting && (metadata.finalizers ?? []).length === 0;
}
