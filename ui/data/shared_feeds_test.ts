import { assertEquals, assertStrictEquals } from "@std/assert";
import { onCleanup } from "solid-js";
import { createManualClock } from "../clock/manual_clock.ts";
import type { DeltaFeed } from "./delta_feed.ts";
import { createSharedFeeds } from "./shared_feeds.ts";

function createCounted() {
  const clock = createManualClock();
  const log: string[] = [];
  const feeds = createSharedFeeds(clock);
  const take = (key: string) =>
    feeds.take(key, () => {
      log.push(`open ${key}`);
      onCleanup(() => log.push(`close ${key}`));
      return {} as DeltaFeed<{ id: string }>;
    });
  return { clock, feeds, take, log };
}

Deno.test("whoever asks for a noun of a namespace gets the one subscription of it", () => {
  const { take, log } = createCounted();
  assertStrictEquals(take("notebooks demo"), take("notebooks demo"));
  take("volumes demo");
  take("notebooks team");
  assertEquals(log, ["open notebooks demo", "open volumes demo", "open notebooks team"]);
});

Deno.test("a subscription outlives the way from one page to the next, and no longer", () => {
  const { clock, feeds, take, log } = createCounted();
  take("demo");
  feeds.giveBack("demo");
  clock.pass(1_000);
  take("demo");
  clock.pass(60_000);
  assertEquals(log, ["open demo"]);
  feeds.giveBack("demo");
  clock.pass(60_000);
  assertEquals(log, ["open demo", "close demo"]);
});
