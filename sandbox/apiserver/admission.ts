import { forbidden } from "../../kube/failure.ts";
import { wantsMore } from "../../kube/cluster/claim_plan.ts";
import { at, fieldsAt } from "../../kube/json_value.ts";
import type { UntypedObject } from "../../kube/object.ts";
import { applyLimitRanges, refuseByLimitRange, refuseByQuota, usageOf } from "../../kube/quotas/mod.ts";
import { missingClass } from "../../kube/rules/pod_rules.ts";
import { admitAccount } from "../../kube/service_accounts/mod.ts";
import type { Resource } from "./registry.ts";
import { keyIn, type Storage } from "./storage.ts";

/** Gives a new pod its ServiceAccount and what comes with it; throws 403 where there is no such account. */
export function admitPod(storage: Storage, resource: Resource, pod: UntypedObject, suffix: string): void {
  const { namespace, name, generateName = "" } = pod.metadata;
  const spec = fieldsAt(pod, "spec");
  const account = String(spec.serviceAccountName || spec.serviceAccount || "default");
  const found = storage.get("serviceaccounts", keyIn(namespace, account));
  if (!found) {
    const why = `error looking up service account ${namespace}/${account}: serviceaccount "${account}" not found`;
    throw forbidden(resource, name || generateName, why);
  }
  spec.serviceAccountName = spec.serviceAccount = account;
  const missing = missingClass(spec);
  if (missing) throw forbidden(resource, name || generateName, missing);
  admitAccount(spec, found, suffix);
  applyLimitRanges(pod, storage.list("limitranges", namespace));
}

const WEIGHED = ["Pod", "PersistentVolumeClaim"];

/** Throws 403 where a LimitRange or a quota of the namespace does not admit an object; `before` is what it replaces. */
export function refuseByPolicy(
  storage: Storage,
  resource: Resource,
  object: UntypedObject,
  before: UntypedObject | undefined,
): void {
  const { namespace, name } = object.metadata;
  if (!namespace || (before && resource.kind !== "PersistentVolumeClaim")) return;
  if (before && isGrowing(object, before) && !canGrow(storage, object)) {
    const why = "only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must " +
      "support resize";
    throw forbidden(resource, name, why);
  }
  const ranges = WEIGHED.includes(resource.kind) ? storage.list("limitranges", namespace) : [];
  const quotas = storage.list("resourcequotas", namespace);
  const why = refuseByLimitRange(object, ranges) ??
    (quotas.length > 0 ? refuseByQuota(quotas, usagesIn(storage, namespace), object, before, resource) : undefined);
  if (why !== undefined) throw forbidden(resource, name, why);
}

const isGrowing = (claim: UntypedObject, before: UntypedObject) => wantsMore(storageOf(claim), storageOf(before));
const storageOf = (claim: UntypedObject) => at(claim, "spec.resources.requests.storage") as string | undefined;
const canGrow = (storage: Storage, claim: UntypedObject) =>
  storage.get("storageclasses.storage.k8s.io", String(at(claim, "spec.storageClassName")))?.allowVolumeExpansion ===
    true;

/** How much each object of a namespace takes. */
export function usagesIn(storage: Storage, namespace: string): ReturnType<typeof usageOf>[] {
  return storage.resources.flatMap((id) => {
    const [plural, group = ""] = id.split(/\.(.*)/);
    return storage.list(id, namespace).map((each) => usageOf(each, { plural, group }));
  });
}
