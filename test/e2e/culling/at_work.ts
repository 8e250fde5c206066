import { assertEquals } from "@std/assert";
import { openBoard, startVisits } from "../../culler/boards.ts";
import { note, type Sentence } from "../story.ts";
import type { World } from "../world.ts";
import type { BoardsWindow } from "./boards_window.ts";
import { BUSY, CULLING, IDLE_IN_ROW, KEPT, LEFT, UNWATCHED, WATCHED } from "./names.ts";
import type { People } from "./people.ts";

/** Everything is in use, then one is left; the first window stays on the list of notebooks. */
export function atWork(world: World, people: People, boards: BoardsWindow): Sentence[] {
  return [
    {
      says: "task dev starts with culling on",
      timeoutMs: 130_000,
      holds: async () => {
        await world.startDev({ env: CULLING });
        await world.openWindows();
        await world.first.open();
        await world.second.open();
        await boards.open();
      },
    },
    {
      says: "three notebooks are made with the form, and two TensorBoards on one's files",
      timeoutMs: 240_000,
      holds: async () => {
        for (const name of [KEPT, LEFT, BUSY]) {
          await world.first.openForm();
          await world.first.launch({ name });
          await world.first.row(name).waitFor();
        }
        await world.kubectl.run(["apply", "-f", "-"], { stdin: [WATCHED, UNWATCHED].map(boardOn).join("---\n") });
        const visits = startVisits(() => openBoard(world.dev.tools, WATCHED));
        world.dev.child.status.then(visits.end);
        await Promise.all([people.work(KEPT), people.work(LEFT), people.compute(BUSY)]);
        await boards.list.connectLink(WATCHED).waitFor({ timeout: 200_000 });
      },
    },
    {
      says: "Connect opens one's JupyterLab; while somebody is connected, nothing is said of idleness",
      timeoutMs: 60_000,
      holds: async () => {
        await people.open(KEPT);
        for (const name of [KEPT, LEFT, BUSY]) {
          assertEquals(await world.first.row(name).getByText("Idle since").count(), 0, name);
        }
      },
    },
    {
      says: "one computes on with nobody connected, another rests: its row says since when, and when it stops",
      holds: async () => {
        const startedAt = performance.now();
        await people.leave(BUSY);
        await people.leave(LEFT);
        await world.first.row(LEFT).getByText(IDLE_IN_ROW).waitFor();
        note(`said to be idle ${Math.round(performance.now() - startedAt)} ms after it was left`);
      },
    },
  ];
}

function boardOn(name: string): string {
  return `apiVersion: tensorboard.kubeflow.org/v1alpha1\nkind: Tensorboard\nmetadata: { name: ${name} }\n` +
    `spec: { logspath: "pvc://${KEPT}-workspace/" }\n`;
}
