import { assertEquals, assertStrictEquals } from "@std/assert";
import { onCleanup } from "solid-js";
import { createManualClock } from "../clock/manual_clock.ts";
import { createNotebooksFeeds, type NotebooksFeed } from "./notebooks_feeds.ts";

function createCounted() {
  const clock = createManualClock();
  const log: string[] = [];
  const feeds = createNotebooksFeeds((namespace) => {
    log.push(`open ${namespace}`);
    onCleanup(() => log.push(`close ${namespace}`));
    return {} as NotebooksFeed;
  }, clock);
  return { clock, feeds, log };
}

Deno.test("whoever asks for a namespace gets the one subscription of it", () => {
  const { feeds, log } = createCounted();
  assertStrictEquals(feeds.take("demo"), feeds.take("demo"));
  feeds.take("team");
  assertEquals(log, ["open demo", "open team"]);
});

Deno.test("a subscription outlives the way from one page to the next, and no longer", () => {
  const { clock, feeds, log } = createCounted();
  feeds.take("demo");
  feeds.giveBack("demo");
  clock.pass(1_000);
  feeds.take("demo");
  clock.pass(60_000);
  assertEquals(log, ["open demo"]);
  feeds.giveBack("demo");
  clock.pass(60_000);
  assertEquals(log, ["open demo", "close demo"]);
});
