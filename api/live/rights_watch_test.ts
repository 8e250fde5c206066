import { assertEquals } from "@std/assert";
import { FakeClock } from "../../platform/fake_clock.ts";
import { type AccessCache, createMemoryStore, type Role, ROLES, type Store } from "../../kube/mod.ts";
import { startRightsWatch } from "./rights_watch.ts";

async function setUp(withStore: boolean) {
  const clock = new FakeClock();
  const cleared: number[] = [];
  const clear = () => void cleared.push(clock.now().getTime());
  const cache: AccessCache = { review: () => Promise.resolve(true), clear, size: 0 };
  const { store, writer } = createMemoryStore<Role>(ROLES);
  writer.replaceAll([], "1");
  const stopping = new AbortController();
  const rbac = withStore ? [store as Store] : [];
  const watch = startRightsWatch({ cache, clock, rbac }, stopping.signal);
  // Lets the store's first list be noticed.
  await clock.advance(0);
  return { clock, cleared, watch, writer, stop: () => stopping.abort() };
}

Deno.test("with healthy watches on roles nothing is re-reviewed until one changes, then soon and once more", async () => {
  const { clock, cleared, watch, writer, stop } = await setUp(true);
  let told = 0;
  watch.subscribe(() => told++);
  await clock.advance(60_000);
  assertEquals([told, cleared.length], [0, 0]);
  writer.apply({ metadata: { name: "r", namespace: "demo", resourceVersion: "2" }, rules: [] });
  assertEquals([told, cleared.length], [0, 1]);
  await clock.advance(100);
  assertEquals(told, 1);
  await clock.advance(2_000);
  assertEquals(told, 2);
  await clock.advance(60_000);
  assertEquals(told, 2);
  stop();
});

Deno.test("while a watch on roles is broken, or there is none, open streams are re-reviewed every 5 s", async () => {
  for (const withStore of [true, false]) {
    const { clock, watch, writer, stop } = await setUp(withStore);
    let told = 0;
    const leave = watch.subscribe(() => told++);
    writer.markStale(clock.now());
    await clock.advance(2_200);
    told = 0;
    await clock.advance(10_000);
    assertEquals(told, 2);
    leave();
    await clock.advance(10_000);
    assertEquals(told, 2);
    stop();
  }
});
