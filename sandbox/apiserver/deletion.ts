import { conflict, forbidden } from "../../kube/failure.ts";
import type { DeleteOptions } from "../../kube/rules/write_options.ts";
import type { Resource } from "./registry.ts";
import { keyIn } from "./storage.ts";
import { at } from "../../kube/json_value.ts";
import type { UntypedObject } from "../../kube/object.ts";
import { type Core, toTimestamp } from "./writes.ts";

const LASTING = ["default", "kube-public", "kube-system"];
/** Finalizers by which the garbage collector ends deletions of these kinds, and of definitions. */
export const FOREGROUND = "foregroundDeletion";
export const ORPHAN = "orphan";
export const CLEANUP = "customresourcecleanup.apiextensions.k8s.io";

/**
 * Deletes `object`: at once, or, where a finalizer, a node or a namespace's content holds it, by marking it. Answers
 * its last state and whether it is gone.
 */
export function deleteObject(
  { storage, clock }: Core,
  resource: Resource,
  object: UntypedObject,
  options: DeleteOptions = {},
): { object: UntypedObject; isGone: boolean } {
  refusePreconditions(resource, object, options);
  if (object.kind === "Namespace" && LASTING.includes(object.metadata.name)) {
    throw forbidden(resource, object.metadata.name, "this namespace may not be deleted");
  }
  const own = object.kind === "CustomResourceDefinition" && !object.metadata.deletionTimestamp ? [CLEANUP] : [];
  const finalizers = [...finalizersAfter(object, options), ...own];
  const grace = graceOf(object, options);
  const isHeld = grace > 0 || finalizers.length > 0 || object.kind === "Namespace";
  const isDryRun = options.isDryRun ?? false;
  if (!isHeld) {
    if (!isDryRun) storage.remove(resource.id, keyIn(object.metadata.namespace, object.metadata.name));
    const ended = { deletionTimestamp: toTimestamp(clock.now()), deletionGracePeriodSeconds: 0 };
    const last = object.kind === "Pod" ? { ...object, metadata: { ...object.metadata, ...ended } } : object;
    return { object: last, isGone: true };
  }
  const { deletionTimestamp: marked, deletionGracePeriodSeconds: before = 0, generation } = object.metadata;
  if (marked && grace >= before && finalizers.length === (object.metadata.finalizers ?? []).length) {
    return { object, isGone: false };
  }
  const next = structuredClone(object);
  next.metadata.deletionGracePeriodSeconds = marked ? Math.min(grace, before) : grace;
  next.metadata.deletionTimestamp = toTimestamp(new Date(clock.now().getTime() + grace * 1000));
  if (finalizers.length > 0) next.metadata.finalizers = finalizers;
  if (generation && !marked) next.metadata.generation = generation + 1;
  if (object.kind === "Namespace") next.status = { ...next.status as object, phase: "Terminating" };
  return { object: isDryRun ? next : storage.put(resource.id, next), isGone: false };
}

function refusePreconditions(resource: Resource, { metadata }: UntypedObject, { preconditions }: DeleteOptions): void {
  const { uid, resourceVersion } = preconditions ?? {};
  const refuse = (what: string, wanted: string, actual: string, why: string) => {
    const words =
      `the ${what} in the precondition (${wanted}) does not match the ${what} in record (${actual}). ${why}`;
    throw conflict({ ...resource, plural: resource.kind }, metadata.name, words);
  };
  const replaced = "The object might have been deleted and then recreated";
  if (uid && uid !== metadata.uid) refuse("UID", uid, metadata.uid!, replaced);
  if (resourceVersion && resourceVersion !== metadata.resourceVersion) {
    refuse("ResourceVersion", resourceVersion, metadata.resourceVersion!, "The object might have been modified");
  }
}

function finalizersAfter({ metadata }: UntypedObject, { propagationPolicy: policy }: DeleteOptions): string[] {
  const { finalizers = [] } = metadata;
  if (policy === undefined) return finalizers;
  const others = finalizers.filter((each) => each !== FOREGROUND && each !== ORPHAN);
  if (policy === "Background") return others;
  return [...others, policy === "Foreground" ? FOREGROUND : ORPHAN];
}

/** Seconds that a pod on a node gets to end; anything else needs none. */
function graceOf(object: UntypedObject, { gracePeriodSeconds }: DeleteOptions): number {
  if (object.kind !== "Pod" || !at(object, "spec.nodeName")) return 0;
  if (["Succeeded", "Failed"].includes(String(at(object, "status.phase")))) return 0;
  const grace = gracePeriodSeconds ?? Number(at(object, "spec.terminationGracePeriodSeconds") ?? 30);
  return grace < 0 ? 1 : grace;
}
