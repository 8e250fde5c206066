import { assert, assertEquals } from "@std/assert";
import { FakeClock } from "../../platform/fake_clock.ts";
import { silentLog } from "../../platform/log.ts";
import { runCheckLoop } from "./check_loop.ts";

const MINUTE_MS = 60_000;

Deno.test("five thousand are looked at once a minute, never more than so many at once", async () => {
  const clock = new FakeClock();
  const over = new AbortController();
  const all = Array.from({ length: 5_000 }, (_, index) => `Notebook/team-${index % 40}/nb-${index}`);
  const looks = new Map<string, number>();
  let [active, most] = [0, 0];
  // All that began in one step of the clock end in one, too.
  let answer: Promise<void> | undefined;
  const check = async (key: string) => {
    most = Math.max(most, ++active);
    looks.set(key, (looks.get(key) ?? 0) + 1);
    await (answer ??= clock.sleep(200).finally(() => answer = undefined));
    active--;
  };
  const pace = () => ({ periodMs: MINUTE_MS, concurrency: 50 });
  const loop = runCheckLoop({ keys: () => all, check, pace, clock, log: silentLog }, over.signal);
  await clock.advance(2 * MINUTE_MS + 1_500);
  over.abort();
  await clock.advance(200);
  await loop;
  assertEquals(looks.size, 5_000);
  assert(Math.max(...looks.values()) <= 3 && [...looks.values()].filter((each) => each === 2).length > 4_700);
  assert(most > 10 && most <= 50, `${most} at once`);
  assertEquals(active, 0);
});

Deno.test("where five thousand answer slowly each waits for its turn, and none comes twice before another", async () => {
  const clock = new FakeClock();
  const over = new AbortController();
  const all = Array.from({ length: 5_000 }, (_, index) => `Tensorboard/team-${index % 40}/tb-${index}`);
  const looks = new Map<string, number>(all.map((key) => [key, 0]));
  let [active, most] = [0, 0];
  let answer: Promise<void> | undefined;
  const check = async (key: string) => {
    most = Math.max(most, ++active);
    looks.set(key, looks.get(key)! + 1);
    await (answer ??= clock.sleep(5_000).finally(() => answer = undefined));
    active--;
  };
  const pace = () => ({ periodMs: MINUTE_MS, concurrency: 50 });
  const loop = runCheckLoop({ keys: () => all, check, pace, clock, log: silentLog }, over.signal);
  // Fifty each five seconds: a round of them takes more than eight minutes.
  await clock.advance(11 * MINUTE_MS);
  over.abort();
  await clock.advance(5_000);
  await loop;
  const counts = [...looks.values()];
  assertEquals([most, Math.max(...counts) - Math.min(...counts) <= 1, Math.min(...counts) >= 1], [50, true, true]);
});

Deno.test("a look that hangs keeps no other from its turn, and is not begun again meanwhile", async () => {
  const clock = new FakeClock();
  const over = new AbortController();
  const looks: string[] = [];
  const check = (key: string, signal: AbortSignal) => {
    looks.push(key);
    if (key !== "hangs") return Promise.reject(new Error("broken"));
    return new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
  };
  const pace = () => ({ periodMs: MINUTE_MS, concurrency: 2 });
  const keys = () => ["hangs", "breaks"];
  const loop = runCheckLoop({ keys, check, pace, clock, log: silentLog }, over.signal);
  await clock.advance(5 * MINUTE_MS);
  over.abort();
  await loop;
  assertEquals(looks.filter((each) => each === "hangs").length, 1);
  assertEquals(looks.filter((each) => each === "breaks").length, 5);
});
