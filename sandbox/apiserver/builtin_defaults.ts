import { at, type Fields, isFields, type StoredObject } from "./stored_object.ts";

/** What Go fills in by code rather than by schema: constants, by definition (without `io.k8s.api.`) and field. */
export const BUILTIN_DEFAULTS: Record<string, Fields> = {
  "apps.v1.StatefulSet": { spec: {}, status: {} },
  "apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy": { whenDeleted: "Retain", whenScaled: "Retain" },
  "apps.v1.StatefulSetSpec": {
    persistentVolumeClaimRetentionPolicy: {},
    podManagementPolicy: "OrderedReady",
    replicas: 1,
    revisionHistoryLimit: 10,
    serviceName: "",
    updateStrategy: { type: "RollingUpdate", rollingUpdate: { partition: 0 } },
  },
  "apps.v1.StatefulSetStatus": { availableReplicas: 0, replicas: 0 },
  "core.v1.ConfigMapVolumeSource": { defaultMode: 420 },
  "core.v1.Container": {
    resources: {},
    terminationMessagePath: "/dev/termination-log",
    terminationMessagePolicy: "File",
  },
  "core.v1.ContainerStatus": { lastState: {}, state: {}, imageID: "", restartCount: 0, ready: false },
  "core.v1.DownwardAPIVolumeSource": { defaultMode: 420 },
  "core.v1.Event": { reportingComponent: "", reportingInstance: "", source: {} },
  "core.v1.HTTPGetAction": { path: "/", scheme: "HTTP" },
  "core.v1.HostPathVolumeSource": { type: "" },
  "core.v1.Namespace": { spec: {}, status: {} },
  "core.v1.NamespaceSpec": { finalizers: ["kubernetes"] },
  "core.v1.NamespaceStatus": { phase: "Active" },
  "core.v1.Node": { spec: {}, status: {} },
  "core.v1.ObjectFieldSelector": { apiVersion: "v1" },
  "core.v1.PersistentVolumeClaim": { spec: {}, status: {} },
  "core.v1.PersistentVolumeClaimSpec": { resources: {}, volumeMode: "Filesystem" },
  "core.v1.PersistentVolumeClaimStatus": { phase: "Pending" },
  "core.v1.Pod": { spec: {}, status: {} },
  "core.v1.PodSpec": {
    dnsPolicy: "ClusterFirst",
    restartPolicy: "Always",
    schedulerName: "default-scheduler",
    securityContext: {},
    terminationGracePeriodSeconds: 30,
  },
  "core.v1.PodStatus": { phase: "Pending" },
  "core.v1.PodTemplateSpec": { metadata: {}, spec: {} },
  "core.v1.Probe": { failureThreshold: 3, periodSeconds: 10, successThreshold: 1, timeoutSeconds: 1 },
  "core.v1.ProjectedVolumeSource": { defaultMode: 420 },
  "core.v1.SecretVolumeSource": { defaultMode: 420 },
  "core.v1.Service": { spec: {}, status: {} },
  "core.v1.ServiceAccountTokenProjection": { expirationSeconds: 3600 },
  "core.v1.ServiceSpec": { sessionAffinity: "None", type: "ClusterIP" },
  "core.v1.ServiceStatus": { loadBalancer: {} },
  "rbac.v1.RoleRef": { apiGroup: "rbac.authorization.k8s.io" },
  "storage.v1.StorageClass": { reclaimPolicy: "Delete", volumeBindingMode: "Immediate" },
};

/** Defaults of a built-in that depend on other fields; changes `object`, which already has the constants. */
export function completeBuiltin(object: StoredObject): void {
  switch (object.kind) {
    case "Pod":
      object.metadata.generation ??= 1;
      return completePod(object.spec as Fields);
    case "StatefulSet":
      completePodSpec(at(object, "spec.template.spec"));
      return listAt(object, "spec.volumeClaimTemplates").forEach((claim) => {
        claim.apiVersion ??= "v1";
        claim.kind ??= "PersistentVolumeClaim";
      });
    case "Namespace":
      object.metadata.labels = { ...object.metadata.labels, "kubernetes.io/metadata.name": object.metadata.name };
      return;
    case "Service":
      return completeService(object.spec as Fields);
    case "RoleBinding":
    case "ClusterRoleBinding":
      return listAt(object, "subjects").forEach((subject) => {
        if (subject.kind !== "ServiceAccount") subject.apiGroup ??= "rbac.authorization.k8s.io";
      });
  }
}

function completeService(spec: Fields): void {
  if (spec.type !== "ExternalName") spec.internalTrafficPolicy ??= "Cluster";
  for (const port of listAt(spec, "ports")) port.targetPort ??= port.port;
}

function completePod(spec: Fields): void {
  completePodSpec(spec);
  spec.enableServiceLinks ??= true;
  spec.serviceAccountName ??= spec.serviceAccount ?? "default";
  spec.serviceAccount = spec.serviceAccountName;
  spec.preemptionPolicy ??= "PreemptLowerPriority";
  spec.priority ??= 0;
  for (const container of [...listAt(spec, "containers"), ...listAt(spec, "initContainers")]) {
    const resources = container.resources as Fields;
    if (resources.limits) resources.requests = { ...resources.limits, ...resources.requests as Fields };
  }
}

function completePodSpec(spec: unknown): void {
  for (const container of [...listAt(spec, "containers"), ...listAt(spec, "initContainers")]) {
    container.imagePullPolicy ??= isLatest(String(container.image ?? "")) ? "Always" : "IfNotPresent";
  }
  for (const volume of listAt(spec, "volumes")) {
    if (Object.keys(volume).length === 1) volume.emptyDir = {};
  }
  if (isFields(spec) && spec.serviceAccount && !spec.serviceAccountName) spec.serviceAccountName = spec.serviceAccount;
  if (isFields(spec) && spec.serviceAccountName) spec.serviceAccount = spec.serviceAccountName;
}

/** Without a tag and a digest an image is `latest`, as the kubelet takes it. */
function isLatest(image: string): boolean {
  if (image.includes("@")) return false;
  const tag = image.slice(image.lastIndexOf("/") + 1).split(":")[1];
  return tag === undefined || tag === "latest";
}

function listAt(object: unknown, path: string): Fields[] {
  const value = at(object, path);
  return Array.isArray(value) ? value.filter(isFields) : [];
}
