import { conflict, forbidden, type Subject } from "../failure.ts";
import { at } from "../json_value.ts";
import type { UntypedObject } from "../object.ts";
import type { DeleteOptions } from "./write_options.ts";

/** Finalizers by which the garbage collector ends deletions of these kinds, and of definitions. */
export const FOREGROUND = "foregroundDeletion";
export const ORPHAN = "orphan";
export const CLEANUP = "customresourcecleanup.apiextensions.k8s.io";

const LASTING = ["default", "kube-public", "kube-system"];

/** What a deletion does: removes the object, marks it where something holds it, or leaves it marked as it was. */
export interface DeletionPlan {
  kind: "remove" | "mark" | "nothing";
  /** Its last state, or its next. */
  object: UntypedObject;
}

/**
 * Decides about a deletion; throws 403 or 409. A finalizer holds an object, a node its pod, a namespace its content.
 * `toTimestamp` writes an instant as Kubernetes does.
 */
export function planDeletion(
  of: Subject,
  object: UntypedObject,
  options: DeleteOptions,
  now: Date,
  toTimestamp: (date: Date) => string,
): DeletionPlan {
  const { metadata, kind } = object;
  refusePreconditions(of, object, options);
  if (kind === "Namespace" && LASTING.includes(metadata.name)) {
    throw forbidden(of, metadata.name, "this namespace may not be deleted");
  }
  const finalizers = finalizersAfter(object, options);
  const grace = graceOf(object, options);
  if (grace === 0 && finalizers.length === 0 && kind !== "Namespace") {
    const ended = { deletionTimestamp: toTimestamp(now), deletionGracePeriodSeconds: 0 };
    return { kind: "remove", object: kind === "Pod" ? { ...object, metadata: { ...metadata, ...ended } } : object };
  }
  const { deletionTimestamp: marked, deletionGracePeriodSeconds: before = 0, generation } = metadata;
  if (marked && grace >= before && finalizers.length === (metadata.finalizers ?? []).length) {
    return { kind: "nothing", object };
  }
  const next = structuredClone(object);
  next.metadata.deletionGracePeriodSeconds = marked ? Math.min(grace, before) : grace;
  next.metadata.deletionTimestamp = toTimestamp(new Date(now.getTime() + grace * 1000));
  if (finalizers.length > 0) next.metadata.finalizers = finalizers;
  if (generation && !marked) next.metadata.generation = generation + 1;
  if (kind === "Namespace") next.status = { ...next.status as object, phase: "Terminating" };
  return { kind: "mark", object: next };
}

function refusePreconditions(of: Subject, { metadata }: UntypedObject, { preconditions }: DeleteOptions): void {
  const { uid, resourceVersion } = preconditions ?? {};
  const refuse = (what: string, wanted: string, actual: string, why: string) => {
    const words =
      `the ${what} in the precondition (${wanted}) does not match the ${what} in record (${actual}). ${why}`;
    throw conflict({ ...of, plural: of.kind }, metadata.name, words);
  };
  const replaced = "The object might have been deleted and then recreated";
  if (uid && uid !== metadata.uid) refuse("UID", uid, metadata.uid!, replaced);
  if (resourceVersion && resourceVersion !== metadata.resourceVersion) {
    refuse("ResourceVersion", resourceVersion, metadata.resourceVersion!, "The object might have been modified");
  }
}

function finalizersAfter({ metadata, kind }: UntypedObject, { propagationPolicy: policy }: DeleteOptions): string[] {
  const { finalizers = [], deletionTimestamp } = metadata;
  const own = kind === "CustomResourceDefinition" && !deletionTimestamp ? [CLEANUP] : [];
  if (policy === undefined) return [...finalizers, ...own];
  const others = [...finalizers.filter((each) => each !== FOREGROUND && each !== ORPHAN), ...own];
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
