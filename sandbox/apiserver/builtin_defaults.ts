import type { Storage } from "./storage.ts";
import { at, type Fields, fieldsAt } from "../../kube/json_value.ts";
import type { UntypedObject } from "../../kube/object.ts";
import { withLostNodes } from "../../kube/rules/pod_tolerations.ts";

/** What the server itself puts into a built-in, by what else is stored; changes `object`. */
export function completeBuiltin(object: UntypedObject, storage: Storage, now: string): void {
  const spec = fieldsAt(object, "spec");
  switch (object.kind) {
    case "Pod":
      spec.preemptionPolicy ??= "PreemptLowerPriority";
      spec.priority ??= 0;
      spec.tolerations = withLostNodes(spec.tolerations as Fields[] | undefined);
      return;
    case "Namespace":
      spec.finalizers ??= ["kubernetes"];
      return;
    case "Service":
      return spec.type === "ExternalName" ? undefined : allocateAddress(storage, spec);
    case "PersistentVolumeClaim": {
      const chosen = storage.list("storageclasses.storage.k8s.io").find(isDefaultClass);
      if (chosen) spec.storageClassName ??= chosen.metadata.name;
      return;
    }
    case "CustomResourceDefinition":
      object.status ??= firstStatus(spec, now);
  }
}

const isDefaultClass = ({ metadata }: UntypedObject) =>
  metadata.annotations?.["storageclass.kubernetes.io/is-default-class"] === "true";

/** The lowest free address of 10.96.0.0/16; nothing routes there, the gateway resolves Services by their selectors. */
function allocateAddress(storage: Storage, spec: Fields): void {
  if (!spec.clusterIP) {
    const used = new Set(storage.list("services").map((each) => at(each, "spec.clusterIP")));
    const address = (index: number) => `10.96.${index >> 8}.${index & 255}`;
    let next = 2;
    while (used.has(address(next))) next++;
    spec.clusterIP = address(next);
  }
  spec.clusterIPs ??= [spec.clusterIP];
  spec.ipFamilies ??= ["IPv4"];
  spec.ipFamilyPolicy ??= "SingleStack";
}

function firstStatus(spec: Fields, now: string) {
  const condition = (type: string, reason: string, message: string) => (
    { type, status: "True", lastTransitionTime: now, reason, message }
  );
  return {
    acceptedNames: fieldsAt(spec, "names"),
    conditions: [
      condition("NamesAccepted", "NoConflicts", "no conflicts found"),
      condition("Established", "InitialNamesAccepted", "the initial names have been accepted"),
    ],
    storedVersions: (spec.versions as Fields[] ?? []).filter((each) => each.storage).map((each) => each.name),
  };
}
