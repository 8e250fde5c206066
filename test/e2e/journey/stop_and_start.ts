import { assertEquals } from "@std/assert";
import { note, type Sentence } from "../story.ts";
import { waitFor } from "../wait_for.ts";
import { readKeptFile, WRITTEN } from "./in_jupyterlab.ts";
import type { World } from "../world.ts";

/** Stop scales to nothing and keeps the files, Start brings it back. */
export function stopAndStart(world: World): Sentence[] {
  return [
    {
      says: "Stop scales it to nothing, seen in both windows",
      timeoutMs: 60_000,
      holds: async () => {
        await world.first.choose(world.notebook, "Stop");
        await Promise.all(world.pages.map((each) => each.startButton(world.notebook).waitFor({ timeout: 45_000 })));
        await waitFor("the pod is gone", async () => !(await world.kubectl.get("pod", `${world.notebook}-0`)));
        const set = await world.kubectl.get("statefulset", world.notebook);
        assertEquals(set?.spec.replicas, 0);
      },
    },
    {
      says: "its files are kept",
      holds: async () => {
        const claim = await world.kubectl.get("pvc", `${world.notebook}-workspace`);
        assertEquals(claim?.status.phase, "Bound");
        const kept = `${world.place.stateDir}/volumes/demo/${world.notebook}-workspace/kept.txt`;
        assertEquals(await Deno.readTextFile(kept), WRITTEN);
      },
    },
    {
      says: "Start brings it back, with its files",
      timeoutMs: 90_000,
      holds: async () => {
        const startedAt = performance.now();
        await world.second.startButton(world.notebook).click();
        await Promise.all(world.pages.map((each) => each.connectLink(world.notebook).waitFor({ timeout: 60_000 })));
        note(`running again after ${Math.round(performance.now() - startedAt)} ms`);
        assertEquals(await readKeptFile(world), WRITTEN);
      },
    },
  ];
}

/** Somebody else's hand, by kubectl. */
export function handFromOutside(world: World): Sentence[] {
  return [
    {
      says: "kubectl annotate from outside shows in both windows",
      holds: async () => {
        const now = new Date().toISOString().replace(/\.\d+Z$/, "Z");
        const seen = world.pages.map(async (each) => {
          await each.row(world.notebook).getByText(/Stopp(ing|ed)/).first().waitFor({ timeout: 25_000 });
          return performance.now();
        });
        await world.kubectl.run(["annotate", "notebook", world.notebook, `kubeflow-resource-stopped=${now}`]);
        const answeredAt = performance.now();
        const took = (await Promise.all(seen)).map((each) => Math.round(each - answeredAt));
        note(`seen ${took.join(" and ")} ms after kubectl had ended`);
        assertEquals(took.filter((each) => each > 5_000), []);
      },
    },
    {
      says: "what somebody does to its StatefulSet is put right",
      holds: async () => {
        const patch = ["patch", "statefulset", world.notebook, "--type=merge", "--patch", `{"spec":{"replicas":2}}`];
        await world.kubectl.run(patch);
        const isRight = async () => (await world.kubectl.get("statefulset", world.notebook))?.spec.replicas === 0;
        await waitFor("it has no replicas again", isRight, { timeoutMs: 5_000 });
        const isGone = async () => (await world.kubectl.list("pods")).length === 0;
        await waitFor("no pod of it is left", isGone, { timeoutMs: 20_000 });
      },
    },
  ];
}
