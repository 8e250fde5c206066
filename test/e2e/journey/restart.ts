import { assert, assertEquals } from "@std/assert";
import { isMarked } from "../browser.ts";
import { note, type Sentence } from "../story.ts";
import { readKeptFile, WRITTEN } from "./in_jupyterlab.ts";
import type { World } from "../world.ts";

/** Ctrl-C, and `task dev` again: everything is there. */
export function restart(world: World): Sentence[] {
  let podBefore: { uid: string; restarts: number };
  const readPod = async () => {
    const pod = await world.kubectl.get("pod", `${world.notebook}-0`);
    return { uid: pod!.metadata.uid, restarts: pod!.status.containerStatuses[0].restartCount as number };
  };
  return [
    {
      says: "Ctrl-C ends task dev with 0 and leaves nothing running",
      timeoutMs: 40_000,
      holds: async () => {
        podBefore = await readPod();
        const { stopMs, processes } = await world.dev.stop();
        note(`${processes} processes ended in ${stopMs} ms`);
      },
    },
    {
      says: "started again, notebooks are there and running ones run again, as the same pod",
      timeoutMs: 90_000,
      holds: async () => {
        await world.startDev();
        note(`ready after ${world.dev.readyMs} ms, warm`);
        assert(world.dev.readyMs < 10_000, `${world.dev.readyMs} ms`);
        const wait = ["wait", "--for=jsonpath={.status.state}=RUNNING", "--timeout=60s"];
        await world.kubectl.run([...wait, `notebook/${world.notebook}`], { timeoutMs: 70_000 });
        const { uid, restarts } = await readPod();
        assertEquals({ uid, restarts }, { uid: podBefore.uid, restarts: podBefore.restarts + 1 });
      },
    },
    {
      says: "both windows found back by themselves, not reloaded",
      timeoutMs: 60_000,
      holds: async () => {
        for (const each of world.pages) {
          await each.live().waitFor({ timeout: 45_000 });
          await each.connectLink(world.notebook).waitFor();
          assertEquals(await isMarked(each.page), true);
        }
      },
    },
    {
      says: "files are there",
      holds: async () => assertEquals(await readKeptFile(world), WRITTEN),
    },
  ];
}

/** The end of the day. */
export function theEnd(world: World): Sentence[] {
  return [{
    says: "at the end Ctrl-C leaves nothing running",
    timeoutMs: 40_000,
    holds: async () => {
      const { stopMs, processes } = await world.dev.stop();
      note(`${processes} processes ended in ${stopMs} ms`);
    },
  }];
}
