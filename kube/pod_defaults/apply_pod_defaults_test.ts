import { assert, assertEquals } from "@std/assert";
import type { PodDefault, PodDefaultSpec } from "../resources/pod_default.ts";
import { applyPodDefaults, MARK } from "./apply_pod_defaults.ts";
import type { PodShape } from "./matching_pod_defaults.ts";

type Given = Partial<Record<keyof PodDefaultSpec, unknown>>;
const podDefault = (name: string, spec: Given, resourceVersion = "7"): PodDefault => ({
  metadata: { namespace: "team", name, resourceVersion },
  spec: { selector: {}, ...spec } as PodDefaultSpec,
});
const podOf = (spec: Record<string, unknown> = {}, metadata: PodShape["metadata"] = {}): PodShape => ({
  metadata,
  spec: { containers: [{ name: "main", image: "example.org/a:1" }], ...spec } as PodShape["spec"],
});
const withMain = (main: Record<string, unknown>) => podOf({ containers: [{ name: "main", ...main }] });

/** The pod as it comes out; a conflict fails the test. */
function applied(pod: PodShape, ...podDefaults: PodDefault[]): PodShape {
  const outcome = applyPodDefaults(pod, podDefaults);
  assert("pod" in outcome, JSON.stringify(outcome));
  return outcome.pod;
}
function messages(pod: PodShape, ...podDefaults: PodDefault[]): string[] {
  const outcome = applyPodDefaults(pod, podDefaults);
  assert("conflicts" in outcome, JSON.stringify(outcome));
  return outcome.conflicts.map(({ message }) => message);
}
const at = (value: unknown, path: string): unknown =>
  // deno-lint-ignore no-explicit-any -- a test reads wherever it likes
  path.split(".").reduce((each: any, key) => each?.[key], value);

const container = (image: string) => ({ name: "extra", image });
/** Field of the PodDefault, where it goes in the pod, an item, and another of the same name or key. */
const NAMED: [keyof PodDefaultSpec, string, Record<string, unknown>, Record<string, unknown>, string][] = [
  ["env", "spec.containers.0.env", { name: "A", value: "1" }, { name: "A", value: "2" }, 'environment variable "A"'],
  ["volumes", "spec.volumes", { name: "v", emptyDir: {} }, { name: "v", secret: { secretName: "s" } }, 'volume "v"'],
  [
    "volumeMounts",
    "spec.containers.0.volumeMounts",
    { name: "v", mountPath: "/v" },
    { name: "v", mountPath: "/other" },
    'volume mount "v"',
  ],
  [
    "volumeMounts",
    "spec.containers.0.volumeMounts",
    { name: "v", mountPath: "/v" },
    { name: "w", mountPath: "/v" },
    'volume mount "/v"',
  ],
  [
    "tolerations",
    "spec.tolerations",
    { key: "gpu", operator: "Exists" },
    { key: "gpu", value: "yes" },
    'toleration of "gpu"',
  ],
  ["initContainers", "spec.initContainers", container("a"), container("b"), 'init container "extra"'],
  ["sidecars", "spec.containers", container("a"), container("b"), 'sidecar "extra"'],
];

for (const [field, path, item, other, noun] of NAMED) {
  Deno.test(`${field}, told apart by the ${noun}: new is added, equal is fine, different is refused`, () => {
    const gives = podDefault("a", { [field]: [item] });
    const once = applied(podOf(), gives);
    assertEquals((at(once, path) as unknown[]).at(-1), item);
    assertEquals(at(applied(podOf(), gives, podDefault("b", { [field]: [{ ...item }] })), path), at(once, path));
    const asked = structuredClone(once);
    delete asked.metadata!.annotations;
    assertEquals(at(applied(asked, gives), path), at(once, path));
    assertEquals(
      messages(podOf(), gives, podDefault("b", { [field]: [other] })).map((each) => each.includes(noun)),
      [true],
    );
    const ownNoun = new RegExp(`^The PodDefault "b" gives the ${noun}.* another value than the pod itself has\\.$`);
    const [own, ...more] = messages(asked, podDefault("b", { [field]: [other] }));
    assert(ownNoun.test(own) && more.length === 0, own);
  });
}

Deno.test("pull secrets are names alone: new is added, and one of the same name is equal", () => {
  const imagePullSecrets = [{ name: "a" }, { name: "b" }];
  const pod = applied(podOf({ imagePullSecrets: [{ name: "a" }] }), podDefault("x", { imagePullSecrets }));
  assertEquals(pod.spec!.imagePullSecrets, imagePullSecrets);
});

