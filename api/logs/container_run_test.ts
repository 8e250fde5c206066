import { assertEquals, assertNotEquals } from "@std/assert";
import type { Pod } from "../../kube/mod.ts";
import { findRun } from "./container_run.ts";

type ContainerStatus = NonNullable<NonNullable<Pod["status"]>["containerStatuses"]>[number];

const ended = (minute: number) => ({ terminated: { exitCode: 3, finishedAt: `2026-11-23T10:0${minute}:00Z` } });

function pod(status: Pick<ContainerStatus, "state" | "lastState" | "restartCount">): Pod {
  const containerStatuses = [{ name: "train", image: "x", imageID: "", ready: false, ...status }];
  return {
    metadata: { name: "train-0", namespace: "demo", uid: "u" },
    status: { containerStatuses },
  } as unknown as Pod;
}

Deno.test("findRun() knows no run before a container's first", () => {
  assertEquals(findRun(undefined, "train"), undefined);
  assertEquals(
    findRun(pod({ restartCount: 0, state: { waiting: { reason: "ContainerCreating" } } }), "train"),
    undefined,
  );
});

Deno.test("findRun() gives the run that crashed while the next one is waited for, and then that one", () => {
  const waiting = pod({ restartCount: 1, state: { waiting: { reason: "CrashLoopBackOff" } }, lastState: ended(1) });
  const next = pod({ restartCount: 1, state: { running: {} }, lastState: ended(1) });
  const again = pod({ restartCount: 1, state: { waiting: { reason: "CrashLoopBackOff" } }, lastState: ended(2) });
  const ids = [waiting, next, again].map((each) => findRun(each, "train")?.id);
  assertEquals(findRun(waiting, "train")?.hasEnded, true);
  assertNotEquals(ids[0], ids[1]);
  assertEquals(new Set(ids).size, 3);
});
