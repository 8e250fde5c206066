import { assertEquals } from "@std/assert";
import { assertAccessible } from "../accessibility.ts";
import { isMarked, takeScreenshots } from "../browser.ts";
import type { Sentence } from "../story.ts";
import type { World } from "../world.ts";

/** The details page of the running notebook. */
export function details(world: World): Sentence[] {
  const openTab = async (name: string) => {
    await world.first.page.getByRole("tab", { name: new RegExp(`^${name}`) }).click();
  };
  return [
    {
      says: "its details page says what it is, and axe finds nothing there, light and dark",
      holds: async () => {
        const { page } = world.first;
        await world.first.choose(world.notebook, "Open details");
        await page.getByRole("heading", { name: world.notebook }).first().waitFor();
        await page.getByRole("tab", { name: "Overview" }).waitFor();
        await page.getByText("/home/jovyan").first().waitFor();
        await assertAccessible(page);
        await takeScreenshots(page, "details-overview");
      },
    },
    {
      says: "Events shows how it came to run",
      holds: async () => {
        const { page } = world.first;
        await openTab("Events");
        await page.getByText(/\bPulled\b|Successfully pulled/).first().waitFor();
        await assertAccessible(page);
        await takeScreenshots(page, "details-events");
      },
    },
    {
      says: "Logs shows what JupyterLab says",
      holds: async () => {
        const { page } = world.first;
        await openTab("Logs");
        await page.getByText(/Jupyter Server .* is running|http:\/\//).first().waitFor();
        await assertAccessible(page);
        await takeScreenshots(page, "details-logs");
      },
    },
    {
      says: "the way back to the list reloads nothing",
      holds: async () => {
        await world.first.page.getByRole("link", { name: "Notebooks" }).first().click();
        await world.first.row(world.notebook).waitFor();
        assertEquals(await isMarked(world.first.page), true);
      },
    },
  ];
}
