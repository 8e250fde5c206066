import { assertEquals } from "@std/assert";
import type { Pod } from "../builtins.ts";
import { computePodStatus, type ContainerStatus, firstContainerStatus } from "./pod_status.ts";

const NOW = "2026-01-01T00:00:00Z";
const pod = (restartPolicy = "Always", status: Pod["status"] = {}): Pod => ({
  metadata: { name: "p", namespace: "demo" },
  spec: { containers: [], restartPolicy },
  status,
});
const container = (state: ContainerStatus["state"], rest: Partial<ContainerStatus> = {}): ContainerStatus => ({
  ...firstContainerStatus({ name: "c", image: "i" }, undefined, { reason: "", now: NOW }),
  state,
  ...rest,
});
const compute = (containers: ContainerStatus[], of = pod(), initContainers: ContainerStatus[] = []) =>
  computePodStatus(of, { podIP: "127.1.1.1", startTime: NOW, initContainers, containers }, NOW);
const isReady = (status: Pod["status"]) => status?.conditions?.find((each) => each.type === "Ready")?.status;
const LOOK = { reason: "ContainerCreating", now: NOW };
const exit = (exitCode: number) => ({ terminated: { exitCode } });

Deno.test("a pod is Pending while a container was never started", () => {
  const status = compute([container({ waiting: { reason: "ContainerCreating" } })]);
  assertEquals([status.phase, isReady(status)], ["Pending", "False"]);
});

Deno.test("a pod is Running and Ready with its containers", () => {
  const status = compute([container({ running: {} }, { ready: true })]);
  assertEquals([status.phase, isReady(status), status.podIP], ["Running", "True", "127.1.1.1"]);
});

Deno.test("a pod whose container crashes stays Running, but is not Ready", () => {
  const crashed = container({ waiting: { reason: "CrashLoopBackOff" } }, { lastState: exit(1) });
  assertEquals([compute([crashed]).phase, isReady(compute([crashed]))], ["Running", "False"]);
});

Deno.test("a pod is over when its containers are, unless they are to be restarted", () => {
  assertEquals(compute([container(exit(0))], pod("Never")).phase, "Succeeded");
  assertEquals(compute([container(exit(1))], pod("OnFailure")).phase, "Failed");
  assertEquals(compute([container(exit(1))]).phase, "Running");
});

Deno.test("a pod waits for its init containers", () => {
  const waiting = [container({ waiting: { reason: "PodInitializing" } })];
  assertEquals(compute(waiting, pod(), [container({ running: {} })]).phase, "Pending");
  assertEquals(compute(waiting, pod("Never"), [container(exit(1))]).phase, "Failed");
});

Deno.test("a condition keeps the time of its transition", () => {
  const before = { conditions: [{ type: "Ready", status: "False", lastTransitionTime: "2025-01-01T00:00:00Z" }] };
  const times = (status: Pod["status"]) =>
    status!.conditions!.flatMap((each) => each.type === "Ready" ? [each.lastTransitionTime] : []);
  assertEquals(times(compute([container({ waiting: {} })], pod("Always", before))), ["2025-01-01T00:00:00Z"]);
  assertEquals(times(compute([container({ running: {} }, { ready: true })], pod("Always", before))), [NOW]);
});

Deno.test("conditions of others stay", () => {
  const before = { conditions: [{ type: "DisruptionTarget", status: "True" }] };
  const types = compute([container({ running: {} })], pod("Always", before)).conditions?.map((each) => each.type);
  assertEquals(types, ["PodScheduled", "Initialized", "ContainersReady", "Ready", "DisruptionTarget"]);
});

Deno.test("a container that ran before the node's restart counts one restart more and keeps why it ended", () => {
  const before = container({ running: { startedAt: "2025-12-31T00:00:00Z" } }, { restartCount: 2, imageID: "x" });
  const after = firstContainerStatus({ name: "c", image: "i" }, before, LOOK);
  assertEquals([after.restartCount, after.imageID, after.lastState?.terminated?.exitCode], [3, "x", 137]);
  const never = container({ waiting: { reason: "ImagePullBackOff" } });
  assertEquals(firstContainerStatus({ name: "c" }, never, LOOK).restartCount, 0);
});

Deno.test("a container that is not to be started again has ended with the node", () => {
  const running = container({ running: { startedAt: NOW } });
  const look = (before: ContainerStatus, restartPolicy: string) =>
    firstContainerStatus({ name: "c" }, before, { ...LOOK, restartPolicy });
  const cases: [string, ContainerStatus, string, number | undefined, number][] = [
    ["what ran once is not run twice", running, "Never", 137, 0],
    ["what failed stays so", container(exit(3)), "Never", 3, 0],
    ["what succeeded is not repeated", container(exit(0)), "OnFailure", 0, 0],
    ["what was cut off is tried again", running, "OnFailure", undefined, 1],
    ["what never ran may", container({ waiting: {} }), "Never", undefined, 0],
    ["what is always run starts again", container(exit(0)), "Always", undefined, 1],
  ];
  for (const [why, before, policy, exitCode, restarts] of cases) {
    const { state, restartCount } = look(before, policy);
    assertEquals([state?.terminated?.exitCode, restartCount], [exitCode, restarts], why);
  }
});
