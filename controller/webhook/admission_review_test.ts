import { assertEquals } from "@std/assert";
import { readReview, toAnswer } from "./admission_review.ts";

const request = {
  uid: "u1",
  operation: "CREATE",
  resource: { group: "", version: "v1", resource: "pods" },
  namespace: "team",
  object: { metadata: {} },
};
const review = (change: Record<string, unknown> = {}, apiVersion = "admission.k8s.io/v1") => ({
  apiVersion,
  kind: "AdmissionReview",
  request: { ...request, ...change },
});

Deno.test("readReview() reads what it needs of a request, whichever version asks", () => {
  for (const apiVersion of ["admission.k8s.io/v1", "admission.k8s.io/v1beta1"]) {
    const found = { uid: "u1", operation: "CREATE", resource: "/v1/pods", subresource: "", namespace: "team" };
    assertEquals(readReview(review({}, apiVersion)), { apiVersion, ...found, object: { metadata: {} } });
  }
  const viewer = { group: "kubeflow.org", version: "v1alpha1", resource: "pvcviewers" };
  const read = readReview(review({ resource: viewer, subResource: "status", object: null, namespace: undefined }));
  assertEquals(typeof read === "string" ? read : [read.resource, read.subresource, read.namespace, read.object], [
    "kubeflow.org/v1alpha1/pvcviewers",
    "status",
    "",
    undefined,
  ]);
});

Deno.test("readReview() says of everything else in a sentence what is wrong", () => {
  const odd = [
    null,
    [],
    "text",
    { kind: "Pod" },
    review({}, "admission.k8s.io/v9"),
    { ...review(), request: null },
    review({ uid: 3 }),
    review({ uid: "" }),
    review({ operation: null }),
    review({ resource: "pods" }),
  ];
  for (const each of odd) {
    const said = readReview(each);
    assertEquals(typeof said === "string" && /^Cannot read the review: .+\.$/.test(said), true, JSON.stringify(each));
  }
});

Deno.test("toAnswer() allows, changes by a JSON patch, or refuses in words", () => {
  const read = readReview(review());
  if (typeof read === "string") throw new Error(read);
  const responseOf = (answer: Record<string, unknown>) => answer.response as Record<string, unknown>;
  assertEquals(toAnswer(read, { kind: "allow" }), {
    apiVersion: "admission.k8s.io/v1",
    kind: "AdmissionReview",
    response: { uid: "u1", allowed: true },
  });
  const patch = [{ op: "add", path: "/metadata/labels", value: { a: "ä" } }];
  const { patchType, patch: text, allowed } = responseOf(toAnswer(read, { kind: "allow", patch }));
  assertEquals([patchType, allowed], ["JSONPatch", true]);
  assertEquals(JSON.parse(new TextDecoder().decode(Uint8Array.fromBase64(text as string))), patch);
  assertEquals(responseOf(toAnswer(read, { kind: "refuse", message: "No." })), {
    uid: "u1",
    allowed: false,
    status: { status: "Failure", message: "No.", reason: "Forbidden", code: 403 },
  });
});
