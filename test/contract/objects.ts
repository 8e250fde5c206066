import type { Answer, ContractTarget } from "./target.ts";

/** Paths of a namespace's collections. */
export const podsOf = ({ namespace }: ContractTarget) => `/api/v1/namespaces/${namespace}/pods`;
export const servicesOf = ({ namespace }: ContractTarget) => `/api/v1/namespaces/${namespace}/services`;
export const claimsOf = ({ namespace }: ContractTarget) => `/api/v1/namespaces/${namespace}/persistentvolumeclaims`;
export const eventsOf = ({ namespace }: ContractTarget) => `/api/v1/namespaces/${namespace}/events`;
export const accountsOf = ({ namespace }: ContractTarget) => `/api/v1/namespaces/${namespace}/serviceaccounts`;
export const leasesOf = ({ namespace }: ContractTarget) =>
  `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`;
export const setsOf = ({ namespace }: ContractTarget) => `/apis/apps/v1/namespaces/${namespace}/statefulsets`;
export const notebooksOf = ({ namespace }: ContractTarget, version = "v1") =>
  `/apis/kubeflow.org/${version}/namespaces/${namespace}/notebooks`;
export const rolesOf = ({ namespace }: ContractTarget, plural = "roles") =>
  `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/${plural}`;

/** A pod of one container that nothing ever starts: no scheduler of that name exists. */
export const pod = (name: string, spec: Answer = {}): Answer => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, labels: { app: name } },
  spec: { schedulerName: "nobody", containers: [{ name: "main", image: "example.org/nothing" }], ...spec },
});

export const statefulSet = (name: string, spec: Answer = {}, container: Answer = {}): Answer => ({
  apiVersion: "apps/v1",
  kind: "StatefulSet",
  metadata: { name },
  spec: {
    replicas: 0,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: "main", image: "example.org/nothing", ...container }] },
    },
    ...spec,
  },
});

/** Named `d`, of pods that nothing ever starts. */
export const deployment = (replicas: number, spec: Answer = {}): Answer => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "d" },
  spec: {
    replicas,
    selector: { matchLabels: { app: "d" } },
    template: { metadata: { labels: { app: "d" } }, spec: pod("d").spec },
    ...spec,
  },
});

export const service = (name: string): Answer => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name },
  spec: { selector: { app: name }, ports: [{ name: "http", port: 80, targetPort: 8888 }] },
});

export const claim = (name: string): Answer => ({
  apiVersion: "v1",
  kind: "PersistentVolumeClaim",
  metadata: { name },
  spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1024Mi" } } },
});

export const notebook = (name: string, version = "v1"): Answer => ({
  apiVersion: `kubeflow.org/${version}`,
  kind: "Notebook",
  metadata: { name },
  spec: { template: { spec: { containers: [{ name, image: "jupyter/base-notebook" }] } } },
});

export const account = (name: string, more: Answer = {}): Answer => ({
  apiVersion: "v1",
  kind: "ServiceAccount",
  metadata: { name, ...more },
});

/** An Event about a pod of this name, which need not exist. */
export const eventAbout = ({ namespace }: ContractTarget, name: string, more: Answer = {}): Answer => ({
  metadata: { name: `${name}.1` },
  involvedObject: { apiVersion: "v1", kind: "Pod", name, namespace, uid: `uid-${name}` },
  ...{ reason: "Pulled", message: "pulled", type: "Normal" },
  ...more,
});

/** The references by which an object is owned, and waited for. */
export const ownedBy = (owner: Answer): Answer[] => [{
  ...{ apiVersion: owner.apiVersion, kind: owner.kind, name: owner.metadata.name, uid: owner.metadata.uid },
  ...{ controller: true, blockOwnerDeletion: true },
}];
