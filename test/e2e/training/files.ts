import { assertEquals, assertMatch } from "@std/assert";
import type { Page } from "playwright-core";
import { assertAccessible } from "../accessibility.ts";
import { takeScreenshots } from "../browser.ts";
import { Kernel } from "../kernel.ts";
import { note, type Sentence } from "../story.ts";
import { exists } from "../temporary_place.ts";
import { waitFor } from "../wait_for.ts";
import type { World } from "../world.ts";
import { BOARD, DATA, NOTEBOOK } from "./names.ts";
import { FOLDER } from "./on_a_volume.ts";

/** The volume's files in the browser, and the end of all. */
export function files(world: World): Sentence[] {
  let tab: Page;
  const runInNotebook = async (code: string) => {
    const kernel = await Kernel.start(world.toolUrl(NOTEBOOK));
    return await kernel.run(code).finally(() => kernel.close());
  };
  return [
    {
      says: "Browse opens the volume's files in a new tab, which waits until they are there",
      timeoutMs: 240_000,
      holds: async () => {
        await runInNotebook(`open("${FOLDER}/notes.txt", "w").write("from the notebook")`);
        await world.first.goTo("Volumes");
        const startedAt = performance.now();
        tab = await world.first.follow(world.first.row(DATA).getByRole("link", { name: "Browse" }));
        await tab.getByRole("heading", { name: `Files of ${DATA}` }).waitFor();
        await tab.waitForURL(`${world.dev.tools}/volumes/devices/demo/${DATA}/**`, { timeout: 230_000 });
        note(
          `open after ${Math.round(performance.now() - startedAt)} ms, its image pulled first where it was not there`,
        );
        await tab.getByText("notes.txt").first().waitFor();
        await takeScreenshots(tab, "files");
      },
    },
    {
      says: "a file edited there in Cloud Commander's own editor is the notebook's at once",
      holds: async () => {
        await tab.getByText("notes.txt").first().click();
        await tab.keyboard.press("F4");
        // Its blanks are shown as dots.
        await tab.locator(".ace_editor .ace_line", { hasText: "notebook" }).first().waitFor();
        await tab.keyboard.press("Control+A");
        await tab.keyboard.type("edited in the browser");
        await tab.keyboard.press("Control+S");
        const file = `${world.place.stateDir}/volumes/demo/${DATA}/notes.txt`;
        const isSaved = async () => await Deno.readTextFile(file) === "edited in the browser";
        await waitFor("the editor has saved it", isSaved, { timeoutMs: 10_000 });
        await takeScreenshots(tab, "files-editor");
        assertEquals(await runInNotebook(`print(open("${FOLDER}/notes.txt").read())`), "edited in the browser");
        await tab.close();
      },
    },
    {
      says: "the list says that the files are open, in both windows, and closes them",
      timeoutMs: 60_000,
      holds: async () => {
        await world.second.open();
        await world.second.goTo("Volumes");
        const open = world.pages.map((each) => each.row(DATA).getByText("open", { exact: true }));
        await Promise.all(open.map((each) => each.waitFor()));
        await assertAccessible(world.first.page);
        await world.first.choose(DATA, "Close the file browser");
        await Promise.all(open.map((each) => each.waitFor({ state: "detached", timeout: 30_000 })));
        const isGone = async () => !(await world.kubectl.get("pvcviewer", DATA));
        await waitFor("its viewer is gone", isGone, { timeoutMs: 20_000 });
      },
    },
    {
      says: "the volume's details name both of its users",
      holds: async () => {
        const { page } = world.first;
        await world.first.choose(DATA, "Open details");
        const card = page.getByRole("main");
        for (const name of [NOTEBOOK, BOARD]) await card.getByRole("link", { name, exact: true }).waitFor();
        await takeScreenshots(page, "volume-details");
        await assertAccessible(page);
      },
    },
    {
      says: "an API client is refused too, with the users' names",
      holds: async () => {
        const { data } = await world.api.ask(
          `mutation { deleteVolumes(input: { targets: [{ at: { namespace: "demo", name: "${DATA}" } }] }) {
            results { errors { __typename ... on VolumeInUse { usedBy { name } } } } } }`,
        );
        const [refused] = data.deleteVolumes.results[0].errors;
        assertEquals(refused.__typename, "VolumeInUse");
        assertMatch(refused.usedBy.map(({ name }: { name: string }) => name).sort().join(), /^board,trainer$/);
      },
    },
    {
      says: "with its users gone the volume is deleted, its open file browser closed first",
      timeoutMs: 120_000,
      holds: async () => {
        const { page } = world.first;
        await world.first.goTo("TensorBoards");
        await world.first.choose(BOARD, "Delete…");
        const dialog = page.getByRole("dialog", { name: `Delete ${BOARD}?` });
        await dialog.getByRole("button", { name: "Delete", exact: true }).click();
        await world.first.row(BOARD).waitFor({ state: "detached", timeout: 30_000 });
        await world.first.goTo("Notebooks");
        await world.first.choose(NOTEBOOK, "Delete…");
        await world.first.confirmDelete(NOTEBOOK, "Remove its files too");
        await world.first.row(NOTEBOOK).waitFor({ state: "detached", timeout: 30_000 });
        await world.first.goTo("Volumes");
        const files = await world.first.follow(world.first.row(DATA).getByRole("link", { name: "Browse" }));
        await files.waitForURL(`${world.dev.tools}/**`, { timeout: 60_000 });
        await files.close();
        await world.first.choose(DATA, "Delete…");
        const last = page.getByRole("dialog", { name: `Delete ${DATA}?` });
        await last.getByRole("button", { name: "Delete", exact: true }).click();
        await world.first.row(DATA).waitFor({ state: "detached", timeout: 60_000 });
        const directory = `${world.place.stateDir}/volumes/demo/${DATA}`;
        await waitFor("its directory is gone", async () => !(await exists(directory)), { timeoutMs: 20_000 });
        assertEquals(await world.kubectl.get("pvcviewer", DATA), undefined);
      },
    },
  ];
}
