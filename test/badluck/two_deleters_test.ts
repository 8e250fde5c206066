import { assert, assertEquals } from "@std/assert";
import { CREATE, DELETE } from "../e2e/documents.ts";
import { endToEnd } from "../e2e/end_to_end.ts";
import type { Sentence } from "../e2e/story.ts";
import { waitFor } from "../e2e/wait_for.ts";
import type { World } from "../e2e/world.ts";

function twoDeleters(world: World): Sentence[] {
  const make = async (name: string) => {
    const { data } = await world.api.ask(CREATE, {
      input: { namespace: "demo", name, spec: { image: "example.com/none" } },
    });
    assertEquals(data.createNotebook.errors, []);
  };
  return [
    {
      says: "two programs delete the same notebook at once: both are answered, none with a riddle",
      timeoutMs: 160_000,
      holds: async () => {
        await world.startDev();
        await make("twice");
        const input = { targets: [{ at: { namespace: "demo", name: "twice" } }], volumes: "WORKSPACE_IF_UNUSED" };
        const answers = await Promise.all([1, 2, 3].map(() => world.api.ask(DELETE, { input })));
        const results = answers.map(({ data }) => data.deleteNotebooks.results[0]);
        assert(results.some((each) => each.errors.length === 0), JSON.stringify(results));
        for (const error of results.flatMap((each) => each.errors)) {
          assert(["NOT_FOUND", "CONFLICT"].includes(error.code) && error.message.length > 10, JSON.stringify(error));
        }
        await waitFor("it is gone", async () => !(await world.kubectl.get("notebook", "twice")));
        await waitFor("its files are gone", async () => !(await world.kubectl.get("pvc", "twice-workspace")));
      },
    },
    {
      says: "two windows delete the same notebook: the row leaves both, and no dialog stays",
      timeoutMs: 60_000,
      holds: async () => {
        await make("pair");
        await world.openWindows();
        for (const each of world.pages) {
          await each.open("demo");
          await each.choose("pair", "Delete…");
        }
        await Promise.all(world.pages.map((each) => each.confirmDelete("pair", "Keep its files").catch(() => {})));
        for (const each of world.pages) {
          await each.row("pair").waitFor({ state: "detached" });
          const dialog = each.page.getByRole("dialog");
          if (await dialog.isVisible()) {
            await dialog.getByText(/gone|no longer|not there|already|deleted/i).first().waitFor();
            await each.page.keyboard.press("Escape");
          }
          await dialog.waitFor({ state: "hidden" });
          await each.live().waitFor();
        }
      },
    },
  ];
}

endToEnd("two clients delete the same notebook", [twoDeleters]);
