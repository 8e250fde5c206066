import { assertEquals, assertMatch } from "@std/assert";
import { mark } from "../browser.ts";
import type { Sentence } from "../story.ts";
import type { World } from "../world.ts";

/** The page's user menu: bob may look in demo and no more. */
export function secondUser(world: World): Sentence[] {
  return [
    {
      says: "by the user menu bob sees the list, but not how to create or stop, and is told why",
      holds: async () => {
        const { second } = world;
        await second.becomeUser("alice", "bob");
        await second.row(world.notebook).waitFor();
        assertEquals(await second.page.getByRole("link", { name: "New notebook" }).count(), 0);
        await second.page.getByRole("button", { name: `More actions for ${world.notebook}` }).click();
        for (const entry of ["Stop", "Delete…"]) {
          const item = second.page.getByRole("menuitem", { name: new RegExp(`^${entry}`) });
          assertEquals(await item.getAttribute("aria-disabled"), "true", entry);
        }
        await second.page.keyboard.press("Escape");
      },
    },
    {
      says: "who comes to the form by its address is told that bob can only look",
      holds: async () => {
        const { page } = world.second;
        await page.goto(`${world.dev.page}/notebooks/new?ns=demo`);
        await page.getByText(/can only look in/).first().waitFor();
        assertEquals(await world.second.launchButton().count(), 0);
      },
    },
    {
      says: "bob's own hand is refused by the API, in words",
      holds: async () => {
        const stop = `mutation ($input: ActionInput!) {
          stopNotebooks(input: $input) { results { errors { __typename ... on UserError { code message } } } }
        }`;
        const targets = [{ at: { namespace: "demo", name: world.notebook } }];
        const { data } = await world.api.ask(stop, { input: { targets } }, { user: "bob" });
        const [error] = data.stopNotebooks.results[0].errors;
        assertEquals([error.__typename, error.code], ["Forbidden", "FORBIDDEN"]);
        assertMatch(error.message, /may not change notebooks in demo/);
      },
    },
    {
      says: "and back to alice",
      holds: async () => {
        await world.second.becomeUser("bob", "alice");
        await world.second.connectLink(world.notebook).waitFor();
        await mark(world.second.page);
      },
    },
  ];
}
