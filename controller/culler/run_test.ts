import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { FakeClock } from "../../platform/fake_clock.ts";
import { followCulling } from "./run.ts";

Deno.test("the admin's file is followed while it runs, and one that is broken changes nothing", async () => {
  const path = await Deno.makeTempFile({ suffix: ".yaml" });
  const clock = new FakeClock();
  const over = new AbortController();
  try {
    await Deno.writeTextFile(path, "idleTime: 1h");
    const followed = await followCulling({ path, env: { ENABLE_CULLING: "true" }, clock }, over.signal);
    const state = () => [followed.current().policy.idleTime / 60_000, followed.current().enabled];
    const turn = async (until: () => boolean) => {
      await clock.advance(10_000);
      // Reading a file takes more than turns of this clock.
      for (let turns = 0; turns < 200 && !until(); turns++) await new Promise((resolve) => setTimeout(resolve, 5));
    };
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
    over.abort();
    await followed.finished;
  } finally {
    over.abort();
    await Deno.remove(path);
  }
});

Deno.test("no culler runs on a guess: settings that cannot be used at the start are an error", async () => {
  const { signal } = new AbortController();
  await assertRejects(() => followCulling({ env: { CULL_IDLE_TIME: "soon" } }, signal), Error, "CULL_IDLE_TIME");
});
