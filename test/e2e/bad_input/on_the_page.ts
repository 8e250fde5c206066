import { assertEquals } from "@std/assert";
import type { Sentence } from "../story.ts";
import type { World } from "../world.ts";

/** The same, as somebody meets it in the page. */
export function onThePage(world: World): Sentence[] {
  const refuse = async (input: { name?: string; cpu?: string }, words: RegExp) => {
    await world.first.launch(input);
    await world.first.page.getByText(words).first().waitFor();
    assertEquals(await world.first.launchButton().isVisible(), true, "still at the form");
  };
  return [
    {
      says: "the form says what is wrong with a name, at the field",
      holds: async () => {
        await world.openWindows();
        await world.first.open("demo");
        await world.first.openForm();
        await refuse({ name: "Not_A_Name" }, /lower[- ]?case/i);
        const invalid = world.first.nameBox();
        assertEquals(await invalid.getAttribute("aria-invalid"), "true");
      },
    },
    {
      says: "and that a name exists",
      holds: () => refuse({ name: "no-image" }, /exists|already|taken/i),
    },
    {
      says: "and that a quantity is none",
      holds: () => refuse({ name: "fine", cpu: "much" }, /number|quantity|amount/i),
    },
    {
      says: "what cannot start says why in the list",
      holds: async () => {
        await world.first.open("demo");
        await world.first.row("no-image").getByText(/no image/i).first().waitFor();
        await world.first.row("no-volume").getByText(/no-such-claim/).first().waitFor();
      },
    },
    {
      says: "an address of nothing says so, with a way back",
      holds: async () => {
        await world.first.page.goto(`${world.dev.page}/notebooks/demo/never-was`);
        await world.first.page.getByText(/gone|not yours to see/i).first().waitFor();
        await world.first.page.getByRole("link", { name: /notebooks/i }).first().waitFor();
      },
    },
    {
      says: "a namespace that is not there, or not bob's to see, is said to be so",
      holds: async () => {
        const { second } = world;
        await second.open("demo");
        await second.becomeUser("alice", "bob");
        for (const namespace of ["nowhere", "team"]) {
          await second.page.goto(`${world.dev.page}/notebooks?ns=${namespace}`);
          await second.page.getByText(`${namespace} is not yours to see.`).waitFor();
        }
      },
    },
  ];
}
