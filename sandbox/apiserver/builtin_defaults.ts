import { storageVersionOf } from "./registry.ts";
import type { Storage } from "./storage.ts";
import { at, type Fields, fieldsAt, isFields } from "../../kube/json_value.ts";
import type { UntypedObject } from "../../kube/object.ts";

/** Defaults of a built-in that depend on other fields or objects; changes `object`, which has the constant ones. */
export function completeBuiltin(object: UntypedObject, storage: Storage, now: string): void {
  const spec = fieldsAt(object, "spec");
  switch (object.kind) {
    case "Pod":
      return completePod(spec);
    case "StatefulSet":
      completePodSpec(at(spec, "template.spec"));
      return listAt(spec, "volumeClaimTemplates").forEach((claim) => {
        claim.apiVersion ??= "v1";
        claim.kind ??= "PersistentVolumeClaim";
      });
    case "Namespace":
      object.metadata.labels = { ...object.metadata.labels, "kubernetes.io/metadata.name": object.metadata.name };
      return;
    case "Service":
      for (const port of listAt(spec, "ports")) port.targetPort ??= port.port;
      return spec.type === "ExternalName" ? undefined : allocateAddress(storage, spec);
    case "PersistentVolumeClaim": {
      const chosen = storage.list("storageclasses.storage.k8s.io").find(isDefaultClass);
      if (chosen) spec.storageClassName ??= chosen.metadata.name;
      return;
    }
    case "RoleBinding":
    case "ClusterRoleBinding":
      return listAt(object, "subjects").forEach((subject) => {
        if (subject.kind !== "ServiceAccount") subject.apiGroup ??= "rbac.authorization.k8s.io";
      });
    case "CustomResourceDefinition":
      return completeDefinition(object, spec, now);
  }
}

function completePod(spec: Fields): void {
  completePodSpec(spec);
  spec.enableServiceLinks ??= true;
  spec.preemptionPolicy ??= "PreemptLowerPriority";
  spec.priority ??= 0;
  for (const { resources } of containersOf(spec)) {
    const { limits, requests } = resources as Record<string, Fields>;
    if (limits) (resources as Fields).requests = { ...limits, ...requests };
  }
}

function completePodSpec(spec: unknown): void {
  for (const container of containersOf(spec)) {
    container.imagePullPolicy ??= isLatest(String(container.image ?? "")) ? "Always" : "IfNotPresent";
  }
  for (const volume of listAt(spec, "volumes")) {
    if (Object.keys(volume).length === 1) volume.emptyDir = {};
  }
  const account = at(spec, "serviceAccountName") ?? at(spec, "serviceAccount");
  if (account) Object.assign(spec as Fields, { serviceAccountName: account, serviceAccount: account });
}

const containersOf = (spec: unknown) => [...listAt(spec, "containers"), ...listAt(spec, "initContainers")];

/** Without a tag and a digest an image is `latest`, as the kubelet takes it. */
function isLatest(image: string): boolean {
  const tag = image.slice(image.lastIndexOf("/") + 1).split(":")[1];
  return !image.includes("@") && (tag === undefined || tag === "latest");
}

function listAt(object: unknown, path: string): Fields[] {
  const value = at(object, path);
  return Array.isArray(value) ? value.filter(isFields) : [];
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
  spec.internalTrafficPolicy ??= "Cluster";
  spec.clusterIPs ??= [spec.clusterIP];
  spec.ipFamilies ??= ["IPv4"];
  spec.ipFamilyPolicy ??= "SingleStack";
}

function completeDefinition(object: UntypedObject, spec: Fields, now: string): void {
  const names = fieldsAt(spec, "names");
  names.singular ??= String(names.kind).toLowerCase();
  names.listKind ??= `${names.kind}List`;
  spec.conversion ??= { strategy: "None" };
  const condition = (type: string, reason: string, message: string) => (
    { type, status: "True", lastTransitionTime: now, reason, message }
  );
  object.status ??= {
    acceptedNames: names,
    conditions: [
      condition("NamesAccepted", "NoConflicts", "no conflicts found"),
      condition("Established", "InitialNamesAccepted", "the initial names have been accepted"),
    ],
    storedVersions: [storageVersionOf(object)],
  };
}
