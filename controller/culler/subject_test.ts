import { assertEquals } from "@std/assert";
import { exampleNotebook } from "../../kube/explain/example_notebook.ts";
import { examplePod } from "../../kube/explain/example_pod.ts";
import { podRunOf, subjectOf } from "./subject.ts";

const READY = { conditions: [{ type: "Ready", status: "True" }] };
const STARTED_AT = Date.parse("2026-11-23T10:01:00Z");

Deno.test("a subject says what rules and probes ask of an object and its pod", () => {
  const resources = { limits: { "nvidia.com/gpu": "1", "amd.com/gpu": "0" }, requests: { cpu: "500m" } };
  const pod = examplePod({ status: READY, spec: { containers: [{ name: "train", image: "a:1", resources }] } });
  const subject = subjectOf("Notebook", exampleNotebook({ metadata: { labels: { tier: "gold" } } }), {
    pod,
    container: "train",
  });
  assertEquals([subject.images, subject.resources, subject.serverType], [
    ["a:1"],
    ["nvidia.com/gpu", "cpu"],
    "jupyter",
  ]);
  assertEquals([subject.labels, subject.isStopped, subject.run], [
    { tier: "gold" },
    false,
    { state: "ready", startedAt: STARTED_AT, pod: { name: "train-0", container: "train" } },
  ]);
  const annotations = { "kubeflow-resource-stopped": "x", "notebooks.kubeflow.org/server-type": "group-one" };
  const stopped = subjectOf("Notebook", exampleNotebook({ metadata: { annotations } }), { container: "train" });
  assertEquals([stopped.isStopped, stopped.serverType, stopped.run], [true, "group-one", { state: "absent" }]);
});

Deno.test("what has no pod says what its next one is made from", () => {
  const resources = { limits: { "nvidia.com/gpu": "1" } };
  const template = { containers: [{ name: "train", image: "a:1", resources }] };
  const subject = subjectOf("Notebook", exampleNotebook(), { container: "train", template });
  assertEquals([subject.images, subject.resources, subject.run], [["a:1"], ["nvidia.com/gpu"], { state: "absent" }]);
});

Deno.test("a pod is ready only when Kubernetes says so, and pulling while its container is made", () => {
  const waiting = (reason: string) => examplePod({ container: { state: { waiting: { reason } } } });
  assertEquals(podRunOf(examplePod({ status: READY }), "train").state, "ready");
  assertEquals(podRunOf(examplePod(), "train").state, "not-ready");
  assertEquals(podRunOf(examplePod({ status: { ...READY, phase: "Failed" } }), "train").state, "not-ready");
  assertEquals(podRunOf(waiting("ContainerCreating"), "train").state, "pulling");
  assertEquals(podRunOf(waiting("ImagePullBackOff"), "train").state, "pulling");
  assertEquals(podRunOf(waiting("PodInitializing"), "train").state, "starting");
  assertEquals(podRunOf(waiting("CrashLoopBackOff"), "train").state, "starting");
  assertEquals(podRunOf(examplePod({ status: { containerStatuses: [] } }), "train").state, "starting");
  assertEquals(podRunOf(examplePod({ metadata: { deletionTimestamp: "x" } }), "train").state, "absent");
});
