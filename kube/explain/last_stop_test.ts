import { assertEquals } from "@std/assert";
import { STOPPED_ANNOTATION, STOPPED_BY_ANNOTATION } from "../annotations.ts";
import { exampleNotebook, runningStatus } from "./example_notebook.ts";
import { exampleObserved, examplePod } from "./example_pod.ts";
import { lastStopOf } from "./last_stop.ts";

const killed = {
  terminated: { reason: "OOMKilled", exitCode: 137, finishedAt: "2026-11-23T10:00:59Z" },
};
const RECORD = {
  at: "2026-11-23T10:00:59Z",
  reason: "OutOfMemory",
  message: "Ran out of memory.",
  parameters: { at: "2026-11-23T10:00:59Z" },
  technical: "OOMKilled",
};
const remembering = exampleNotebook({ status: runningStatus({ lastStop: RECORD }) });

Deno.test("a server that never stopped has no record of it", () => {
  assertEquals(lastStopOf(exampleObserved()), undefined);
});

Deno.test("a server that runs again still says that it ran out of memory before", () => {
  assertEquals(lastStopOf(exampleObserved({ pod: examplePod({ container: { lastState: killed } }) })), RECORD);
});

Deno.test("what the pod knew outlives it", () => {
  assertEquals(lastStopOf(exampleObserved({ object: remembering })), RECORD);
  assertEquals(lastStopOf(exampleObserved({ object: remembering, pod: undefined })), RECORD);
});

Deno.test("the newest stop is remembered, an older one that is seen again is not", () => {
  const annotations = { [STOPPED_ANNOTATION]: "2026-11-23T10:01:50Z", [STOPPED_BY_ANNOTATION]: "alice" };
  const pod = examplePod({ container: { lastState: killed } });
  const object = { ...remembering, metadata: { ...remembering.metadata, annotations } };
  const stopped = lastStopOf(exampleObserved({ object, pod }));
  assertEquals(stopped?.message, "Stopped by alice, 2026-11-23T10:01:50Z. Files are lost.");
  const started = exampleNotebook({ status: runningStatus({ lastStop: stopped }) });
  assertEquals(lastStopOf(exampleObserved({ object: started, pod })), stopped);
});

Deno.test("a server that ends since its pod is taken away has not crashed", () => {
  const ended = { terminated: { reason: "Completed", exitCode: 0, finishedAt: "2026-11-23T10:01:55Z" } };
  const metadata = { deletionTimestamp: "2026-11-23T10:02:20Z", deletionGracePeriodSeconds: 30 };
  const annotations = { [STOPPED_ANNOTATION]: "2026-11-23T10:01:50Z", [STOPPED_BY_ANNOTATION]: "alice" };
  const object = exampleNotebook({ metadata: { annotations } });
  const pod = examplePod({ metadata, container: { state: ended } });
  assertEquals(lastStopOf(exampleObserved({ object, pod }))?.reason, "Stopped");
  // A restart, or a hand that deleted the pod.
  assertEquals(lastStopOf(exampleObserved({ pod })), undefined);
  // What it did before it was taken away is remembered.
  const again = examplePod({ metadata, container: { state: ended, lastState: killed } });
  assertEquals(lastStopOf(exampleObserved({ pod: again })), RECORD);
  const conditions = [
    {
      type: "DisruptionTarget",
      status: "True",
      reason: "EvictionByEvictionAPI",
      lastTransitionTime: "2026-11-23T10:01:50Z",
    },
  ];
  const evicted = examplePod({ metadata, container: { state: ended }, status: { conditions } });
  assertEquals(lastStopOf(exampleObserved({ pod: evicted }))?.reason, "Evicted");
  // A kubelet that lacks memory ends what is in a pod, and leaves that.
  const left = examplePod({ container: { state: ended }, status: { phase: "Failed", reason: "Evicted", conditions } });
  assertEquals(lastStopOf(exampleObserved({ pod: left }))?.reason, "Evicted");
});

Deno.test("a stop that was written in another zone is recorded in UTC", () => {
  const annotations = { [STOPPED_ANNOTATION]: "2026-11-23t12:01:50+02:00" };
  const stop = lastStopOf(exampleObserved({ object: exampleNotebook({ metadata: { annotations } }) }));
  assertEquals(stop?.at, "2026-11-23T10:01:50Z");
});

Deno.test("an eviction is remembered with what the machine lacked", () => {
  const status = {
    phase: "Failed",
    reason: "Evicted",
    message: "The node was low on resource: memory. ",
    conditions: [{ type: "DisruptionTarget", status: "True", lastTransitionTime: "2026-11-23T10:01:00Z" }],
  };
  const stop = lastStopOf(exampleObserved({ pod: examplePod({ status }) }));
  assertEquals([stop?.at, stop?.message], [
    "2026-11-23T10:01:00Z",
    "It had to leave its machine: the machine ran short of memory.",
  ]);
});

Deno.test("a stop without a time, as kubectl may write it, is not put among the others", () => {
  const annotations = { [STOPPED_ANNOTATION]: "true" };
  assertEquals(lastStopOf(exampleObserved({ object: exampleNotebook({ metadata: { annotations } }) })), undefined);
});
