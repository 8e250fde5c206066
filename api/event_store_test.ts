import { assertEquals } from "@std/assert";
import { type CoreEvent, createMemoryStore, EVENTS } from "../kube/mod.ts";
import { EventIntake, EVENTS_PER_OBJECT } from "./event_store.ts";
import { EVENT_INDEXES } from "./store_indexes.ts";

const event = (name: string, second: number, about = { kind: "Notebook", name: "one" }): CoreEvent => ({
  metadata: { name, namespace: "demo", uid: name, resourceVersion: String(second + 1) },
  involvedObject: { ...about, namespace: "demo" },
  lastTimestamp: new Date(Date.UTC(2026, 10, 23, 10, 0, second)).toISOString(),
});

function setUp() {
  const { store, writer } = createMemoryStore(EVENTS, { indexes: EVENT_INDEXES });
  const holding = (held: string) => ({ get: (key: string) => key === held ? {} as never : undefined });
  const tools = { notebooks: holding("demo/one"), tensorboards: holding("demo/board"), viewers: holding("demo/files") };
  return { store, intake: new EventIntake(store, writer, tools) };
}

Deno.test("EventIntake keeps the newest 50 of each object, in a list and in what follows", () => {
  const { store, intake } = setUp();
  intake.take({ type: "init" });
  for (let i = 0; i < 60; i++) intake.take({ type: "apply", object: event(`e${i}`, i) });
  intake.take({ type: "synced", resourceVersion: "100" });
  const names = () => store.list().map((each) => Number(each.metadata.name.slice(1))).sort((a, b) => a - b);
  assertEquals([store.size, names()[0]], [EVENTS_PER_OBJECT, 10]);
  intake.take({ type: "apply", object: { ...event("e99", 99), metadata: { ...event("e99", 99).metadata } } });
  assertEquals([store.size, names()[0], names().at(-1)], [EVENTS_PER_OBJECT, 11, 99]);
});

Deno.test("EventIntake drops what concerns no object of ours, its workload, its pods or a claim", () => {
  const { store, intake } = setUp();
  intake.take({ type: "init" });
  intake.take({ type: "synced", resourceVersion: "1" });
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
  about.forEach(([kind, name], i) => intake.take({ type: "apply", object: event(`e${i}`, i, { kind, name }) }));
  assertEquals(store.size, 8);
  assertEquals(store.resourceVersion, "14");
});
