import { assert, assertEquals, assertMatch } from "@std/assert";
import { assertAccessible } from "../accessibility.ts";
import { isMarked, mark, takeScreenshots } from "../browser.ts";
import { sentencesOf } from "../sentences.ts";
import { note, type Sentence } from "../story.ts";
import { waitFor } from "../wait_for.ts";
import type { World } from "../world.ts";

/** From nothing to a green Running: the page, the form, the row's walk. */
export function firstLight(world: World): Sentence[] {
  let launchedAt = 0;
  return [
    {
      says: "task dev starts cold within 90 s and prints the address to open",
      timeoutMs: 130_000,
      holds: async () => {
        await world.startDev();
        note(`ready after ${world.dev.readyMs} ms, with no image pulled`);
        assert(world.dev.readyMs < 90_000, world.dev.output.tail());
      },
    },
    {
      says: "the page shows that demo has no notebooks, and what to do",
      holds: async () => {
        await world.openWindows();
        for (const { page } of world.pages) await page.goto(`${world.dev.page}/`);
        for (const each of world.pages) {
          await each.heading().waitFor();
          await each.live().waitFor();
          await each.page.getByText(/No notebooks in/).waitFor();
          await mark(each.page);
        }
      },
    },
    {
      says: "axe finds nothing on the list, light and dark",
      holds: async () => {
        await assertAccessible(world.first.page);
        await takeScreenshots(world.first.page, "list-empty");
      },
    },
    {
      says: "New opens a form whose defaults need no thought",
      holds: async () => {
        await world.first.openForm();
        world.notebook = await world.first.nameBox().inputValue();
        assertMatch(world.notebook, /^[a-z]([-a-z0-9]*[a-z0-9])?$/);
        assertMatch(await world.first.field("CPU").inputValue(), /^(0\.5|500m)$/);
        assertMatch(await world.first.field("Memory").inputValue(), /^1(Gi| GiB)?$/);
        assertEquals(
          await world.first.page.getByRole("radio", { name: "A new volume for its files" }).isChecked(),
          true,
        );
        await world.first.page.getByText(`${world.notebook}-workspace`).first().waitFor();
      },
    },
    {
      says: "axe finds nothing on the form, light and dark",
      holds: async () => {
        await assertAccessible(world.first.page);
        await takeScreenshots(world.first.page, "create");
      },
    },
    {
      says: "Launch: its row appears at once, in both windows",
      holds: async () => {
        launchedAt = performance.now();
        await world.first.launch();
        await Promise.all(world.pages.map((each) => each.row(world.notebook).waitFor({ timeout: 5_000 })));
        note(`row in both windows after ${Math.round(performance.now() - launchedAt)} ms`);
      },
    },
    {
      says: "before it runs, Connect is disabled, and a link opened too early gets a page with its state",
      holds: async () => {
        const connect = world.first.connectButton(world.notebook);
        assertEquals(await connect.getAttribute("aria-disabled", { timeout: 5_000 }), "true");
        const { headers, text } = await waitFor("the gateway says 503", async () => {
          const early = await fetch(world.toolUrl(), { headers: { accept: "text/html" } });
          const text = await early.text();
          return early.status === 503 && { headers: early.headers, text };
        });
        assert(headers.get("retry-after"), "Retry-After");
        assertMatch(text, /pulling|place|attaching|accepted|start/i);
      },
    },
    {
      says: "it walks through pulling the image and starting to Running, a plain sentence at each step",
      timeoutMs: 240_000,
      holds: async () => {
        await Promise.all(
          world.pages.map((each) => each.connectLink(world.notebook).waitFor({ timeout: 230_000 })),
        );
        note(`running after ${((performance.now() - launchedAt) / 1000).toFixed(1)} s`);
        assertWalk(await sentencesOf(world.first.page, world.notebook));
        await world.first.row(world.notebook).getByText("Running").first().waitFor();
      },
    },
    {
      says: "the second window saw the same steps, and neither was reloaded",
      holds: async () => {
        const seen = await sentencesOf(world.second.page, world.notebook);
        seen.forEach((each) => note(each));
        assertWalk(seen);
        assertEquals(await Promise.all(world.pages.map(({ page }) => isMarked(page))), [true, true]);
      },
    },
    {
      says: "axe finds nothing on the list with its notebook, light and dark",
      holds: async () => {
        await assertAccessible(world.first.page);
        await takeScreenshots(world.first.page, "list-running");
      },
    },
  ];
}

function assertWalk(seen: string[]): void {
  const at = (pattern: RegExp) => seen.findIndex((each) => pattern.test(each));
  const [pulling, starting, running] = [at(/pulling the image/i), at(/\bstart(ing|ed)\b/i), at(/\brunning\b/i)];
  const all = seen.join(" · ");
  assert(pulling >= 0 && pulling < running, `no sentence about pulling the image before Running in: ${all}`);
  assert(starting >= 0 && starting < running, `no sentence about starting before Running in: ${all}`);
}
