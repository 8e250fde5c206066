import { assert, assertEquals } from "@std/assert";
import { backoffMs } from "./backoff.ts";

Deno.test("backoffMs() doubles up to its bound, with jitter of at most one half", () => {
  const policy = { baseMs: 100, maxMs: 1_000, factor: 2 };
  assertEquals([1, 2, 3, 4, 5, 500].map((n) => backoffMs(n, policy, () => 1)), [100, 200, 400, 800, 1_000, 1_000]);
  assert(backoffMs(3, policy, () => 0) === 200);
});
