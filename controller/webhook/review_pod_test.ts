import { assertEquals, assertRejects } from "@std/assert";
import type { PodDefault } from "../../kube/mod.ts";
import { jsonPatch } from "../../kube/patch/mod.ts";
import type { AdmissionRequest } from "./admission_review.ts";
import { reviewPod } from "./review_pod.ts";

const podDefault = (name: string, value: string): PodDefault => ({
  metadata: { name, namespace: "team", resourceVersion: "5" },
  spec: { selector: { matchLabels: { [name]: "true" } }, env: [{ name: "A", value }] },
});
const podWith = (...names: string[]) => ({
  metadata: {
    generateName: "p-",
    creationTimestamp: null,
    labels: Object.fromEntries(names.map((each) => [each, "true"])),
  },
  spec: { containers: [{ name: "main", image: "a" }] },
});
const requestOf = (object: Record<string, unknown>, change: Partial<AdmissionRequest> = {}): AdmissionRequest => ({
  ...{ apiVersion: "admission.k8s.io/v1", uid: "u", operation: "CREATE", resource: "/v1/pods", subresource: "" },
  ...{ namespace: "team", object },
  ...change,
});
const ALL = { team: [podDefault("one", "1"), podDefault("two", "2")] } as Record<string, PodDefault[]>;
const review = (request: AdmissionRequest) => reviewPod(request, (namespace) => Promise.resolve(ALL[namespace] ?? []));

Deno.test("a pod that is selected is patched, in its namespace's terms", async () => {
  const pod = podWith("one");
  const verdict = await review(requestOf(pod));
  assertEquals(verdict.kind === "allow" && jsonPatch(pod, [...verdict.patch!]), {
    metadata: { ...pod.metadata, annotations: { "poddefault.admission.kubeflow.org/poddefault-one": "5" } },
    spec: { containers: [{ name: "main", image: "a", env: [{ name: "A", value: "1" }] }] },
  });
  assertEquals(await review(requestOf(pod, { namespace: "other" })), { kind: "allow", patch: [] });
  assertEquals(await review(requestOf(podWith())), { kind: "allow", patch: [] });
});

Deno.test("PodDefaults that conflict refuse the pod, with their names and the field", async () => {
  assertEquals(await review(requestOf(podWith("one", "two"))), {
    kind: "refuse",
    message: 'Cannot apply the PodDefaults "one", "two" to this pod: ' +
      'The PodDefaults "one" and "two" give the environment variable "A" different values.',
  });
});

Deno.test("whatever is no new pod passes, and nothing is read for it", async () => {
  const asked: AdmissionRequest[] = [
    requestOf(podWith("one"), { operation: "UPDATE" }),
    requestOf(podWith("one"), { operation: "DELETE", object: undefined }),
    requestOf(podWith("one"), { subresource: "eviction" }),
    requestOf(podWith("one"), { resource: "apps/v1/statefulsets" }),
  ];
  for (const each of asked) {
    assertEquals(await reviewPod(each, () => Promise.reject(new Error("asked"))), { kind: "allow" });
  }
});

Deno.test("where the PodDefaults cannot be read nothing is decided", async () => {
  await assertRejects(
    () => reviewPod(requestOf(podWith("one")), () => Promise.reject(new Error("down"))),
    Error,
    "down",
  );
});
