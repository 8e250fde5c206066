import { assert, assertEquals } from "@std/assert";
import { dueKeys } from "./schedule.ts";

const KEYS = Array.from({ length: 5_000 }, (_, index) => `team-${index % 40}/notebook-${index}`);
const PERIOD_MS = 60_000;

Deno.test("each key is due once a period, spread over it", () => {
  const counts = new Map<string, number>();
  const sizes: number[] = [];
  for (let fromMs = 12_345; fromMs < 12_345 + 3 * PERIOD_MS; fromMs += 1_000) {
    const due = dueKeys(KEYS, { fromMs, toMs: fromMs + 1_000, periodMs: PERIOD_MS });
    sizes.push(due.length);
    for (const key of due) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  assertEquals(new Set(counts.values()), new Set([3]));
  assertEquals(counts.size, KEYS.length);
  assert(Math.max(...sizes) < 150, `${Math.max(...sizes)} at once, with 83 on average`);
});

Deno.test("who comes an hour late gets each key once", () => {
  const due = dueKeys(KEYS, { fromMs: 0, toMs: 60 * PERIOD_MS, periodMs: PERIOD_MS });
  assertEquals(due.length, KEYS.length);
});

Deno.test("two culling processes ask at different instants", () => {
  const of = (salt: number) => dueKeys(KEYS, { fromMs: 0, toMs: 1_000, periodMs: PERIOD_MS, salt });
  assert(of(1).join() !== of(2).join());
});
