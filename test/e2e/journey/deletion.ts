import { assertEquals } from "@std/assert";
import { takeScreenshots } from "../browser.ts";
import type { Sentence } from "../story.ts";
import { exists } from "../temporary_place.ts";
import { waitFor } from "../wait_for.ts";
import { readKeptFile, WRITTEN } from "./in_jupyterlab.ts";
import type { World } from "../world.ts";

/** Delete asks, then removes; the files stay unless one says so. */
export function deletion(world: World): Sentence[] {
  const claim = () => `${world.notebook}-workspace`;
  const areGone = () =>
    Promise.all(
      world.pages.map((each) => each.row(world.notebook).waitFor({ state: "detached", timeout: 30_000 })),
    );
  return [
    {
      says: "Delete asks first, with keeping the files preselected",
      holds: async () => {
        await world.first.choose(world.notebook, "Delete…");
        const dialog = world.first.page.getByRole("dialog", { name: `Delete ${world.notebook}?` });
        assertEquals(await dialog.getByRole("radio", { name: "Keep its files" }).isChecked(), true);
        await takeScreenshots(world.first.page, "delete");
      },
    },
    {
      says: "then removes it, in both windows, and keeps the files",
      timeoutMs: 60_000,
      holds: async () => {
        await world.first.confirmDelete(world.notebook, "Keep its files");
        await areGone();
        for (const [kind, name] of [["notebook", ""], ["statefulset", ""], ["service", ""], ["pod", "-0"]]) {
          const isGone = async () => !(await world.kubectl.get(kind, world.notebook + name));
          await waitFor(`its ${kind} is gone`, isGone, { timeoutMs: 20_000 });
        }
        assertEquals((await world.kubectl.get("pvc", claim()))?.status.phase, "Bound");
      },
    },
    {
      says: "a new notebook of that name offers the existing files, and has them",
      timeoutMs: 90_000,
      holds: async () => {
        await world.first.openForm();
        await world.first.nameBox().fill(world.notebook);
        await world.first.page.getByRole("button", { name: `Use the files of ${claim()}` }).click();
        await world.first.launch();
        await world.second.connectLink(world.notebook).waitFor({ timeout: 60_000 });
        assertEquals(await readKeptFile(world), WRITTEN);
      },
    },
    {
      says: "Remove its files too does so",
      timeoutMs: 60_000,
      holds: async () => {
        await world.second.choose(world.notebook, "Delete…");
        await world.second.confirmDelete(world.notebook, "Remove its files too");
        await areGone();
        const isGone = async () => !(await world.kubectl.get("pvc", claim()));
        await waitFor("its claim is gone", isGone, { timeoutMs: 20_000 });
        const directory = `${world.place.stateDir}/volumes/demo/${claim()}`;
        await waitFor("its directory is gone", async () => !(await exists(directory)), { timeoutMs: 10_000 });
      },
    },
  ];
}
