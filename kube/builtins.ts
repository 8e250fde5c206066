import type {
  CoreV1Event,
  V1ClusterRole,
  V1ClusterRoleBinding,
  V1ConfigMap,
  V1CustomResourceDefinition,
  V1Deployment,
  V1Lease,
  V1Namespace,
  V1Node,
  V1PersistentVolume,
  V1PersistentVolumeClaim,
  V1Pod,
  V1ReplicaSet,
  V1Role,
  V1RoleBinding,
  V1Secret,
  V1SelfSubjectReview,
  V1Service,
  V1ServiceAccount,
  V1StatefulSet,
  V1StorageClass,
  V1SubjectAccessReview,
} from "@kubernetes/client-node";
import type { KubeModel } from "./object.ts";
import type { ResourceType } from "./resource_type.ts";

export type Pod = KubeModel<V1Pod>;
export type Service = KubeModel<V1Service>;
export type CoreEvent = KubeModel<CoreV1Event>;
export type Namespace = KubeModel<V1Namespace>;
export type Node = KubeModel<V1Node>;
export type ConfigMap = KubeModel<V1ConfigMap>;
export type Secret = KubeModel<V1Secret>;
export type PersistentVolume = KubeModel<V1PersistentVolume>;
export type PersistentVolumeClaim = KubeModel<V1PersistentVolumeClaim>;
export type ServiceAccount = KubeModel<V1ServiceAccount>;
export type StatefulSet = KubeModel<V1StatefulSet>;
export type StorageClass = KubeModel<V1StorageClass>;
export type Role = KubeModel<V1Role>;
export type RoleBinding = KubeModel<V1RoleBinding>;
export type ClusterRole = KubeModel<V1ClusterRole>;
export type ClusterRoleBinding = KubeModel<V1ClusterRoleBinding>;
export type CustomResourceDefinition = KubeModel<V1CustomResourceDefinition>;
export type Deployment = KubeModel<V1Deployment>;
export type ReplicaSet = KubeModel<V1ReplicaSet>;
export type Lease = KubeModel<V1Lease>;
export type SelfSubjectReview = KubeModel<V1SelfSubjectReview>;
export type SubjectAccessReview = KubeModel<V1SubjectAccessReview>;

export const PODS: ResourceType<Pod> = builtin("", "pods", "Pod");
export const SERVICES: ResourceType<Service> = builtin("", "services", "Service");
export const EVENTS: ResourceType<CoreEvent> = builtin("", "events", "Event");
export const NAMESPACES: ResourceType<Namespace> = builtin("", "namespaces", "Namespace", false);
export const NODES: ResourceType<Node> = builtin("", "nodes", "Node", false);
export const CONFIG_MAPS: ResourceType<ConfigMap> = builtin("", "configmaps", "ConfigMap");
export const SECRETS: ResourceType<Secret> = builtin("", "secrets", "Secret");
export const PERSISTENT_VOLUMES: ResourceType<PersistentVolume> = builtin(
  "",
  "persistentvolumes",
  "PersistentVolume",
  false,
);
export const PERSISTENT_VOLUME_CLAIMS: ResourceType<PersistentVolumeClaim> = builtin(
  "",
  "persistentvolumeclaims",
  "PersistentVolumeClaim",
);
export const SERVICE_ACCOUNTS: ResourceType<ServiceAccount> = builtin("", "serviceaccounts", "ServiceAccount");
export const DEPLOYMENTS: ResourceType<Deployment> = builtin("apps", "deployments", "Deployment");
export const REPLICA_SETS: ResourceType<ReplicaSet> = builtin("apps", "replicasets", "ReplicaSet");
export const STATEFUL_SETS: ResourceType<StatefulSet> = builtin("apps", "statefulsets", "StatefulSet");
export const STORAGE_CLASSES: ResourceType<StorageClass> = builtin(
  "storage.k8s.io",
  "storageclasses",
  "StorageClass",
  false,
);
const RBAC = "rbac.authorization.k8s.io";
export const ROLES: ResourceType<Role> = builtin(RBAC, "roles", "Role");
export const ROLE_BINDINGS: ResourceType<RoleBinding> = builtin(RBAC, "rolebindings", "RoleBinding");
export const CLUSTER_ROLES: ResourceType<ClusterRole> = builtin(RBAC, "clusterroles", "ClusterRole", false);
export const CLUSTER_ROLE_BINDINGS: ResourceType<ClusterRoleBinding> = builtin(
  RBAC,
  "clusterrolebindings",
  "ClusterRoleBinding",
  false,
);
export const CUSTOM_RESOURCE_DEFINITIONS: ResourceType<CustomResourceDefinition> = builtin(
  "apiextensions.k8s.io",
  "customresourcedefinitions",
  "CustomResourceDefinition",
  false,
);
export const LEASES: ResourceType<Lease> = builtin("coordination.k8s.io", "leases", "Lease");
export const SELF_SUBJECT_REVIEWS: ResourceType<SelfSubjectReview> = builtin(
  "authentication.k8s.io",
  "selfsubjectreviews",
  "SelfSubjectReview",
  false,
);
export const SUBJECT_ACCESS_REVIEWS: ResourceType<SubjectAccessReview> = builtin(
  "authorization.k8s.io",
  "subjectaccessreviews",
  "SubjectAccessReview",
  false,
);

function builtin(group: string, plural: string, kind: string, namespaced = true): ResourceType<never> {
  return { group, version: "v1", plural, kind, namespaced };
}
