import { at, type Fields, fieldsAt, isFields } from "../json_value.ts";
import type { UntypedObject } from "../object.ts";
import { completeLimitRange } from "../quotas/mod.ts";

/**
 * Fills in the defaults of a built-in that depend on other fields of it, as its type has them; changes `object`, which
 * has the constant ones. Who creates an object owns these, other than what admission adds.
 */
export function completeType(object: UntypedObject): void {
  const spec = fieldsAt(object, "spec");
  switch (object.kind) {
    case "Pod":
      return completePod(spec);
    case "StatefulSet":
      return completeStatefulSet(spec);
    case "Deployment":
      completePodSpec(at(spec, "template.spec"));
      return completeStrategy(fieldsAt(spec, "strategy"));
    case "ReplicaSet":
      return completePodSpec(at(spec, "template.spec"));
    case "Namespace":
      object.metadata.labels = { ...object.metadata.labels, "kubernetes.io/metadata.name": object.metadata.name };
      return;
    case "Secret":
      return completeSecret(object);
    case "LimitRange":
      return completeLimitRange(object);
    case "Service":
      for (const port of listAt(spec, "ports")) port.targetPort ??= port.port;
      if (spec.type !== "ExternalName") spec.internalTrafficPolicy ??= "Cluster";
      return;
    case "RoleBinding":
    case "ClusterRoleBinding":
      return listAt(object, "subjects").forEach((subject) => {
        if (subject.kind !== "ServiceAccount") subject.apiGroup ??= "rbac.authorization.k8s.io";
      });
    case "CustomResourceDefinition":
      return completeDefinition(spec);
  }
}

/** What is given as texts is kept as all else is, in base64, and not shown again as it was given. */
function completeSecret(secret: UntypedObject): void {
  secret.type ||= "Opaque";
  const texts = Object.entries(fieldsAt(secret as unknown as Fields, "stringData"));
  const coded = texts.map(([key, text]) => [key, new TextEncoder().encode(String(text)).toBase64()]);
  if (texts.length > 0) secret.data = { ...secret.data as Fields, ...Object.fromEntries(coded) };
  delete secret.stringData;
}

function completePod(spec: Fields): void {
  completePodSpec(spec);
  spec.enableServiceLinks ??= true;
  for (const { resources } of containersOf(spec)) {
    const { limits, requests } = (resources ?? {}) as Record<string, Fields>;
    if (limits) (resources as Fields).requests = { ...limits, ...requests };
  }
}

function completeStatefulSet(spec: Fields): void {
  completePodSpec(at(spec, "template.spec"));
  const strategy = fieldsAt(spec, "updateStrategy");
  if (!strategy.type) Object.assign(strategy, { type: "RollingUpdate", rollingUpdate: { partition: 0 } });
  for (const claim of listAt(spec, "volumeClaimTemplates")) {
    claim.apiVersion ??= "v1";
    claim.kind ??= "PersistentVolumeClaim";
  }
}

function completeStrategy(strategy: Fields): void {
  strategy.type ??= "RollingUpdate";
  if (strategy.type !== "RollingUpdate") return;
  strategy.rollingUpdate = { maxSurge: "25%", maxUnavailable: "25%", ...fieldsAt(strategy, "rollingUpdate") };
}

function completePodSpec(spec: unknown): void {
  if (isFields(spec)) spec.securityContext ??= {};
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

function completeDefinition(spec: Fields): void {
  const names = fieldsAt(spec, "names");
  names.singular ??= String(names.kind).toLowerCase();
  names.listKind ??= `${names.kind}List`;
  spec.conversion ??= { strategy: "None" };
}

function listAt(object: unknown, path: string): Fields[] {
  const value = at(object, path);
  return Array.isArray(value) ? value.filter(isFields) : [];
}
