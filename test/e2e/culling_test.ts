import { atWork } from "./culling/at_work.ts";
import { BoardsWindow } from "./culling/boards_window.ts";
import { culled } from "./culling/culled.ts";
import { idle } from "./culling/idle.ts";
import { People } from "./culling/people.ts";
import { endToEnd } from "./end_to_end.ts";
import type { World } from "./world.ts";

function story(world: World) {
  const [people, boards] = [new People(world), new BoardsWindow(world)];
  return [...atWork(world, people, boards), ...idle(world, people), ...culled(world, boards)];
}

endToEnd("culling as users see it: idle, warned, kept, stopped and started again, and what is used lives", [story]);
