import { assertEquals, assertMatch } from "@std/assert";
import { CREATE, DELETE, LIST, STOP } from "../e2e/documents.ts";
import { endToEnd } from "../e2e/end_to_end.ts";
import { freePorts } from "../e2e/dev_process.ts";
import { note, type Sentence } from "../e2e/story.ts";
import { waitFor } from "../e2e/wait_for.ts";
import type { World } from "../e2e/world.ts";

/** An image that cannot be pulled says so, with the reason, and everything else works. */
function says(world: World, what: string, env: () => Promise<Record<string, string>>, reason: RegExp): Sentence[] {
  const targets = [{ at: { namespace: "demo", name: "unpulled" } }];
  return [
    {
      says: `${what}, task dev starts all the same`,
      timeoutMs: 130_000,
      holds: async () => world.startDev({ env: await env() }),
    },
    {
      says: `${what}, a notebook says that its image cannot be pulled, and why`,
      timeoutMs: 90_000,
      holds: async () => {
        await world.openWindows();
        await world.first.open("demo");
        await world.first.openForm();
        await world.first.launch({ name: "unpulled" });
        const explained = await waitFor("it is explained", async () => {
          const { data } = await world.api.ask(LIST, { namespace: "demo" });
          const { state, explanation } = data.notebooks.nodes[0];
          return /ImagePull/.test(explanation.reason) && { state, ...explanation };
        }, { timeoutMs: 75_000, everyMs: 250 });
        note(explained.message);
        assertEquals([explained.state, explained.reason], ["FAILED", "ImagePullFailed"]);
        assertMatch(explained.message, reason);
        await world.first.row("unpulled").getByText(reason).first().waitFor();
        assertMatch(await world.kubectl.run(["describe", "pod", "unpulled-0"]), /Failed to pull image|ErrImagePull/);
      },
    },
    {
      says: `${what}, everything else works: stop, start, delete`,
      timeoutMs: 60_000,
      holds: async () => {
        await world.first.choose("unpulled", "Stop");
        await world.first.startButton("unpulled").waitFor();
        const stopped = await world.api.ask(STOP, { input: { targets } });
        assertEquals(stopped.data.stopNotebooks.results[0].errors, []);
        const other = { namespace: "demo", name: "other", spec: { image: "example.com/none" } };
        assertEquals((await world.api.ask(CREATE, { input: other })).data.createNotebook.errors, []);
        await world.first.row("other").waitFor();
        const gone = await world.api.ask(DELETE, { input: { targets, volumes: "WORKSPACE_IF_UNUSED" } });
        assertEquals(gone.data.deleteNotebooks.results[0].errors, []);
        await world.first.row("unpulled").waitFor({ state: "detached" });
        await world.dev.stop();
      },
    },
  ];
}

/** pip is sent to a port on which nobody listens. */
function offline(): Promise<Record<string, string>> {
  return Promise.resolve({
    PIP_INDEX_URL: `http://127.0.0.1:${freePorts().page}/simple`,
    PIP_FIND_LINKS: "",
    PIP_CONFIG_FILE: "/dev/null",
    PIP_RETRIES: "1",
  });
}

endToEnd("without a network", [
  (world) => says(world, "offline", offline, /network|connect|reach|offline|127\.0\.0\.1|refused/i),
], { images: "own" });

endToEnd("without Python", [
  (world) => says(world, "without Python", () => pathWithoutPython(world), /python/i),
], { images: "own" });

/** A PATH of links to every program of ours, but none named python or pip. */
async function pathWithoutPython(world: World): Promise<Record<string, string>> {
  const bin = `${world.place.imagesDir}/../bin`;
  await Deno.mkdir(bin, { recursive: true });
  for (const directory of (Deno.env.get("PATH") ?? "").split(":")) {
    for await (const { name } of listOrNothing(directory)) {
      if (/^(python|pip|uv|conda|py$)/.test(name)) continue;
      await Deno.symlink(`${directory}/${name}`, `${bin}/${name}`).catch(() => {});
    }
  }
  return { PATH: bin };
}

async function* listOrNothing(directory: string): AsyncGenerator<Deno.DirEntry> {
  try {
    yield* Deno.readDir(directory);
  } catch {
    // A directory on PATH need not exist.
  }
}
