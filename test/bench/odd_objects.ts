import type { KubeObject } from "../../kube/mod.ts";
import { NAMESPACE } from "./bench_plane.ts";

/** Amounts in ways that Kubernetes writes otherwise. */
const AMOUNTS = [
  { cpu: "0.5", memory: "1024Mi" },
  { cpu: 1, memory: "1073741824" },
  { cpu: "1000m", memory: "1.5Gi" },
  { cpu: "0.1000", memory: "128974848000m" },
  { cpu: "1e-1", memory: "0.5Gi" },
];
/** Environments with what Kubernetes leaves out or fills in. */
const ENVIRONMENTS = [
  [{ name: "A", value: "" }],
  [{ name: "A" }],
  [{ name: "NODE", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } }],
  [{ name: "A", value: "1" }, { name: "B", value: "$(A)/b" }],
];
/** Ports with and without what is filled in. */
const PORTS = [
  [{ containerPort: 8888 }],
  [{ containerPort: 8888, protocol: "TCP", name: "notebook-port" }],
  [{ containerPort: 8888, name: "web" }, { containerPort: 9999, protocol: "UDP" }],
];

const nth = <T>(list: readonly T[], index: number): T => list[index % list.length];

function oddContainer(name: string, index: number) {
  return {
    name,
    image: "registry.example.org/tool:1",
    resources: { requests: nth(AMOUNTS, index), limits: {} },
    env: nth(ENVIRONMENTS, index),
    ports: nth(PORTS, index),
    volumeMounts: [{ name: "dshm", mountPath: "/dev/shm" }],
    securityContext: {},
  };
}

const DSHM = { name: "dshm", emptyDir: { medium: "Memory", sizeLimit: "0.5Gi" } };
const metadata = (name: string) => ({ name, namespace: NAMESPACE });

/** A notebook whose pod is written oddly. */
export function oddNotebook(name: string, index: number): KubeObject {
  const spec = { containers: [oddContainer(name, index)], volumes: [DSHM], tolerations: [], nodeSelector: {} };
  return { metadata: metadata(name), spec: { template: { spec } } } as KubeObject;
}

/** A Tensorboard whose resources and environment are written oddly. */
export function oddTensorboard(name: string, index: number): KubeObject {
  const resources = { requests: nth(AMOUNTS, index) };
  return {
    metadata: metadata(name),
    spec: { logspath: "s3://bucket/logs", resources, env: nth(ENVIRONMENTS, index) },
  } as KubeObject;
}

/** A viewer of the claim of its name, every second with a pod of its own that is written oddly. */
export function oddViewer(name: string, index: number): KubeObject {
  if (index % 2 === 0) return { metadata: metadata(name), spec: { pvc: name } } as KubeObject;
  const volumes = [{ name: "viewer-volume", persistentVolumeClaim: { claimName: name } }, DSHM];
  const podSpec = { containers: [oddContainer("main", index)], volumes, tolerations: [] };
  const networking = { targetPort: 8888, basePrefix: "/pvcviewers", rewrite: "", timeout: "30s" };
  return { metadata: metadata(name), spec: { pvc: name, podSpec, networking } } as KubeObject;
}
