import { assertEquals } from "@std/assert";
import { LogRing } from "./log_ring.ts";

Deno.test("a log ring keeps the newest entries under their own numbers", () => {
  const ring = new LogRing<string>(3);
  ring.push(["a", "b"]);
  assertEquals([ring.start, ring.end, ring.size], [0, 2, 2]);
  ring.push(["c", "d", "e"]);
  assertEquals([ring.start, ring.end, ring.size], [2, 5, 3]);
  assertEquals([ring.at(1), ring.at(2), ring.at(4), ring.at(5)], [undefined, "c", "e", undefined]);
});

Deno.test("a slice of a log ring leaves out what fell out and what has not come", () => {
  const ring = new LogRing<number>(4);
  ring.push([0, 1, 2, 3, 4, 5]);
  assertEquals(ring.slice(0, 4), [2, 3]);
  assertEquals(ring.slice(4, 99), [4, 5]);
});
