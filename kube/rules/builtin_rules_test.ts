import { assertEquals } from "@std/assert";
import type { UntypedObject } from "../object.ts";
import { checkBuiltin } from "./builtin_rules.ts";

const make = (kind: string, fields: Record<string, unknown>, name = "x"): UntypedObject => ({
  kind,
  metadata: { name, namespace: "ns" },
  ...fields,
});
const told = (object: UntypedObject, before?: UntypedObject) =>
  checkBuiltin(object, before).map(({ field, message }) => `${field}: ${message}`);
const fieldsOf = (object: UntypedObject, before?: UntypedObject) =>
  checkBuiltin(object, before).map(({ field }) => field);
const pod = (spec: unknown, container: unknown = {}) =>
  make("Pod", { spec: { containers: [{ name: "c", image: "i", ...container as object }], ...spec as object } });

Deno.test("a pod that has nothing wrong is told nothing", () => {
  const container = {
    env: [{ name: "A", valueFrom: { fieldRef: { fieldPath: "metadata.labels['a']" } } }],
    envFrom: [{ configMapRef: { name: "x" } }],
    ports: [{ containerPort: 8888, name: "http", protocol: "TCP" }],
    volumeMounts: [{ name: "v", mountPath: "/v", subPath: "a/b..c" }],
    resources: { requests: { cpu: "1", "nvidia.com/gpu": 1 }, limits: { cpu: "1000m", "nvidia.com/gpu": "1" } },
    readinessProbe: { httpGet: { port: "http" }, successThreshold: 3 },
    lifecycle: { preStop: { sleep: { seconds: 1 } } },
  };
  const spec = {
    volumes: [{ name: "v", configMap: { name: "x", defaultMode: 0o400, items: [{ key: "a", path: "b/c" }] } }],
    initContainers: [{ name: "d", image: "i", restartPolicy: "Always", livenessProbe: { tcpSocket: { port: 1 } } }],
    tolerations: [{ operator: "Exists" }, { key: "a", effect: "NoExecute", tolerationSeconds: 1 }],
    hostAliases: [{ ip: "::1" }, { ip: "10.0.0.1" }],
    restartPolicy: "Never",
  };
  assertEquals(told(pod(spec, container)), []);
});

Deno.test("ports, variables and mounts are told by where they stand", () => {
  assertEquals(fieldsOf(pod({}, { ports: [{ containerPort: 0 }, { containerPort: 1, name: "-a--b-" }] })), [
    "spec.containers[0].ports[0].containerPort",
    "spec.containers[0].ports[1].name",
    "spec.containers[0].ports[1].name",
  ]);
  assertEquals(fieldsOf(pod({}, { env: [{ name: "a=b" }, { name: "c", valueFrom: {} }], envFrom: [{}] })), [
    "spec.containers[0].env[0].name",
    "spec.containers[0].env[1].valueFrom",
    "spec.containers[0].envFrom",
  ]);
  assertEquals(fieldsOf(pod({}, { volumeMounts: [{ name: "v", mountPath: "/", subPath: "/a" }] })), [
    "spec.containers[0].volumeMounts[0].name",
    "spec.containers[0].volumeMounts.subPath",
  ]);
});

Deno.test("an extended resource is whole, and asked for as it is limited", () => {
  const resources = (requests: unknown, limits: unknown = {}) => told(pod({}, { resources: { requests, limits } }));
  assertEquals(resources({ "a/b": "1" }), [
    "spec.containers[0].resources.limits: Required value: Limit must be set for non overcommitable resources",
  ]);
  assertEquals(resources({ "a/b": "1500m" }, { "a/b": "1.5" }), [
    'spec.containers[0].resources.limits[a/b]: Invalid value: "1500m": must be an integer',
    'spec.containers[0].resources.requests[a/b]: Invalid value: "1500m": must be an integer',
  ]);
  assertEquals(resources({ cpu: "500m" }, { cpu: "1" }), []);
});

Deno.test("of a pod only its images and some times change", () => {
  const one = { tolerations: [{ key: "a" }], containers: [{ name: "c", image: "i" }] };
  const change = (spec: object) => fieldsOf(make("Pod", { spec: { ...one, ...spec } }), make("Pod", { spec: one }));
  assertEquals(change({ containers: [{ name: "c", image: "j" }], activeDeadlineSeconds: 5 }), []);
  assertEquals(change({ tolerations: [{ key: "a" }, { key: "b" }] }), []);
  assertEquals(change({ tolerations: [{ key: "b" }] }), ["spec.tolerations"]);
  assertEquals(change({ hostname: "h" }), ["spec"]);
});