for (const field of ["annotations", "labels"] as const) {
  Deno.test(`${field}: new is added, equal is fine, different is refused`, () => {
    const pod = podOf({}, { [field]: { mine: "1" } });
    const out = applied(
      pod,
      podDefault("a", { [field]: { mine: "1", x: "1" } }),
      podDefault("b", { [field]: { x: "1" } }),
    );
    assertEquals(out.metadata![field]!.mine + out.metadata![field]!.x, "11");
    const noun = field.slice(0, -1);
    assertEquals(messages(pod, podDefault("a", { [field]: { mine: "2" } })), [
      `The PodDefault "a" gives the ${noun} "mine" another value than the pod itself has.`,
    ]);
    assertEquals(messages(pod, podDefault("a", { [field]: { x: "1" } }), podDefault("b", { [field]: { x: "2" } })), [
      `The PodDefaults "a" and "b" give the ${noun} "x" different values.`,
    ]);
  });
}

Deno.test("every conflict is told, that of two PodDefaults once for all containers, and nothing is applied", () => {
  const pod = podOf({ containers: [{ name: "main", env: [{ name: "B", value: "0" }] }, { name: "second" }] });
  const a = podDefault("a", { env: [{ name: "A", value: "1" }, { name: "B", value: "1" }] });
  const b = podDefault("b", { env: [{ name: "A", value: "2" }] });
  assertEquals(messages(pod, a, b), [
    'The PodDefault "a" gives the environment variable "B" of the container "main" another value than the pod itself has.',
    'The PodDefaults "a" and "b" give the environment variable "A" different values.',
  ]);
  assert(!messages(pod, a, b).join().includes('"1"'), "values are nobody's business");
});

Deno.test("a PodDefault that contradicts itself is told as that", () => {
  const a = podDefault("a", { volumeMounts: [{ name: "v", mountPath: "/a" }, { name: "v", mountPath: "/b" }] });
  assertEquals(messages(podOf(), a), ['The PodDefault "a" gives the volume mount "v" twice, and differently.']);
});

Deno.test("envFrom is appended, whatever is there", () => {
  const source = { configMapRef: { name: "c" } };
  const pod = applied(withMain({ envFrom: [source] }), podDefault("a", { envFrom: [source] }));
  assertEquals(at(pod, "spec.containers.0.envFrom"), [source, source]);
});

Deno.test("command and args go to containers that have none, each from the first that has it, never to Istio's proxy", () => {
  const pod = podOf({
    containers: [{ name: "bare" }, { name: "own", command: ["mine"] }, { name: "istio-proxy" }],
  });
  const out = applied(
    pod,
    podDefault("a", { command: ["first"] }),
    podDefault("b", { command: ["second"], args: ["-b"] }),
  );
  assertEquals(out.spec!.containers, [
    { name: "bare", command: ["first"], args: ["-b"] },
    { name: "own", command: ["mine"], args: ["-b"] },
    { name: "istio-proxy" },
  ]);
});

Deno.test("of ServiceAccounts and of whether their token is mounted the last one wins, false included", () => {
  const out = applied(
    podOf({ serviceAccountName: "default", automountServiceAccountToken: true }),
    podDefault("a", { serviceAccountName: "one", automountServiceAccountToken: true }),
    podDefault("b", { serviceAccountName: "two", automountServiceAccountToken: false }),
    podDefault("c", { serviceAccountName: "" }),
  );
  assertEquals([out.spec!.serviceAccountName, out.spec!.automountServiceAccountToken], ["two", false]);
});

Deno.test("all containers of the pod get the environment; its init containers and what is added do not", () => {
  const pod = podOf({ containers: [{ name: "main" }, { name: "istio-proxy" }], initContainers: [{ name: "init" }] });
  const env = [{ name: "A", value: "1" }];
  const out = applied(pod, podDefault("a", { env, sidecars: [container("a")], initContainers: [container("b")] }));
  assertEquals(out.spec!.containers, [{ name: "main", env }, { name: "istio-proxy", env }, container("a")]);
  assertEquals(out.spec!.initContainers, [{ name: "init" }, container("b")]);
});

