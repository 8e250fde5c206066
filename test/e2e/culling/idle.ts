import { assert, assertEquals } from "@std/assert";
import { assertAccessible } from "../accessibility.ts";
import { takeScreenshots } from "../browser.ts";
import type { Sentence } from "../story.ts";
import type { World } from "../world.ts";
import { IDLE_IN_ROW, KEPT, LEFT } from "./names.ts";
import type { People } from "./people.ts";

/** What is idle says so, warns, and can be kept; the second window shows details. */
export function idle(world: World, people: People): Sentence[] {
  const openDetails = async (name: string) => {
    await world.second.goTo("Notebooks");
    await world.second.choose(name, "Open details");
    await world.second.page.getByRole("heading", { level: 1, name }).waitFor();
  };
  return [
    {
      says: "details say by which rule it stops, and what each source saw",
      holds: async () => {
        await openDetails(LEFT);
        const main = world.second.page.getByRole("main");
        await main.getByText(/Idle since .*, and stops .* unless it is used: 24 s without use is the limit\./)
          .waitFor();
        for (const source of ["Kernels", "Terminals", "Pages and requests"]) {
          await main.getByRole("term").filter({ hasText: source }).waitFor();
        }
        await takeScreenshots(world.second.page, "culling-idle-details");
        await assertAccessible(world.second.page);
      },
    },
    {
      says: "before it stops, list and details warn",
      holds: async () => {
        await world.first.row(LEFT).getByText("Stops soon").waitFor({ timeout: 25_000 });
        await world.second.page.getByRole("main").getByText("Stops soon").waitFor();
        await takeScreenshots(world.first.page, "culling-warning");
        await takeScreenshots(world.second.page, "culling-warning-details");
        await assertAccessible(world.first.page);
        await assertAccessible(world.second.page);
      },
    },
    {
      says: "the other is left, too, and warns; Keep it running holds it until a time that both pages name",
      timeoutMs: 60_000,
      holds: async () => {
        await people.leave(KEPT);
        await world.first.row(KEPT).getByText(IDLE_IN_ROW).waitFor();
        await world.first.row(KEPT).getByText("Stops soon").waitFor({ timeout: 25_000 });
        await openDetails(KEPT);
        const { page } = world.second;
        await page.getByRole("button", { name: "Keep it running" }).click();
        await page.getByRole("menuitem", { name: /^For 1 h, until .*\d\d:\d\d$/ }).click();
        await page.getByRole("main").getByText(/Idle since .*, kept until .*\d\d:\d\d\./).first().waitFor();
        await world.first.row(KEPT).getByText(/Idle since .*, kept until .*\d\d:\d\d\./).waitFor();
        assertEquals(await world.first.row(KEPT).getByText("Stops soon").count(), 0);
        const kept = await world.kubectl.get("notebook", KEPT);
        const until = Date.parse(kept?.metadata.annotations?.["atelier.dev/keep-until"] ?? "");
        assert(Math.abs(until - Date.now() - 3_600_000) < 120_000, `kept until ${new Date(until).toISOString()}`);
        await takeScreenshots(page, "culling-kept-details");
        await assertAccessible(page);
      },
    },
  ];
}
