import {
  claim,
  claimsOf,
  notebook,
  notebooksOf,
  rolesOf,
  service,
  servicesOf,
  setsOf,
  statefulSet,
} from "../objects.ts";
import { invalid, KEY, LABEL, NOT_NEGATIVE, refuse, SUBDOMAIN, unsupported } from "../refusals.ts";
import type { ContractCase } from "../target.ts";

export const cases: ContractCase[] = [
  {
    name: "what is wrong with a name and with a spec is told at once",
    async run(cluster) {
      const body = { ...notebook("Upper"), spec: { template: { spec: { containers: [] } } } };
      await refuse(cluster, notebooksOf(cluster), [[
        {},
        `metadata.name: ${invalid("Upper", SUBDOMAIN)}`,
        "spec.template.spec.containers: Invalid value: 0: spec.template.spec.containers in body should have at least " +
        "1 items",
      ]], () => body);
    },
  },
  {
    name: "a StatefulSet is refused for its rules, and for its template as a pod is",
    run: (cluster) =>
      refuse(cluster, setsOf(cluster), [
        [
          { podManagementPolicy: "Some" },
          `spec.podManagementPolicy: ${invalid("Some", "must be 'OrderedReady' or 'Parallel'")}`,
        ],
        [
          { updateStrategy: { type: "Slow" } },
          `spec.updateStrategy: ${
            invalid({ Type: "Slow", RollingUpdate: null }, "must be 'RollingUpdate' or 'OnDelete'")
          }`,
        ],
        [{ selector: {} }, `spec.selector: ${invalid({}, "empty selector is invalid for statefulset")}`],
        [{ minReadySeconds: -1 }, `spec.minReadySeconds: ${invalid(-1, NOT_NEGATIVE)}`],
        [{ serviceName: "A_b" }, `spec.serviceName: ${invalid("A_b", LABEL)}`],
        [
          {
            template: {
              metadata: { labels: { app: "x" } },
              spec: { restartPolicy: "Never", containers: [{ name: "c" }] },
            },
          },
          "spec.template.spec.containers[0].image: Required value",
          `spec.template.spec.restartPolicy: ${unsupported("Never", "Always")}`,
        ],
      ], (spec) => statefulSet("x", spec)),
  },
  {
    name: "a StatefulSet is refused for a name that its pods' labels cannot have",
    run: (cluster) =>
      refuse(cluster, setsOf(cluster), [
        ["a.b", `metadata.name: ${invalid("a.b", "must not contain dots")}`],
        ["a".repeat(64), `metadata.name: ${invalid("a".repeat(64), "must be no more than 63 characters")}`],
      ], (name) => statefulSet(name, { selector: { matchLabels: { a: "b" } }, template: LABELLED })),
  },
  {
    name: "a Service is refused for its ports, its selector and its types",
    run: (cluster) =>
      refuse(cluster, servicesOf(cluster), [
        [{ ports: [] }, "spec.ports: Required value"],
        [
          { type: "Some" },
          `spec.type: ${unsupported("Some", "ClusterIP", "ExternalName", "LoadBalancer", "NodePort")}`,
        ],
        [{ sessionAffinity: "Some" }, `spec.sessionAffinity: ${unsupported("Some", "ClientIP", "None")}`],
        [{ ports: [{ port: 80, name: "A_" }] }, `spec.ports[0].name: ${invalid("A_", LABEL)}`],
        [{ ports: [{ port: 80 }, { port: 81, name: "a" }] }, "spec.ports[0].name: Required value"],
        [
          { ports: [{ port: 80, name: "a" }, { port: 81, name: "a" }] },
          'spec.ports[1].name: Duplicate value: "a"',
        ],
        [{ selector: { "a b": "c" } }, `spec.selector: ${invalid("a b", KEY)}`],
        [
          { clusterIP: "here" },
          `spec.clusterIPs[0]: ${invalid("here", "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")}`,
        ],
      ], (spec) => {
        const body = service("x");
        return { ...body, spec: { ...body.spec, ...spec } };
      }),
  },
  {
    name: "a claim is refused for its size, its modes and its class",
    run: (cluster) =>
      refuse(cluster, claimsOf(cluster), [
        [
          { accessModes: [], resources: {} },
          "spec.accessModes: Required value: at least 1 access mode is required",
          "spec.resources[storage]: Required value",
        ],
        [
          { accessModes: ["Alone"] },
          `spec.accessModes: ${
            unsupported("Alone", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod")
          }`,
        ],
        [
          { resources: { requests: { storage: "0" } } },
          `spec.resources[storage]: ${invalid("0", "must be greater than zero")}`,
        ],
        [{ volumeMode: "Tape" }, `spec.volumeMode: ${unsupported("Tape", "Block", "Filesystem")}`],
        [{ storageClassName: "A_b" }, `spec.storageClassName: ${invalid("A_b", SUBDOMAIN)}`],
      ], (spec) => {
        const body = claim("x");
        return { ...body, spec: { ...body.spec, ...spec } };
      }),
  },
  {
    name: "a role is refused for rules that give nothing, a binding for what it binds",
    async run(cluster) {
      const metadata = { name: "x" };
      await refuse(cluster, rolesOf(cluster), [[
        [{}],
        "rules[0].verbs: Required value: verbs must contain at least one value",
        "rules[0].apiGroups: Required value: resource rules must supply at least one api group",
        "rules[0].resources: Required value: resource rules must supply at least one resource",
      ]], (rules) => ({ metadata, rules }));
      const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "x" };
      await refuse(cluster, rolesOf(cluster, "rolebindings"), [
        [{ roleRef: { ...roleRef, kind: "Rule" } }, `roleRef.kind: ${unsupported("Rule", "Role", "ClusterRole")}`],
        [{ roleRef: { ...roleRef, name: "" } }, "roleRef.name: Required value"],
        [
          { subjects: [{ kind: "Person", name: "x" }] },
          `subjects[0].kind: ${unsupported("Person", "ServiceAccount", "User", "Group")}`,
        ],
      ], (binding) => ({ metadata, roleRef, ...binding }));
    },
  },
];

const LABELLED = { metadata: { labels: { a: "b" } }, spec: { containers: [{ name: "c", image: "i" }] } };
