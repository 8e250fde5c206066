import { assert, assertEquals, assertMatch } from "@std/assert";
import { assertAccessible } from "../accessibility.ts";
import { takeScreenshots } from "../browser.ts";
import { sentencesOf } from "../sentences.ts";
import { note, type Sentence } from "../story.ts";
import { waitFor } from "../wait_for.ts";
import type { World } from "../world.ts";
import type { BoardsWindow } from "./boards_window.ts";
import { BUSY, IDLE_MS, KEPT, LEFT, UNWATCHED, WATCHED, WRITTEN } from "./names.ts";

const STOPPED = /Stopped automatically, .*\d\d:\d\d: idle since .*\d\d:\d\d, for 24 s or more\. Files are kept\./;

/** What nobody keeps is stopped and can be started again; what is used or kept was never stopped. */
export function culled(world: World, boards: BoardsWindow): Sentence[] {
  return [
    {
      says: "what nobody keeps is stopped, and list and details say when and why",
      timeoutMs: 60_000,
      holds: async () => {
        await world.first.row(LEFT).getByText(STOPPED).waitFor({ timeout: 50_000 });
        await world.first.startButton(LEFT).waitFor({ timeout: 20_000 });
        await world.second.goTo("Notebooks");
        await world.second.choose(LEFT, "Open details");
        await world.second.page.getByRole("main").getByText(STOPPED).waitFor();
        await takeScreenshots(world.first.page, "culling-stopped");
        await takeScreenshots(world.second.page, "culling-stopped-details");
        await assertAccessible(world.first.page);
        await assertAccessible(world.second.page);
      },
    },
    {
      says: "started again it gets its grace time, its files are there, and why it stopped is still said",
      timeoutMs: 60_000,
      holds: async () => {
        const main = world.second.page.getByRole("main");
        await main.getByRole("button", { name: "Start", exact: true }).click();
        await main.getByText(/It started at .*\d\d:\d\d and is left alone until .*\d\d:\d\d\./).waitFor();
        await world.first.connectLink(LEFT).waitFor({ timeout: 45_000 });
        await main.getByText(STOPPED).waitFor();
        const answer = await fetch(`${world.toolUrl(LEFT)}api/contents/kept.txt?content=1`);
        assertEquals((await answer.json()).content, WRITTEN);
        await takeScreenshots(world.second.page, "culling-grace-details");
        await assertAccessible(world.second.page);
      },
    },
    {
      says: "what was kept runs on past the time at which it would have stopped",
      holds: async () => {
        const isPast = async () => {
          const { status } = (await world.kubectl.get("notebook", KEPT))!;
          return Date.now() > Date.parse(status.culling.lastActivity) + IDLE_MS + 3_000;
        };
        await waitFor("its idle time is over", isPast, { timeoutMs: 28_000, everyMs: 250 });
        await world.first.connectLink(KEPT).waitFor();
        await assertNeverSaid(world, KEPT, /Stopp/);
      },
    },
    {
      says: "what computes was never warned of, and its details say what it does",
      holds: async () => {
        await assertNeverSaid(world, BUSY, /Stops soon|Stopp/);
        await world.first.choose(BUSY, "Open details");
        await world.first.page.getByRole("main").getByText("A kernel is computing.").first().waitFor();
        await takeScreenshots(world.first.page, "culling-busy-details");
      },
    },
    {
      says: "a TensorBoard that somebody looks at lives, and one that nobody does was said to be deleted, and is",
      timeoutMs: 60_000,
      holds: async () => {
        await boards.list.row(UNWATCHED).waitFor({ state: "detached", timeout: 50_000 });
        await boards.list.connectLink(WATCHED).waitFor();
        await takeScreenshots(boards.list.page, "culling-boards");
        const isUsed = async () =>
          (await world.kubectl.get("tensorboard", WATCHED))?.status.culling.reason === "Traffic";
        await waitFor("its traffic is seen", isUsed);
        assertEquals(await world.kubectl.get("tensorboard", UNWATCHED), undefined);
        const told = await sentencesOf(boards.list.page, UNWATCHED);
        told.forEach((each) => note(each));
        assertMatch(told.join("\n"), /Idle since .*, is deleted .*\d\d:\d\d\./);
        assertMatch(await world.kubectl.run(["get", "events"]), /\sCulled\s+tensorboard\/unwatched\s/);
      },
    },
    {
      says: "Ctrl-C: task dev exits 0, and nothing is left running",
      holds: async () => note(`stopped in ${(await world.dev.stop()).stopMs} ms`),
    },
  ];
}

/** What the row of one never said since the first window was opened. */
async function assertNeverSaid(world: World, name: string, pattern: RegExp): Promise<void> {
  const told = (await sentencesOf(world.first.page, name)).filter((each) => each.startsWith(`${name} `));
  assert(told.length > 0, `nothing was recorded of ${name}`);
  assertEquals(told.filter((each) => pattern.test(each)), []);
}
