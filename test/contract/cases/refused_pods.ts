import { assertEquals } from "@std/assert";
import { pod, podsOf } from "../objects.ts";
import { invalid, KEY, LABEL, NOT_NEGATIVE, type Refusals, refuse, unsupported } from "../refusals.ts";
import { type Answer, type ContractCase, type ContractTarget, send } from "../target.ts";

const PORT = "must be between 1 and 65535, inclusive";

const inPod = (cluster: ContractTarget, refusals: Refusals) =>
  refuse(cluster, podsOf(cluster), refusals, (spec) => pod("x", spec));

/** In the one container of a pod that has a volume `v`; the words are about fields of the container. */
function inContainer(cluster: ContractTarget, refusals: Refusals) {
  const within = refusals.map(([added, ...words]): Refusals[number] => [
    added,
    ...words.map((each) => `spec.containers[0].${each}`),
  ]);
  return refuse(cluster, podsOf(cluster), within, (container) =>
    pod("x", {
      containers: [{ name: "main", image: "i", ...container }],
      volumes: [{ name: "v", emptyDir: {} }],
    }));
}

export const cases: ContractCase[] = [
  {
    name: "a container is refused for its name, its image and its policies",
    run: (cluster) =>
      inContainer(cluster, [
        [{ name: "a_b" }, `name: ${invalid("a_b", LABEL)}`],
        [{ image: "" }, "image: Required value"],
        [{ image: " i" }, `image: ${invalid(" i", "must not have leading or trailing whitespace")}`],
        [
          { imagePullPolicy: "Often" },
          `imagePullPolicy: ${unsupported("Often", "Always", "IfNotPresent", "Never")}`,
        ],
        [
          { securityContext: { runAsUser: -1 } },
          `securityContext.runAsUser: ${invalid(-1, "must be between 0 and 2147483647, inclusive")}`,
        ],
      ]),
  },
  {
    name: "a container is refused for its ports",
    run: (cluster) =>
      inContainer(cluster, [
        [{ ports: [{ containerPort: 0 }] }, "ports[0].containerPort: Required value"],
        [{ ports: [{ containerPort: 70_000 }] }, `ports[0].containerPort: ${invalid(70_000, PORT)}`],
        [
          { ports: [{ containerPort: 80, name: "A_B" }] },
          `ports[0].name: ${invalid("A_B", "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)")}`,
          `ports[0].name: ${invalid("A_B", "must contain at least one letter (a-z)")}`,
        ],
        [
          { ports: [{ containerPort: 80, name: "a" }, { containerPort: 81, name: "a" }] },
          'ports[1].name: Duplicate value: "a"',
        ],
        [
          { ports: [{ containerPort: 80, protocol: "ICMP" }] },
          `ports[0].protocol: ${unsupported("ICMP", "SCTP", "TCP", "UDP")}`,
        ],
      ]),
  },
  {
    name: "a container is refused for its environment",
    run: (cluster) =>
      inContainer(cluster, [
        [{ env: [{ value: "x" }] }, "env[0].name: Required value"],
        [
          { env: [{ name: "a=b", value: "x" }] },
          `env[0].name: ${
            invalid(
              "a=b",
              "a valid environment variable name must consist only of printable ASCII characters other than '='",
            )
          }`,
        ],
        [
          { env: [{ name: "A", value: "x", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } }] },
          `env[0].valueFrom: ${invalid("", "may not be specified when `value` is not empty")}`,
        ],
        [
          { env: [{ name: "A", valueFrom: { fieldRef: { fieldPath: "metadata.foo" } } }] },
          `env[0].valueFrom.fieldRef.fieldPath: ${
            invalid("metadata.foo", "error converting fieldPath: field label not supported: metadata.foo")
          }`,
        ],
        [{ envFrom: [{}] }, `envFrom: ${invalid("", "must specify one of: `configMapRef` or `secretRef`")}`],
      ]),
  },
  {
    name: "a container is refused for what it mounts",
    run: (cluster) =>
      inContainer(cluster, [
        [
          { volumeMounts: [{ name: "nowhere", mountPath: "/x" }] },
          'volumeMounts[0].name: Not found: "nowhere"',
        ],
        [{ volumeMounts: [{ name: "v" }] }, "volumeMounts[0].mountPath: Required value"],
        [
          { volumeMounts: [{ name: "v", mountPath: "/x" }, { name: "v", mountPath: "/x" }] },
          `volumeMounts[1].mountPath: ${invalid("/x", "must be unique")}`,
        ],
        [
          { volumeMounts: [{ name: "v", mountPath: "/x", subPath: "../a" }] },
          `volumeMounts.subPath: ${invalid("../a", "must not contain '..'")}`,
        ],
      ]),
  },
  {
    name: "a container is refused for what it asks for",
    run: (cluster) =>
      inContainer(cluster, [
        [
          { resources: { requests: { cpu: "2" }, limits: { cpu: "1" } } },
          `resources.requests: ${invalid("2", "must be less than or equal to cpu limit of 1")}`,
        ],
        [{ resources: { requests: { cpu: "-1" } } }, `resources.requests[cpu]: ${invalid("-1", NOT_NEGATIVE)}`],
        [
          { resources: { requests: { gpu: "1" } } },
          `resources.requests[gpu]: ${invalid("gpu", "must be a standard resource type or fully qualified")}`,
          `resources.requests[gpu]: ${invalid("gpu", "must be a standard resource for containers")}`,
        ],
        [
          { resources: { requests: { "nvidia.com/gpu": "1" } } },
          "resources.limits: Required value: Limit must be set for non overcommitable resources",
        ],
        [
          { resources: { requests: { "nvidia.com/gpu": "1" }, limits: { "nvidia.com/gpu": "2" } } },
          `resources.requests: ${invalid("1", "must be equal to nvidia.com/gpu limit of 2")}`,
        ],
      ]),
  },
  {
    name: "a container is refused for its probes and hooks",
    run: (cluster) =>
      inContainer(cluster, [
        [{ readinessProbe: {} }, "readinessProbe: Required value: must specify a handler type"],
        [{ lifecycle: { preStop: {} } }, "lifecycle.preStop: Required value: must specify a handler type"],
        [{ startupProbe: { tcpSocket: { port: 0 } } }, `startupProbe.tcpSocket.port: ${invalid(0, PORT)}`],
        [
          { readinessProbe: { httpGet: { port: 80, scheme: "FTP" } } },
          `readinessProbe.httpGet.scheme: ${unsupported("FTP", "HTTP", "HTTPS")}`,
        ],
        [
          { readinessProbe: { httpGet: { port: 80 }, exec: { command: ["a"] } } },
          "readinessProbe.httpGet: Forbidden: may not specify more than 1 handler type",
        ],
        [
          { livenessProbe: { httpGet: { port: 80 }, successThreshold: 2 } },
          `livenessProbe.successThreshold: ${invalid(2, "must be 1")}`,
        ],
        [
          { readinessProbe: { httpGet: { port: 80 }, periodSeconds: -1 } },
          `readinessProbe.periodSeconds: ${invalid(-1, NOT_NEGATIVE)}`,
        ],
      ]),
  },
  {
    name: "a pod is refused for its containers, taken together",
    run: (cluster) =>
      inPod(cluster, [
        [{ containers: [] }, "spec.containers: Required value"],
        [
          { containers: [{ name: "c", image: "i" }, { name: "c", image: "i" }] },
          'spec.containers[1].name: Duplicate value: "c"',
        ],
        [{ initContainers: [{ name: "main", image: "i" }] }, 'spec.initContainers[0].name: Duplicate value: "main"'],
        [
          { initContainers: [{ name: "c", image: "i", livenessProbe: { tcpSocket: { port: 1 } } }] },
          "spec.initContainers[0].livenessProbe: Forbidden: " +
          "may not be set for init containers without restartPolicy=Always",
        ],
      ]),
  },
  {
    name: "a pod is refused for its volumes",
    run: (cluster) =>
      inPod(cluster, [
        [{ volumes: [{ name: "V_", emptyDir: {} }] }, `spec.volumes[0].name: ${invalid("V_", LABEL)}`],
        [
          { volumes: [{ name: "v", emptyDir: {} }, { name: "v", emptyDir: {} }] },
          'spec.volumes[1].name: Duplicate value: "v"',
        ],
        [
          { volumes: [{ name: "v", emptyDir: {}, configMap: { name: "x" } }] },
          "spec.volumes[0].configMap: Forbidden: may not specify more than 1 volume type",
        ],
        [
          { volumes: [{ name: "v", persistentVolumeClaim: {} }] },
          "spec.volumes[0].persistentVolumeClaim.claimName: Required value",
        ],
        [{ volumes: [{ name: "v", secret: {} }] }, "spec.volumes[0].secret.secretName: Required value"],
        [
          { volumes: [{ name: "v", configMap: { name: "x", defaultMode: 9999 } }] },
          `spec.volumes[0].configMap.defaultMode: ${
            invalid(9999, "must be a number between 0 and 0777 (octal), both inclusive")
          }`,
        ],
      ]),
  },
  {
    name: "a pod is refused for where and how it is to run",
    run: (cluster) =>
      inPod(cluster, [
        [{ restartPolicy: "Once" }, `spec.restartPolicy: ${unsupported("Once", "Always", "OnFailure", "Never")}`],
        [{ nodeSelector: { "a b": "c" } }, `spec.nodeSelector: ${invalid("a b", KEY)}`],
        [
          { tolerations: [{ key: "a", operator: "Is" }] },
          `spec.tolerations[0].operator: ${unsupported("Is", "Equal", "Exists")}`,
        ],
        [
          { tolerations: [{ operator: "Exists", effect: "NoStart" }] },
          `spec.tolerations[0].effect: ${unsupported("NoStart", "NoSchedule", "PreferNoSchedule", "NoExecute")}`,
        ],
        [
          { tolerations: [{ key: "a", operator: "Exists", value: "x" }] },
          `spec.tolerations[0].operator: ${invalid("x", "value must be empty when `operator` is 'Exists'")}`,
        ],
        [{ hostname: "A_b" }, `spec.hostname: ${invalid("A_b", LABEL)}`],
      ]),
  },
  {
    name: "a pod of a class that there is not is forbidden",
    async run(cluster) {
      const told: [Answer, string][] = [
        [{ priorityClassName: "none" }, "no PriorityClass with name none was found"],
        [{ runtimeClassName: "none" }, 'pod rejected: RuntimeClass "none" not found'],
      ];
      for (const [spec, words] of told) {
        const { status, body } = await send(cluster, "POST", podsOf(cluster), pod("x", spec));
        assertEquals([status, body.message], [403, `pods "x" is forbidden: ${words}`]);
      }
    },
  },
];