Deno.test("each applied PodDefault is marked with its resourceVersion, and a marked one is not applied again", () => {
  const envFrom = [{ secretRef: { name: "s" } }];
  const [a, b] = [podDefault("a", { envFrom }, "12"), podDefault("b", {}, "13")];
  const once = applied(podOf(), a, b);
  assertEquals(once.metadata, { annotations: { [`${MARK}a`]: "12", [`${MARK}b`]: "13" } });
  assertEquals(applied(once, a, b), once);
  const edited = applied(once, podDefault("a", { envFrom, env: [{ name: "A" }] }, "20"), b);
  assertEquals(edited.metadata!.annotations, { [`${MARK}a`]: "20", [`${MARK}b`]: "13" });
  assertEquals(at(edited, "spec.containers.0.env"), [{ name: "A" }]);
});

Deno.test("excluded and mirrored pods, and pods that nothing selects, stay as they are", () => {
  const a = podDefault("a", { env: [{ name: "A" }] });
  for (const key of ["poddefault.admission.kubeflow.org/exclude", "kubernetes.io/config.mirror"]) {
    const pod = podOf({}, { annotations: { [key]: "true" } });
    assertEquals(applyPodDefaults(pod, [a]), { pod, applied: [], changes: [] });
  }
  assertEquals(applyPodDefaults(podOf(), []), { pod: podOf(), applied: [], changes: [] });
});

Deno.test("what Kubernetes fills in by itself is no difference, what somebody wrote is", () => {
  const defaulted = {
    volumes: [{ name: "v", configMap: { name: "c", defaultMode: 420 } }, { name: "e", emptyDir: {} }],
    tolerations: [{ key: "gpu", operator: "Equal", value: "yes" }],
    containers: [{
      name: "proxy",
      image: "p:1",
      imagePullPolicy: "IfNotPresent",
      terminationMessagePath: "/dev/termination-log",
      terminationMessagePolicy: "File",
      resources: {},
      env: [{ name: "IP", valueFrom: { fieldRef: { apiVersion: "v1", fieldPath: "status.podIP" } } }],
      volumeMounts: [{
        name: "kube-api-access-x",
        readOnly: true,
        mountPath: "/var/run/secrets/kubernetes.io/serviceaccount",
      }],
    }],
  };
  const env = [{ name: "IP", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } }];
  const gives = {
    volumes: [{ name: "v", configMap: { name: "c" } }, { name: "e" }],
    tolerations: [{ key: "gpu", value: "yes" }],
    sidecars: [{ name: "proxy", image: "p:1", env }],
    env,
  };
  const out = applied(podOf(defaulted), podDefault("a", gives));
  assertEquals(out.spec, defaulted as unknown as PodShape["spec"]);
  const mode = { volumes: [{ name: "v", configMap: { name: "c", defaultMode: 256 } }] };
  assertEquals(messages(podOf(defaulted), podDefault("a", mode)).length, 1);
  const policy = { sidecars: [{ name: "proxy", image: "p:1", imagePullPolicy: "Always", env }] };
  assertEquals(messages(podOf(defaulted), podDefault("a", policy)).length, 1);
});

Deno.test("of a variable that a pod has twice the last one counts, of a volume mounted twice either", () => {
  const pod = withMain({
    env: [{ name: "A", value: "1" }, { name: "A", value: "2" }],
    volumeMounts: [{ name: "v", mountPath: "/a" }, { name: "v", mountPath: "/b" }],
  });
  assertEquals(messages(pod, podDefault("x", { env: [{ name: "A", value: "1" }] })).length, 1);
  const fine = { env: [{ name: "A", value: "2" }], volumeMounts: [{ name: "v", mountPath: "/a" }] };
  assertEquals(applied(pod, podDefault("x", fine)).spec, pod.spec);
});

Deno.test("the pod that was given, and the PodDefaults, are left alone", () => {
  const pod = podOf({ volumes: [{ name: "v", emptyDir: {} }] }, { labels: { a: "1" } });
  const a = podDefault("a", {
    volumes: [{ name: "w" }],
    labels: { b: "1" },
    env: [{ name: "A" }],
    sidecars: [container("a")],
  });
  const before = structuredClone([pod, a]);
  applied(pod, a);
  assertEquals([pod, a] as unknown[], before);
});

Deno.test("what is written amiss costs itself, and throws nothing", () => {
  const odd = podDefault("odd", { env: "A", volumes: [null, 3, "x"], labels: ["a"], tolerations: {}, sidecars: null });
  const bare = { metadata: { name: "bare" } } as PodDefault;
  const pods = [{}, { spec: { containers: null } }, { metadata: null, spec: [] }] as unknown as PodShape[];
  for (const pod of [podOf(), ...pods]) applied(pod, bare, odd);
  assertEquals(applied(podOf(), odd).spec, podOf().spec);
});
