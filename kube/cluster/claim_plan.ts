import { claimNamesOf } from "../claim_names.ts";
import type { PersistentVolumeClaim, Pod, StorageClass } from "../builtins.ts";
import { compareQuantities, parseQuantity } from "../quantity.ts";
import { keyOf } from "../resource_type.ts";
import { isFinished } from "./stateful_set_plan.ts";

/** Keeps a claim until no pod uses it. */
export const PVC_PROTECTION = "kubernetes.io/pvc-protection";
/** On the class of claims that name none. */
export const DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";

/** What is to become of a claim: bind it, enlarge it, remove its files, or wait (for what, where somebody should know). */
export type ClaimStep =
  | { kind: "bind" | "expand" | "remove" | "nothing" }
  | { kind: "wait"; reason: string; message: string; isWarning: boolean };

/** Pure: decides about one claim by the pods that use it and its class. */
export function planClaim(
  { metadata, spec, status }: PersistentVolumeClaim,
  users: readonly Pod[],
  classes: readonly StorageClass[],
): ClaimStep {
  const isUsed = !users.every(isFinished);
  if (metadata.deletionTimestamp) {
    return { kind: metadata.finalizers?.includes(PVC_PROTECTION) && !isUsed ? "remove" : "nothing" };
  }
  if (status?.phase === "Bound") {
    return { kind: wantsMore(spec?.resources?.requests?.storage, status.capacity?.storage) ? "expand" : "nothing" };
  }
  const wait = (reason: string, message: string, isWarning = true) =>
    ({ kind: "wait", reason, message, isWarning }) as const;
  const name = spec?.storageClassName;
  if (name === "") {
    return wait("FailedBinding", "no persistent volumes available for this claim and no storage class is set", false);
  }
  const found = classes.find((each) =>
    name ? each.metadata.name === name : each.metadata.annotations?.[DEFAULT_CLASS] === "true"
  );
  if (!found) return wait("ProvisioningFailed", `storageclass.storage.k8s.io "${name ?? "default"}" not found`);
  if (found.volumeBindingMode !== "WaitForFirstConsumer" || users.length > 0) return { kind: "bind" };
  return wait("WaitForFirstConsumer", "waiting for first consumer to be created before binding", false);
}

/** Whether a claim has been edited to want more than it has. */
export function wantsMore(wanted: string | undefined, held: string | undefined): boolean {
  const [more, less] = [wanted, held].map((each) => parseQuantity(each ?? ""));
  return more !== undefined && less !== undefined && compareQuantities(more, less) > 0;
}

/** `namespace/name` of each claim that a pod mounts. */
export function claimsOf({ metadata, spec }: Pod): string[] {
  return claimNamesOf(spec?.volumes).map((name) => keyOf({ namespace: metadata.namespace, name }));
}
