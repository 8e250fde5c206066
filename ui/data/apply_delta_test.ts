import { assertEquals, assertStrictEquals } from "@std/assert";
import { applyDelta, type DeltaFrame, nothingHeld } from "./apply_delta.ts";

interface Item {
  id: string;
  text: string;
}
const a: Item = { id: "a", text: "one" };
const b: Item = { id: "b", text: "two" };

function frame(change: Partial<DeltaFrame<Item>>): DeltaFrame<Item> {
  return { revision: "1", reset: null, upserted: [], removed: [], inSync: true, staleSince: null, ...change };
}
const held = (items: Item[]) => applyDelta(nothingHeld<Item>(), frame({ reset: "INITIAL", upserted: items }));

Deno.test("applyDelta() shows the first snapshot only once it is whole", () => {
  const half = applyDelta(nothingHeld<Item>(), frame({ reset: "INITIAL", upserted: [a], inSync: false }));
  assertEquals([half.shown.size, half.wasInSync], [0, false]);
  const whole = applyDelta(half, frame({ upserted: [b] }));
  assertEquals([[...whole.shown.keys()], whole.aside, whole.wasInSync], [["a", "b"], null, true]);
});

Deno.test("applyDelta() upserts and removes", () => {
  const next = applyDelta(
    held([a, b]),
    frame({ upserted: [{ id: "c", text: "three" }], removed: [{ id: "a", cause: "DELETED" }] }),
  );
  assertEquals([...next.shown.keys()], ["b", "c"]);
});

Deno.test("applyDelta() returns the same reference when nothing changed", () => {
  const before = held([a, b]);
  assertStrictEquals(applyDelta(before, frame({})), before);
  assertStrictEquals(applyDelta(before, frame({ upserted: [{ ...a }] })), before);
  assertStrictEquals(applyDelta(before, frame({ removed: [{ id: "unknown", cause: "DELETED" }] })), before);
  assertStrictEquals(applyDelta(before, frame({ reset: "GAP", upserted: [{ ...a }, { ...b }] })), before);
});

Deno.test("applyDelta() builds a reset aside, so that a gap never blanks the page", () => {
  const before = held([a, b]);
  const during = applyDelta(before, frame({ reset: "GAP", upserted: [{ ...a }], inSync: false }));
  assertStrictEquals(during.shown, before.shown);
  const after = applyDelta(during, frame({}));
  assertEquals([...after.shown.keys()], ["a"]);
  assertStrictEquals(after.shown.get("a"), a);
});

Deno.test("applyDelta() forgets a reset that was begun when another begins", () => {
  const during = applyDelta(held([a]), frame({ reset: "GAP", upserted: [a], inSync: false }));
  const again = applyDelta(during, frame({ reset: "SLOW_CONSUMER", upserted: [b], inSync: true }));
  assertEquals([...again.shown.keys()], ["b"]);
});

Deno.test("applyDelta() keeps the reference of items that a change does not touch", () => {
  const next = applyDelta(held([a, b]), frame({ upserted: [{ id: "b", text: "new" }] }));
  assertStrictEquals(next.shown.get("a"), a);
  assertEquals(next.shown.get("b")?.text, "new");
});

Deno.test("applyDelta() passes on since when the server is deaf", () => {
  const stale = applyDelta(held([a]), frame({ staleSince: "2026-01-01T14:02:00Z" }));
  assertEquals(stale.staleSince, "2026-01-01T14:02:00Z");
});
