import { atWork } from "./culling/at_work.ts";
import { culled } from "./culling/culled.ts";
import { idle } from "./culling/idle.ts";
import { People } from "./culling/people.ts";
import { endToEnd } from "./end_to_end.ts";
import type { World } from "./world.ts";

function story(world: World) {
  const people = new People(world);
  return [...atWork(world, people), ...idle(world, people), ...culled(world)];
}

endToEnd("culling as users see it: idle, warned, kept, stopped and started again, and what is used lives", [story]);
