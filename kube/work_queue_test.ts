import { assert, assertEquals, assertRejects } from "@std/assert";
import { FakeClock } from "../platform/fake_clock.ts";
import { TerminalError } from "./errors.ts";
import { until } from "./testing/until.ts";
import { createWorkQueue, type Next, type WorkQueueOptions } from "./work_queue.ts";

const DONE: Next = { kind: "done" };

Deno.test("a key that is added many times is worked on once", async () => {
  const { queue, seen, start, stop } = make();
  for (let i = 0; i < 5; i++) queue.add("a");
  queue.add("b");
  assertEquals(queue.depth, 2);
  start();
  await until(() => seen.length === 2);
  assertEquals([seen, queue.depth], [["a", "b"], 0]);
  await stop();
});

Deno.test("a key is worked on by one worker at a time, and again for what came meanwhile", async () => {
  let active = 0;
  let most = 0;
  const gate = Promise.withResolvers<void>();
  const { queue, seen, start, stop } = make({
    reconcile: async () => {
      most = Math.max(most, ++active);
      if (seen.length === 1) await gate.promise;
      active--;
      return DONE;
    },
  });
  start();
  queue.add("a");
  await until(() => seen.length === 1);
  for (let i = 0; i < 3; i++) queue.add("a");
  gate.resolve();
  await until(() => seen.length === 2 && queue.active === 0);
  assertEquals([most, queue.depth], [1, 0]);
  await stop();
});

Deno.test("many keys are worked on at once, up to the bound", async () => {
  let active = 0;
  let most = 0;
  const gate = Promise.withResolvers<void>();
  const { queue, seen, start, stop } = make({
    concurrency: 3,
    reconcile: async () => {
      most = Math.max(most, ++active);
      await gate.promise;
      active--;
      return DONE;
    },
  });
  start();
  for (let i = 0; i < 20; i++) queue.add(`key-${i}`);
  await until(() => seen.length === 3);
  assertEquals([queue.depth, queue.active], [17, 3]);
  gate.resolve();
  await until(() => seen.length === 20);
  assertEquals(most, 3);
  await stop();
});

Deno.test("a throw is tried again with a growing back-off, and a success forgives it", async () => {
  let failing = 3;
  const { queue, seen, clock, start, stop } = make({
    reconcile: () => failing-- > 0 ? Promise.reject(new Error("no")) : Promise.resolve(DONE),
  });
  start();
  queue.add("a");
  for (const [index, waitMs] of [200, 400, 800].entries()) {
    await until(() => seen.length === index + 1 && clock.sleeping === 1);
    await clock.advance(waitMs - 1);
    assertEquals(seen.length, index + 1);
    await clock.advance(1);
  }
  await until(() => seen.length === 4);
  failing = 1;
  queue.add("a");
  await until(() => seen.length === 5 && clock.sleeping === 1);
  await clock.advance(200);
  await until(() => seen.length === 6);
  await stop();
});

Deno.test("a key that backs off is worked on at once when it is added", async () => {
  let isFailing = true;
  const { queue, seen, clock, start, stop } = make({
    reconcile: () => isFailing ? Promise.reject(new Error("no")) : Promise.resolve(DONE),
  });
  start();
  queue.add("a");
  await until(() => seen.length === 1 && clock.sleeping === 1);
  isFailing = false;
  queue.add("a");
  await until(() => seen.length === 2);
  await clock.advance(60_000);
  assertEquals(seen.length, 2);
  await stop();
});

Deno.test("one key's failures do not delay another", async () => {
  const { queue, seen, start, stop } = make({
    reconcile: (key) => key === "bad" ? Promise.reject(new Error("no")) : Promise.resolve(DONE),
  });
  start();
  queue.add("bad");
  queue.add("good");
  await until(() => seen.includes("good"));
  await stop();
});

Deno.test("a TerminalError drops the key until it is added again", async () => {
  const { queue, seen, clock, start, stop } = make({ reconcile: () => Promise.reject(new TerminalError("never")) });
  start();
  queue.add("a");
  await until(() => seen.length === 1 && queue.active === 0);
  await clock.advance(3_600_000);
  assertEquals(seen.length, 1);
  queue.add("a");
  await until(() => seen.length === 2);
  await stop();
});

