import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { FakeClock } from "../../platform/fake_clock.ts";
import { followCulling } from "./run.ts";

type Followed = Awaited<ReturnType<typeof followCulling>>;
/** Goes on until something is so, or does not come. */
type Turn = (until: () => boolean) => Promise<void>;

async function withFile(text: string, prove: (path: string, followed: Followed, turn: Turn) => Promise<void>) {
  const path = await Deno.makeTempFile({ suffix: ".yaml" });
  const clock = new FakeClock();
  const over = new AbortController();
  try {
    await Deno.writeTextFile(path, text);
    const followed = await followCulling({ path, env: { ENABLE_CULLING: "true" }, clock }, over.signal);
    await prove(path, followed, async (until) => {
      await clock.advance(10_000);
      // Reading a file takes more than turns of this clock.
      for (let turns = 0; turns < 200 && !until(); turns++) await new Promise((resolve) => setTimeout(resolve, 5));
    });
    over.abort();
    await followed.finished;
  } finally {
    over.abort();
    await Deno.remove(path);
  }
}

Deno.test("the admin's file is followed while it runs, and one that is broken changes nothing", async () => {
  await withFile("idleTime: 1h", async (path, followed, turn) => {
    const state = () => [followed.current().policy.idleTime / 60_000, followed.current().enabled];
    assertEquals(state(), [60, true]);
    await Deno.writeTextFile(path, "idleTime: 2h");
    await turn(() => followed.current().policy.idleTime === 7_200_000);
    assertEquals(state(), [120, true]);
    await Deno.writeTextFile(path, "idleTime: tomorrow");
    await turn(() => followed.refusal() !== undefined);
    assertEquals(state(), [120, true]);
    assertStringIncludes(followed.refusal()!, "idleTime");
    await Deno.writeTextFile(path, "enabled: false");
    await turn(() => followed.refusal() === undefined);
    assertEquals(state(), [1_440, false]);
  });
});

Deno.test("an admin's file that is away for a moment is said, and not any more once it is back", async () => {
  await withFile("idleTime: 1h", async (path, followed, turn) => {
    await Deno.rename(path, `${path}.away`);
    await turn(() => followed.refusal() !== undefined);
    assertEquals([followed.current().policy.idleTime, followed.refusal() !== undefined], [3_600_000, true]);
    await Deno.rename(`${path}.away`, path);
    await turn(() => followed.refusal() === undefined);
    assertEquals([followed.current().policy.idleTime, followed.refusal()], [3_600_000, undefined]);
  });
});

Deno.test("no culler runs on a guess: settings that cannot be used at the start are an error", async () => {
  const { signal } = new AbortController();
  await assertRejects(() => followCulling({ env: { CULL_IDLE_TIME: "soon" } }, signal), Error, "CULL_IDLE_TIME");
});
