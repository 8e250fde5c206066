/** Pods as a real apiserver tells them, to fill stores with. */

/** The JSON of one watch frame's object: a notebook's pod with all that admission, kubelet and managedFields add. */
export function examplePodJson(index: number): string {
  const name = `notebook-${index}`;
  const uid = (kind: number) =>
    `${kind.toString(16).padStart(8, "0")}-4c1d-4e8a-9b7e-${index.toString(16).padStart(12, "0")}`;
  const instant = new Date(1_700_000_000_000 + index * 1_000).toISOString().replace(".000Z", "Z");
  const token = `kube-api-access-${(index * 7919 % 60_466_176).toString(36).padStart(5, "0")}`;
  const image = "registry.example.org/kubeflow/jupyter-scipy:v1.11.0";
  const labels = {
    "app": name,
    "apps.kubernetes.io/pod-index": "0",
    "controller-revision-hash": `${name}-${(index * 104_729 % 4_294_967_296).toString(16)}`,
    "notebook-name": name,
    "statefulset": name,
    "statefulset.kubernetes.io/pod-name": `${name}-0`,
  };
  const condition = (type: string) => ({
    type,
    status: "True",
    observedGeneration: 1,
    lastProbeTime: null,
    lastTransitionTime: instant,
  });
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name: `${name}-0`,
      generateName: `${name}-`,
      namespace: "team",
      uid: uid(1),
      resourceVersion: String(1_000_000 + index * 13),
      generation: 1,
      creationTimestamp: instant,
      labels,
      annotations: { "notebooks.example.org/owner": `user-${index % 500}@example.org` },
      ownerReferences: [{
        apiVersion: "apps/v1",
        kind: "StatefulSet",
        name,
        uid: uid(2),
        controller: true,
        blockOwnerDeletion: true,
      }],
      managedFields: managedFields(instant, uid(2)),
    },
    spec: podSpec(name, token, image, index),
    status: {
      observedGeneration: 1,
      phase: "Running",
      conditions: ["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled"].map(
        condition,
      ),
      hostIP: `192.168.${index % 40}.10`,
      hostIPs: [{ ip: `192.168.${index % 40}.10` }],
      podIP: `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`,
      podIPs: [{ ip: `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}` }],
      startTime: instant,
      containerStatuses: [{
        name,
        state: { running: { startedAt: instant } },
        lastState: {},
        ready: true,
        restartCount: 0,
        image,
        imageID:
          "registry.example.org/kubeflow/jupyter-scipy@sha256:9f3c1d1be5a0c7b2c5f5f8d1a4a0e2d97c3b6a5e4d3c2b1a09f8e7d6c5b4a392",
        containerID: `containerd://${uid(3).replaceAll("-", "").repeat(2)}`,
        started: true,
        allocatedResources: { cpu: "500m", memory: "1Gi" },
        resources: { limits: { cpu: "2", memory: "4Gi" }, requests: { cpu: "500m", memory: "1Gi" } },
        volumeMounts: mounts(token),
        user: { linux: { uid: 1000, gid: 100, supplementalGroups: [100] } },
      }],
      qosClass: "Burstable",
    },
  });
}

function mounts(token: string) {
  return [
    { name: "workspace", mountPath: "/home/jovyan" },
    { name: "dshm", mountPath: "/dev/shm" },
    { name: token, readOnly: true, mountPath: "/var/run/secrets/kubernetes.io/serviceaccount" },
  ];
}

