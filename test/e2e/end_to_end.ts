import type { Images } from "./temporary_place.ts";
import { World } from "./world.ts";
import { type Sentence, tell } from "./story.ts";

/** How an end-to-end test tells its chapters. */
export interface EndToEndOptions {
  /** Which store of images it starts with. */
  images?: Images;
}

/** A test that drives a `task dev` of its own: processes and windows outlive the steps, and all end with the test. */
export function endToEnd(
  name: string,
  chapters: readonly ((world: World) => Sentence[])[],
  { images = "shared" }: EndToEndOptions = {},
): void {
  const fn = async (t: Deno.TestContext) => {
    const world = await World.make(images);
    try {
      await tell(t, chapters.flatMap((chapter) => chapter(world)), (says) => world.explainFailure(says));
    } finally {
      await world.end();
    }
  };
  // Processes, sockets and the browser are opened in one step and closed in another.
  Deno.test({ name, fn, sanitizeOps: false, sanitizeResources: false });
}
