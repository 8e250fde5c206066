import { assertEquals } from "@std/assert";
import { explainRefusal } from "./refusal_words.ts";

Deno.test("explainRefusal() names a field that the cluster is too old for", () => {
  // Recorded from kube-apiserver 1.36.3; its status is a 500 without a reason.
  const words = "failed to create typed patch object (demo/x; apps/v1, Kind=StatefulSet): " +
    ".spec.template.spec.fieldOfTheFuture: field not declared in schema";
  assertEquals(explainRefusal(words), {
    reason: "InvalidSpec",
    parameters: { detail: "this cluster does not know fieldOfTheFuture" },
    technical: words,
  });
});
