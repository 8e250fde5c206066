import { assertEquals, assertMatch } from "@std/assert";
import { assertAccessible } from "../accessibility.ts";
import { takeScreenshots } from "../browser.ts";
import { Kernel } from "../kernel.ts";
import { note, type Sentence } from "../story.ts";
import { waitFor } from "../wait_for.ts";
import type { World } from "../world.ts";
import { BOARD, DATA, NOTEBOOK } from "./names.ts";
import { shownLoss, trainingCell } from "./scalars.ts";

/** Where the notebook sees the volume. */
export const FOLDER = `/home/jovyan/${DATA}`;

/** A volume, a notebook that trains on it, and a TensorBoard that shows that. */
export function onAVolume(world: World): Sentence[] {
  const boardUrl = () => `${world.dev.tools}/tensorboard/demo/${BOARD}/`;
  let kernel: Kernel;
  let training: Promise<string>;
  return [
    {
      says: "task dev starts, and Volumes says that there are none",
      timeoutMs: 130_000,
      holds: async () => {
        await world.startDev();
        await world.openWindows();
        await world.first.open();
        await world.first.goTo("Volumes");
        await world.first.page.getByText("No volumes in demo.").waitFor();
        await assertAccessible(world.first.page);
      },
    },
    {
      says: "a volume is made with its size, kind and mode, and its row says them",
      holds: async () => {
        const { page } = world.first;
        await page.getByRole("link", { name: "New volume" }).first().click();
        await world.first.nameBox().fill(DATA);
        await page.getByLabel("Size", { exact: true }).fill("2");
        await page.getByRole("radio", { name: "Many machines", exact: true }).check();
        await page.getByText("Nothing stands in the way.").waitFor();
        await assertAccessible(page);
        await takeScreenshots(page, "volume-create");
        await page.getByRole("button", { name: "Create", exact: true }).click();
        for (const says of ["2 GiB", "many machines", "standard", "Nothing uses it."]) {
          await world.first.row(DATA).getByText(says).waitFor();
        }
        const claim = await world.kubectl.get("pvc", DATA);
        assertEquals(claim?.spec.accessModes, ["ReadWriteMany"]);
      },
    },
    {
      says: "a notebook is made with that volume beside its workspace",
      timeoutMs: 240_000,
      holds: async () => {
        const { page } = world.first;
        await world.first.goTo("Notebooks");
        await world.first.openForm();
        await page.getByRole("button", { name: "Add a volume" }).click();
        const row = page.getByRole("group", { name: "Volume 1" });
        await row.getByRole("combobox", { name: "Volume", exact: true }).fill(DATA);
        await row.getByText("2 GiB, not in use.").waitFor();
        await page.getByText("Nothing stands in the way.").waitFor();
        await assertAccessible(page);
        await takeScreenshots(page, "create-with-volume");
        world.notebook = await world.first.launch({ name: NOTEBOOK });
        await world.first.connectLink(NOTEBOOK).waitFor({ timeout: 230_000 });
      },
    },
    {
      says: "the volume says who uses it, and is not deleted",
      holds: async () => {
        await world.first.goTo("Volumes");
        await world.first.row(DATA).getByRole("link", { name: NOTEBOOK }).waitFor();
        await takeScreenshots(world.first.page, "volumes");
        await assertAccessible(world.first.page);
        const entry = await world.first.menuEntry(DATA, "Delete…");
        assertEquals(await entry.getAttribute("aria-description"), `In use by ${NOTEBOOK}.`);
        await world.first.page.keyboard.press("Escape");
      },
    },
    {
      says: "a TensorBoard is made from the volume's menu",
      timeoutMs: 240_000,
      holds: async () => {
        const { page } = world.first;
        await world.first.choose(DATA, "Show its logs in TensorBoard…");
        await world.first.nameBox().fill(BOARD);
        assertEquals(await page.getByRole("combobox", { name: "Volume", exact: true }).inputValue(), DATA);
        await page.getByLabel("Folder").fill("runs");
        await page.getByText("Nothing stands in the way.").waitFor();
        await assertAccessible(page);
        await takeScreenshots(page, "tensorboard-create");
        await world.first.launchButton().click();
        await world.first.connectLink(BOARD).waitFor({ timeout: 230_000 });
        await world.first.row(BOARD).getByText(`${DATA}/runs`).waitFor();
        await takeScreenshots(page, "tensorboards");
        await assertAccessible(page);
      },
    },
    {
      says: "while the notebook trains, TensorBoard shows its loss, and then more of it",
      timeoutMs: 120_000,
      holds: async () => {
        kernel = await Kernel.start(world.toolUrl(NOTEBOOK));
        training = kernel.run(trainingCell(`${FOLDER}/runs/first`, { steps: 40, seconds: 0.5 }), 60_000);
        const some = await waitFor("some of the loss is shown", async () => {
          const loss = await shownLoss(boardUrl(), "first");
          return loss.length > 0 && loss;
        }, { timeoutMs: 60_000, everyMs: 250 });
        assertEquals(some[0], [1000, 0, 1]);
        assertEquals(some.length < 40, true, "it was shown only after the training");
        await waitFor("more of it is shown", async () => (await shownLoss(boardUrl(), "first")).length > some.length, {
          timeoutMs: 30_000,
          everyMs: 250,
        });
        note(`after ${some.length} of 40 steps it was shown`);
      },
    },
    {
      says: "Connect opens TensorBoard in a new tab, with the loss on it",
      timeoutMs: 60_000,
      holds: async () => {
        const board = await world.first.follow(world.first.connectLink(BOARD));
        await board.getByText("loss").first().waitFor({ timeout: 45_000 });
        assertMatch(board.url(), new RegExp(`^${boardUrl()}`));
        await board.close();
        await training;
        await kernel.close();
      },
    },
    {
      says: "its details have its places, its events and its log",
      holds: async () => {
        const { page } = world.first;
        await world.first.choose(BOARD, "Open details");
        await page.getByText(`${DATA}/runs`).waitFor();
        await takeScreenshots(page, "tensorboard-details");
        await assertAccessible(page);
        await page.getByRole("tab", { name: "Events" }).click();
        await page.getByText("Started container tensorboard").waitFor();
        await page.getByRole("tab", { name: "Logs" }).click();
        await page.getByText(/TensorBoard \d.* at http/).waitFor();
      },
    },
    {
      says: "it stops and starts",
      timeoutMs: 60_000,
      holds: async () => {
        await world.first.goTo("TensorBoards");
        await world.first.choose(BOARD, "Stop");
        await world.first.startButton(BOARD).click({ timeout: 30_000 });
        await world.first.connectLink(BOARD).waitFor({ timeout: 45_000 });
      },
    },
  ];
}