function podSpec(name: string, token: string, image: string, index: number) {
  return {
    volumes: [
      { name: "workspace", persistentVolumeClaim: { claimName: `${name}-workspace` } },
      { name: "dshm", emptyDir: { medium: "Memory" } },
      {
        name: token,
        projected: {
          sources: [
            { serviceAccountToken: { expirationSeconds: 3607, path: "token" } },
            { configMap: { name: "kube-root-ca.crt", items: [{ key: "ca.crt", path: "ca.crt" }] } },
            {
              downwardAPI: {
                items: [{ path: "namespace", fieldRef: { apiVersion: "v1", fieldPath: "metadata.namespace" } }],
              },
            },
          ],
          defaultMode: 420,
        },
      },
    ],
    containers: [{
      name,
      image,
      ports: [{ name: "notebook-port", containerPort: 8888, protocol: "TCP" }],
      env: [{ name: "NB_PREFIX", value: `/notebook/team/${name}` }],
      resources: { limits: { cpu: "2", memory: "4Gi" }, requests: { cpu: "500m", memory: "1Gi" } },
      volumeMounts: mounts(token),
      terminationMessagePath: "/dev/termination-log",
      terminationMessagePolicy: "File",
      imagePullPolicy: "IfNotPresent",
    }],
    restartPolicy: "Always",
    terminationGracePeriodSeconds: 30,
    dnsPolicy: "ClusterFirst",
    serviceAccountName: "default-editor",
    serviceAccount: "default-editor",
    nodeName: `node-${index % 40}`,
    securityContext: { fsGroup: 100 },
    hostname: `${name}-0`,
    schedulerName: "default-scheduler",
    tolerations: ["not-ready", "unreachable"].map((each) => ({
      key: `node.kubernetes.io/${each}`,
      operator: "Exists",
      effect: "NoExecute",
      tolerationSeconds: 300,
    })),
    priority: 0,
    enableServiceLinks: true,
    preemptionPolicy: "PreemptLowerPriority",
  };
}

/** Who wrote which field: nearly half of what a pod weighs. */
function managedFields(instant: string, owner: string) {
  const of = (...names: string[]) => Object.fromEntries(names.map((name) => [`f:${name}`, {}]));
  const condition = of("lastProbeTime", "lastTransitionTime", "observedGeneration", "status", "type");
  const keyed = (name: string, value: unknown) => [`k:${JSON.stringify({ [name]: value })}`, { ".": {}, ...condition }];
  const labels = of("app", "apps.kubernetes.io/pod-index", "controller-revision-hash", "notebook-name", "statefulset");
  return [
    {
      manager: "kube-controller-manager",
      operation: "Update",
      apiVersion: "v1",
      time: instant,
      fieldsType: "FieldsV1",
      fieldsV1: {
        "f:metadata": {
          ...of("generateName", "annotations"),
          "f:labels": { ".": {}, ...labels },
          "f:ownerReferences": { ".": {}, [`k:{"uid":"${owner}"}`]: {} },
        },
        "f:spec": {
          "f:containers": {
            'k:{"name":"notebook"}': {
              ".": {},
              ...of("image", "imagePullPolicy", "name", "terminationMessagePath", "terminationMessagePolicy"),
              "f:env": { ".": {}, 'k:{"name":"NB_PREFIX"}': { ".": {}, ...of("name", "value") } },
              "f:volumeMounts": { ".": {}, 'k:{"mountPath":"/home/jovyan"}': { ".": {}, ...of("mountPath", "name") } },
            },
          },
          ...of("dnsPolicy", "enableServiceLinks", "hostname", "restartPolicy", "schedulerName", "securityContext"),
          ...of("serviceAccount", "serviceAccountName", "terminationGracePeriodSeconds", "volumes"),
        },
      },
    },
    {
      manager: "kubelet",
      operation: "Update",
      apiVersion: "v1",
      time: instant,
      fieldsType: "FieldsV1",
      fieldsV1: {
        "f:status": {
          "f:conditions": Object.fromEntries(
            ["ContainersReady", "Initialized", "Ready"].map((each) => keyed("type", each)),
          ),
          ...of(
            "containerStatuses",
            "hostIP",
            "hostIPs",
            "phase",
            "podIP",
            "podIPs",
            "startTime",
            "observedGeneration",
          ),
        },
      },
      subresource: "status",
    },
  ];
}
