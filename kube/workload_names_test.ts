import { assertEquals } from "@std/assert";
import type { Pod } from "./builtins.ts";
import { workloadOfPod, workloadsOf } from "./workload_names.ts";

Deno.test("workloadsOf() finds whose an object may be by what Kubernetes calls it", () => {
  assertEquals(workloadsOf("StatefulSet", "train"), ["StatefulSet/train"]);
  assertEquals(workloadsOf("ReplicaSet", "my-board-5d7f9c"), ["Deployment/my-board"]);
  assertEquals(workloadsOf("Pod", "train-0"), ["StatefulSet/train"]);
  assertEquals(workloadsOf("Pod", "my-board-5d7f9c-x2x4z"), ["Deployment/my-board"]);
  assertEquals(workloadsOf("Pod", "alone"), []);
  assertEquals(workloadsOf("Service", "train"), []);
});

Deno.test("workloadsOf() knows a pod whose long name was cut before its random end", () => {
  const name = "a".repeat(52);
  const cut = `${name}-5d7f9c`.slice(0, 58) + "x2x4z";
  assertEquals(workloadsOf("Pod", cut), [`Deployment/${name}`]);
});

Deno.test("workloadOfPod() goes by the owner that controls a pod, and by nothing else", () => {
  const pod = (kind: string, name: string, controller = true) =>
    ({ metadata: { name: "x-0", ownerReferences: [{ apiVersion: "v1", kind, name, uid: "u", controller }] } }) as Pod;
  assertEquals(workloadOfPod(pod("ReplicaSet", "board-5d7f9")), "Deployment/board");
  assertEquals(workloadOfPod(pod("StatefulSet", "train")), "StatefulSet/train");
  assertEquals(workloadOfPod(pod("StatefulSet", "train", false)), undefined);
  assertEquals(workloadOfPod(pod("Job", "x")), undefined);
  assertEquals(workloadOfPod({ metadata: { name: "x-0" } } as Pod), undefined);
});