Deno.test("a StatefulSet is checked with its template, and keeps what it was made with", () => {
  const spec = (more: object = {}) => ({
    selector: { matchLabels: { a: "b" } },
    template: { metadata: { labels: { a: "b" } }, spec: { containers: [{ name: "c", image: "i" }] } },
    ...more,
  });
  const set = (more?: object, name = "x") => make("StatefulSet", { spec: spec(more) }, name);
  assertEquals(fieldsOf(set()), []);
  assertEquals(fieldsOf(set({}, "a.b")), ["metadata.name"]);
  assertEquals(fieldsOf(set({ selector: { matchLabels: { a: "c" } } })), ["spec.template.metadata.labels"]);
  assertEquals(fieldsOf(set({ selector: { matchLabels: { a: "b c" } } })), [
    "spec.selector.matchLabels",
    "spec.selector",
  ]);
  assertEquals(fieldsOf(set({ updateStrategy: { type: "OnDelete", rollingUpdate: {} } })), [
    "spec.updateStrategy.rollingUpdate",
  ]);
  assertEquals(fieldsOf(set({ replicas: 3 }), set()), []);
  assertEquals(fieldsOf(set({ serviceName: "other" }), set()), ["spec"]);
});

Deno.test("a Service has ports that differ, or is one that needs none", () => {
  const service = (spec: object) => fieldsOf(make("Service", { spec: { type: "ClusterIP", ...spec } }));
  const port = { port: 80, protocol: "TCP" };
  assertEquals(service({}), ["spec.ports"]);
  assertEquals(service({ clusterIP: "None" }), []);
  assertEquals(service({ type: "ExternalName" }), ["spec.externalName"]);
  assertEquals(service({ ports: [{ ...port, nodePort: 30_000 }] }), ["spec.ports[0].nodePort"]);
  assertEquals(service({ ports: [{ ...port, name: "a" }, { ...port, name: "b" }] }), ["spec.ports[1]"]);
});

Deno.test("a bound claim grows, and nothing else of it changes", () => {
  const claim = (storage: string, more: object = {}, status: object = {}) =>
    make("PersistentVolumeClaim", {
      spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage } }, ...more },
      status,
    });
  const bound = claim("2Gi", {}, { phase: "Bound", capacity: { storage: "2Gi" } });
  assertEquals(fieldsOf(claim("3Gi"), bound), []);
  assertEquals(fieldsOf(claim("1Gi"), bound), ["spec.resources.requests.storage"]);
  assertEquals(fieldsOf(claim("2Gi", { volumeMode: "Block" }), bound), ["spec"]);
  assertEquals(fieldsOf(claim("3Gi"), claim("2Gi")), ["spec"]);
  assertEquals(fieldsOf(claim("2Gi", { volumeName: "v" }), claim("2Gi")), []);
  assertEquals(fieldsOf(claim("0", { accessModes: ["ReadWriteOncePod", "ReadWriteOnce"] })), [
    "spec.accessModes",
    "spec.resources[storage]",
  ]);
});

Deno.test("rules of roles give something, and a binding keeps its role", () => {
  assertEquals(fieldsOf(make("Role", { rules: [{ verbs: ["get"], nonResourceURLs: ["/a"] }] })), [
    "rules[0].nonResourceURLs",
  ]);
  assertEquals(fieldsOf(make("ClusterRole", { rules: [{ verbs: ["get"], nonResourceURLs: ["/a"] }] })), []);
  const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "x" };
  const binding = (kind: string, more: object) => make(kind, { roleRef, ...more });
  const before = binding("ClusterRoleBinding", {});
  assertEquals(fieldsOf(binding("ClusterRoleBinding", { roleRef: { ...roleRef, kind: "Role" } }), before), [
    "roleRef.kind",
    "roleRef",
  ]);
  const subjects = [{ kind: "User", apiGroup: "v1", name: "x" }, { kind: "ServiceAccount", name: "" }];
  assertEquals(fieldsOf(binding("RoleBinding", { subjects })), ["subjects[0].apiGroup", "subjects[1].name"]);
});

Deno.test("ConfigMaps, Events, Leases and quotas have rules of their own", () => {
  assertEquals(fieldsOf(make("ConfigMap", { data: { "a b": "", c: "" }, binaryData: { c: "" } })), [
    "data[a b]",
    "data[c]",
  ]);
  assertEquals(fieldsOf(make("ConfigMap", { data: { a: "x".repeat(2 ** 20 + 1) } })), ["[]"]);
  assertEquals(fieldsOf(make("Event", { involvedObject: { namespace: "other" } })), ["involvedObject.namespace"]);
  assertEquals(fieldsOf(make("Lease", { spec: { leaseDurationSeconds: 0 } })), ["spec.leaseDurationSeconds"]);
  assertEquals(fieldsOf(make("ResourceQuota", { spec: { hard: { pods: "-1" } } })), ["spec.hard[pods]"]);
});
