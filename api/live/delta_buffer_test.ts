import { assertEquals } from "@std/assert";
import { DeltaBuffer } from "./delta_buffer.ts";

const LIMITS = { maxObjects: 3, maxBytes: 100, maxWaiting: 4 };
const buffer = () => new DeltaBuffer<string>((text) => text.length, LIMITS);

Deno.test("DeltaBuffer gives a snapshot in chunks, with the reset in the first and inSync in the last", () => {
  const it = buffer();
  it.begin("INITIAL", ["a", "b", "c", "d"].map((each) => [each, each]));
  assertEquals(it.take(), { reset: "INITIAL", upserted: ["a", "b", "c"], removed: [], inSync: false });
  assertEquals(it.take(), { upserted: ["d"], removed: [], inSync: true });
  assertEquals(it.isDirty, false);
});

Deno.test("DeltaBuffer cuts by bytes, too, but always gives at least one object", () => {
  const it = buffer();
  it.begin("INITIAL", [["a", "x".repeat(200)], ["b", "y".repeat(60)], ["c", "z".repeat(60)]]);
  assertEquals(it.take().upserted.length, 1);
  assertEquals(it.take().upserted.length, 1);
  assertEquals(it.take().inSync, true);
});

Deno.test("DeltaBuffer begins an empty list with an in-sync frame", () => {
  const it = buffer();
  it.begin("INITIAL", []);
  assertEquals(it.take(), { reset: "INITIAL", upserted: [], removed: [], inSync: true });
});

Deno.test("DeltaBuffer keeps only the latest state of an object for a client that is slow", () => {
  const it = buffer();
  it.begin("INITIAL", []);
  it.take();
  for (const text of ["one", "two", "three"]) it.upsert("a", text);
  assertEquals(it.take().upserted, ["three"]);
  it.upsert("a", "four");
  it.remove("a", "DELETED");
  assertEquals(it.take(), { upserted: [], removed: [{ id: "a", cause: "DELETED" }], inSync: true });
});

Deno.test("DeltaBuffer says nothing of an object that came and went unseen", () => {
  const it = buffer();
  it.begin("INITIAL", []);
  it.take();
  it.upsert("a", "one");
  it.remove("a", "DELETED");
  it.remove("never", "DELETED");
  assertEquals(it.isDirty, false);
});

Deno.test("DeltaBuffer has an object in upserted or in removed, never in both", () => {
  const it = buffer();
  it.begin("INITIAL", [["a", "one"]]);
  it.take();
  it.remove("a", "FILTERED");
  it.upsert("a", "two");
  assertEquals(it.take(), { upserted: ["two"], removed: [], inSync: true });
});

Deno.test("DeltaBuffer is overfull when more changes wait than may beside the snapshot", () => {
  const it = buffer();
  it.begin("INITIAL", ["a", "b"].map((each) => [each, each]));
  for (let i = 0; i < 4; i++) it.upsert(`n${i}`, "x");
  assertEquals(it.isOverfull, false);
  it.upsert("n4", "x");
  assertEquals(it.isOverfull, true);
  it.begin("SLOW_CONSUMER", [["a", "a"]]);
  assertEquals([it.isOverfull, it.take().reset], [false, "SLOW_CONSUMER"]);
});
