import { forbidden } from "../../kube/failure.ts";
import { fieldsAt } from "../../kube/json_value.ts";
import type { UntypedObject } from "../../kube/object.ts";
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
  admitAccount(spec, found, suffix);
}
