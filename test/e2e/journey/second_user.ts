import { assertEquals, assertMatch } from "@std/assert";
import type { Sentence } from "../story.ts";
import type { World } from "../world.ts";

/** The page's user menu: bob may look in demo and no more. */
export function secondUser(world: World): Sentence[] {
  return [
    {
      says: "by the user menu bob sees the list, cannot create or stop, and is told so",
      holds: async () => {
        const { second } = world;
        await second.becomeUser("alice", "bob");
        await second.row(world.notebook).waitFor();
        await second.page.getByText(/only look|may only look|can only look|cannot create/i).first().waitFor();
        const create = second.page.getByRole("link", { name: "New notebook" });
        for (const each of await create.all()) assertEquals(await each.getAttribute("aria-disabled"), "true");
        await second.page.getByRole("button", { name: `More actions for ${world.notebook}` }).click();
        for (const entry of ["Stop", "Delete…"]) {
          const item = second.page.getByRole("menuitem", { name: entry, exact: true });
          if (await item.count() > 0) assertEquals(await item.getAttribute("aria-disabled"), "true", entry);
        }
        await second.page.keyboard.press("Escape");
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
        assertMatch(error.message, /bob/);
      },
    },
    {
      says: "and back to alice",
      holds: async () => {
        await world.second.becomeUser("bob", "alice");
        await world.second.connectLink(world.notebook).waitFor();
      },
    },
  ];
}
