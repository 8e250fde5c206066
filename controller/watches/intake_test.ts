import { assertEquals } from "@std/assert";
import { examplePod } from "../../kube/explain/example_pod.ts";
import type { Deployment, Pod } from "../../kube/mod.ts";
import { claimIndex, isPodOfInterest, ownerIndex, trimChild, trimPod } from "./intake.ts";

const pod: Pod = {
  ...examplePod({
    metadata: { name: "a", namespace: "team", uid: "1", labels: { app: "a" }, annotations: { large: "text" } },
    spec: {
      nodeName: "n1",
      tolerations: [{ key: "gpu" }],
      volumes: [{ name: "tmp", emptyDir: {} }, { name: "work", persistentVolumeClaim: { claimName: "data" } }],
    },
  }),
};

Deno.test("of somebody else's pod only its volumes, its place and what that asks for are kept", () => {
  const kept = trimPod(pod, false);
  assertEquals([kept.spec?.volumes?.length, kept.spec?.nodeName, kept.spec?.tolerations], [1, "n1", [{ key: "gpu" }]]);
  assertEquals([kept.metadata.annotations, kept.spec?.containers, kept.status], [undefined, [], { phase: "Running" }]);
  assertEquals(claimIndex(kept), ["team/data"]);
  assertEquals(trimPod(pod, true).metadata.annotations, { large: "text" });
});

Deno.test("a pod is of interest where it is ours, or has a volume that ours may want", () => {
  assertEquals(
    [isPodOfInterest(pod, false), isPodOfInterest(examplePod(), false), isPodOfInterest(examplePod(), true)],
    [
      true,
      false,
      true,
    ],
  );
});

Deno.test("of somebody else's child only that it exists and whose it is is kept", () => {
  const ownerReferences = [{ apiVersion: "apps/v1", kind: "X", name: "x", uid: "9", controller: true }];
  const deployment: Deployment = {
    metadata: { name: "a", namespace: "team", uid: "1", resourceVersion: "7", ownerReferences, labels: { a: "b" } },
    spec: { selector: {}, template: {} },
  };
  const kept = trimChild(deployment, false);
  assertEquals([kept.spec, kept.metadata.labels, kept.metadata.resourceVersion], [undefined, undefined, "7"]);
  assertEquals(ownerIndex(kept), ["9"]);
  assertEquals(trimChild(deployment, true).spec, deployment.spec);
});
