import { assertEquals } from "@std/assert";
import type { CoreEvent } from "../kube/mod.ts";
import { isEventOfOurs } from "./event_intake.ts";

Deno.test("of ours is what concerns an object of ours, its workload, its pods or a claim", () => {
  const holding = (held: string) => ({ get: (key: string) => key === held ? {} as never : undefined });
  const tools = { notebooks: holding("demo/one"), tensorboards: holding("demo/board"), viewers: holding("demo/files") };
  const about = [
    ["Pod", "one-0"],
    ["StatefulSet", "one"],
    ["PersistentVolumeClaim", "any"],
    ["Notebook", "two"],
    ["Deployment", "board"],
    ["ReplicaSet", "board-5d7f9"],
    ["Pod", "board-5d7f9-x2x4z"],
    ["Pod", "other-0"],
    ["StatefulSet", "other"],
    ["Deployment", "one"],
    ["Deployment", "pvcviewer-files"],
    ["Pod", "pvcviewer-one-5d7f9-x2x4z"],
    ["Pod", "other-5d7f9-x2x4z"],
    ["Node", "one"],
  ];
  const ours = about.filter(([kind, name]) => {
    const event: CoreEvent = { metadata: { name: "e", namespace: "demo" }, involvedObject: { kind, name } };
    return isEventOfOurs(event, tools);
  });
  assertEquals(ours.length, 8);
});