Deno.test("a key that asks for it is worked on again after a while", async () => {
  const { queue, seen, clock, start, stop } = make({ reconcile: () => Promise.resolve({ kind: "after", ms: 5_000 }) });
  start();
  queue.add("a");
  await until(() => seen.length === 1 && clock.sleeping === 1);
  await clock.advance(4_999);
  assertEquals(seen.length, 1);
  await clock.advance(1);
  await until(() => seen.length === 2);
  await stop();
});

Deno.test("of several delays the earliest counts, even one that is set while an other is slept on", async () => {
  const { queue, seen, clock, start, stop } = make();
  start();
  queue.addAfter("a", 9_000);
  await until(() => clock.sleeping === 1);
  queue.addAfter("a", 3_000);
  queue.addAfter("a", 6_000);
  queue.addAfter("b", 1_000);
  for (let i = 0; i < 5; i++) await clock.advance(0);
  await clock.advance(1_000);
  await until(() => seen.length === 1);
  await clock.advance(2_000);
  await until(() => seen.length === 2);
  await clock.advance(60_000);
  assertEquals(seen, ["b", "a"]);
  await stop();
});

Deno.test("each of many delays is kept, however they were set, and one that is ended wakes nobody", async () => {
  const { queue, seen, clock, start, stop } = make();
  start();
  queue.addAfter("c", 3_000);
  await until(() => clock.sleeping === 1);
  queue.addAfter("a", 1_000);
  queue.addAfter("d", 4_000);
  queue.addAfter("b", 2_000);
  queue.add("b");
  await until(() => seen.length === 1 && clock.sleeping === 1);
  for (const expected of [["b", "a"], ["b", "a"], ["b", "a", "c"], ["b", "a", "c", "d"]]) {
    await clock.advance(1_000);
    await until(() => seen.length >= expected.length && queue.active === 0);
    assertEquals(seen, expected);
  }
  assertEquals(clock.sleeping, 0);
  await stop();
});

Deno.test("run() hands on its signal, and ends when what began has ended", async () => {
  const gate = Promise.withResolvers<void>();
  let handed: AbortSignal | undefined;
  const { queue, seen, start, controller, finished } = make({
    reconcile: async (_key, signal) => {
      handed = signal;
      await gate.promise;
      throw new Error("stopped");
    },
  });
  start();
  queue.add("a");
  queue.add("b");
  await until(() => seen.length === 2);
  controller.abort();
  let isFinished = false;
  finished().then(() => isFinished = true);
  await new Promise((resolve) => setTimeout(resolve, 5));
  assertEquals([isFinished, handed?.aborted], [false, true]);
  queue.add("c");
  gate.resolve();
  await finished();
  assertEquals(seen, ["a", "b"]);
  await assertRejects(() => queue.run(controller.signal), Error, "it has run already");
});

Deno.test("a thousand keys with random failures all end well", async () => {
  const failures = new Map<string, number>();
  const done = new Set<string>();
  const { queue, clock, start, stop } = make({
    reconcile: (key) => {
      const left = failures.get(key) ?? Number(key) % 4;
      failures.set(key, left - 1);
      if (left > 0) return Promise.reject(new Error("not yet"));
      done.add(key);
      return Promise.resolve(DONE);
    },
    random: Math.random,
  });
  start();
  for (let key = 0; key < 1000; key++) queue.add(String(key));
  for (let i = 0; i < 200 && done.size < 1000; i++) await clock.advance(100);
  assert(done.size === 1000, `${done.size} of 1000 are done`);
  assertEquals([queue.depth, queue.active], [0, 0]);
  await stop();
});

function make(options: Partial<WorkQueueOptions> = {}) {
  const clock = new FakeClock();
  const seen: string[] = [];
  const controller = new AbortController();
  let running: Promise<void> = Promise.resolve();
  const reconcile: WorkQueueOptions["reconcile"] = (key, signal) => {
    seen.push(key);
    return options.reconcile?.(key, signal) ?? Promise.resolve(DONE);
  };
  const queue = createWorkQueue({ clock, random: () => 1, ...options, reconcile });
  return {
    queue,
    clock,
    seen,
    controller,
    start: () => void (running = queue.run(controller.signal)),
    finished: () => running,
    stop: async () => {
      controller.abort();
      await running;
    },
  };
}
