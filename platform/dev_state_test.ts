import { assertEquals, assertRejects } from "@std/assert";
import { removeDevState } from "./dev_state.ts";

const isThere = (path: string) => Deno.stat(path).then(() => true, () => false);

Deno.test("removeDevState() takes nothing from under a sandbox that runs", async () => {
  const dir = await Deno.makeTempDir();
  const config = { stateDir: `${dir}/state`, imagesDir: `${dir}/images` };
  await Deno.mkdir(`${config.stateDir}/journal`, { recursive: true });
  await Deno.mkdir(config.imagesDir);
  const lock = await Deno.open(`${config.stateDir}/journal/lock`, { create: true, write: true });
  lock.lockSync(true);
  await assertRejects(() => removeDevState(config, false), Error, "task dev is running on it");
  assertEquals(await isThere(`${config.stateDir}/journal/lock`), true);
  lock.close();
  assertEquals(await removeDevState(config, false), [config.stateDir]);
  assertEquals([await isThere(config.stateDir), await isThere(config.imagesDir)], [false, true]);
  assertEquals(await removeDevState(config, true), [config.stateDir, config.imagesDir]);
  assertEquals(await isThere(config.imagesDir), false);
  await Deno.remove(dir);
});
