import { assertEquals } from "@std/assert";
import { createEffect, createRoot } from "solid-js";
import { createManualClock } from "../clock/manual_clock.ts";
import type { Fault } from "../connection/mod.ts";
import type { DeltaFrame } from "./apply_delta.ts";
import { createDeltaFeed } from "./delta_feed.ts";

interface Item {
  id: string;
  text: string;
}

function frame(change: Partial<DeltaFrame<Item>>): DeltaFrame<Item> {
  return { revision: "1", reset: null, upserted: [], removed: [], inSync: true, staleSince: null, ...change };
}

/** A feed whose stream is played by hand. */
function createPlayed() {
  const clock = createManualClock();
  const reports: unknown[] = [];
  let opened = 0;
  let push!: (frame: DeltaFrame<Item>) => void;
  let end!: (fault: Fault | null) => void;
  let trouble!: (fault: Fault) => void;
  const { feed, dispose } = createRoot((dispose) => {
    const feed = createDeltaFeed<Item>({
      report: (_key, state) => reports.push(state),
      open: (onFrame, onEnd, onTrouble) => {
        opened++;
        push = onFrame;
        end = onEnd;
        trouble = onTrouble;
        return () => {};
      },
    }, clock);
    return { feed, dispose };
  });
  const play = (change: Partial<DeltaFrame<Item>>) => {
    push(frame(change));
    clock.pass(16);
  };
  const ends = { end: (fault: Fault | null) => end(fault), trouble: (fault: Fault) => trouble(fault) };
  return { clock, feed, dispose, reports, play, ...ends, opened: () => opened };
}

const a = { id: "a", text: "one" };
const b = { id: "b", text: "two" };

Deno.test("a feed is ready once the first snapshot is whole", () => {
  const { feed, play } = createPlayed();
  play({ reset: "INITIAL", upserted: [a], inSync: false });
  assertEquals([feed.status().kind, feed.ids()], ["loading", []]);
  play({ upserted: [b] });
  assertEquals([feed.status().kind, feed.ids(), feed.item("b")?.text], ["ready", ["a", "b"], "two"]);
});

Deno.test("what keeps a feed from coming is told until something was shown", () => {
  const { feed, play, trouble } = createPlayed();
  const away: Fault = { code: "UNAVAILABLE", message: "No.", nextStep: null };
  trouble(away);
  assertEquals(feed.status(), { kind: "loading", trouble: away });
  play({ reset: "INITIAL", upserted: [a] });
  trouble(away);
  assertEquals(feed.status(), { kind: "ready" });
});

Deno.test("frames between two paints are shown at once, and only what changed is patched", () => {
  const { clock, feed, play } = createPlayed();
  play({ reset: "INITIAL", upserted: [a, b] });
  const seen: string[] = [];
  const dispose = createRoot((dispose) => {
    createEffect(() => seen.push(`a ${feed.item("a")?.text}`));
    createEffect(() => seen.push(`b ${feed.item("b")?.text}`));
    return dispose;
  });
  play({ upserted: [{ id: "b", text: "three" }] });
  clock.pass(100);
  assertEquals(seen, ["a one", "b two", "b three"]);
  dispose();
});

Deno.test("what the feed holds is not changed by what the page is patched with", () => {
  const { feed, play } = createPlayed();
  play({ reset: "INITIAL", upserted: [a] });
  play({ upserted: [{ id: "a", text: "new" }] });
  assertEquals([a.text, feed.item("a")?.text], ["one", "new"]);
});

Deno.test("a removed item is gone", () => {
  const { feed, play } = createPlayed();
  play({ reset: "INITIAL", upserted: [a, b] });
  play({ removed: [{ id: "a", cause: "DELETED" }] });
  assertEquals([feed.ids(), feed.item("a"), feed.items().length], [["b"], undefined, 1]);
});

Deno.test("an end keeps what was shown, and a retry asks again", () => {
  const { feed, play, end, opened, reports } = createPlayed();
  play({ reset: "INITIAL", upserted: [a] });
  end({ code: "ACCESS_REVOKED", message: "", nextStep: null });
  const status = feed.status();
  assertEquals([status.kind, status.kind === "ended" && status.hadItems, feed.ids(), reports.at(-1)], [
    "ended",
    true,
    ["a"],
    null,
  ]);
  feed.retry();
  play({ reset: "INITIAL", upserted: [b] });
  assertEquals([opened(), feed.status().kind, feed.ids()], [2, "ready", ["b"]]);
});

Deno.test("a feed tells since when it is behind, and since when the server is deaf", () => {
  const { clock, play, reports } = createPlayed();
  play({ reset: "INITIAL", upserted: [a] });
  clock.pass(984);
  play({ reset: "GAP", inSync: false });
  assertEquals(reports.at(-1), { wasInSync: true, behindSince: 1_000, staleSince: null });
  play({ upserted: [a], staleSince: "2026-01-01T14:02:00Z" });
  assertEquals(reports.at(-1), { wasInSync: true, behindSince: null, staleSince: "2026-01-01T14:02:00Z" });
});
