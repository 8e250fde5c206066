import { assertEquals } from "@std/assert";
import type { CoreEvent } from "./builtins.ts";
import { aboutKey, createEventStore, EventIntake, EVENTS_PER_OBJECT } from "./event_store.ts";

const event = (name: string, second: number, about = { kind: "Notebook", name: "one" }): CoreEvent => ({
  metadata: { name, namespace: "demo", uid: name, resourceVersion: String(second + 1) },
  involvedObject: { ...about, namespace: "demo" },
  lastTimestamp: new Date(Date.UTC(2026, 10, 23, 10, 0, second)).toISOString(),
});

function setUp(keep: (event: CoreEvent) => boolean = () => true) {
  const { store, writer } = createEventStore();
  return { store, intake: new EventIntake(store, writer, keep) };
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

Deno.test("a crowd of 35,000 Events about others costs nothing, and about one object as much as 50", () => {
  const { store, intake } = setUp((each) => each.involvedObject.name === "one");
  intake.take({ type: "init" });
  intake.take({ type: "synced", resourceVersion: "1" });
  for (let i = 0; i < 35_000; i++) {
    const about = { kind: "Pod", name: i % 7 === 0 ? "one" : `other-${i}` };
    intake.take({ type: "apply", object: event(`e${i}`, i, about) });
  }
  assertEquals([store.size, store.resourceVersion], [EVENTS_PER_OBJECT, "35000"]);
  assertEquals(store.byIndex("about", aboutKey("demo", "Pod", "one")).length, EVENTS_PER_OBJECT);
});
