import { endToEnd } from "../e2e/end_to_end.ts";
import type { Sentence } from "../e2e/story.ts";
import type { World } from "../e2e/world.ts";

function launcherKilled(world: World): Sentence[] {
  return [{
    says: "deno task is killed with -9: task dev notices, ends by itself and leaves nothing running",
    timeoutMs: 160_000,
    holds: async () => {
      await world.startDev();
      const family = world.dev.family();
      Deno.kill(world.dev.child.pid, "SIGKILL");
      await world.dev.child.status;
      await world.dev.assertNothingLeft(family, 15_000);
    },
  }];
}

endToEnd("the launcher dies", [launcherKilled]);
