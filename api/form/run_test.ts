import { assertEquals, assertRejects } from "@std/assert";
import { FakeClock } from "../../platform/fake_clock.ts";
import { followForm } from "./run.ts";

Deno.test("the admin's form is followed while it runs, and a file that is broken changes nothing", async () => {
  const path = await Deno.makeTempFile({ suffix: ".yaml" });
  const clock = new FakeClock();
  const over = new AbortController();
  try {
    await Deno.writeTextFile(path, "spawnerFormDefaults: {cpu: {value: '1'}}");
    const form = await followForm(path, { clock }, over.signal);
    const turn = async (cpu: string) => {
      await clock.advance(10_000);
      // Reading a file takes more than turns of this clock.
      for (let turns = 0; turns < 200 && form().cpu.value !== cpu; turns++) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    };
    assertEquals(form().cpu.value, "1");
    await Deno.writeTextFile(path, "spawnerFormDefaults: [");
    await clock.advance(10_000);
    await new Promise((resolve) => setTimeout(resolve, 50));
    assertEquals(form().cpu.value, "1");
    await Deno.writeTextFile(path, "spawnerFormDefaults: {cpu: {value: '2'}}");
    await turn("2");
    assertEquals(form().cpu.value, "2");
  } finally {
    over.abort();
    await Deno.remove(path);
  }
});

Deno.test("a file that cannot be used at the start is an error that names the variable", async () => {
  const { signal } = new AbortController();
  await assertRejects(() => followForm("/nowhere/form.yaml", {}, signal), Error, "NOTEBOOK_FORM");
});
