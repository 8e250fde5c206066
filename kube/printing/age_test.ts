import { assertEquals } from "@std/assert";
import { ageOf } from "./age.ts";

Deno.test("ages read as kubectl writes them", () => {
  const now = new Date("2026-06-01T00:00:00Z");
  const age = (seconds: number) => ageOf(new Date(now.getTime() - seconds * 1000).toISOString(), now);
  const [minute, hour, day] = [60, 3600, 86400];
  const cases: [number, string][] = [
    [0, "0s"],
    [119, "119s"],
    [2 * minute + 3, "2m3s"],
    [10 * minute + 5, "10m"],
    [3 * hour, "3h"],
    [3 * hour + 5 * minute, "3h5m"],
    [9 * hour + 5 * minute, "9h"],
    [49 * hour, "2d1h"],
    [10 * day, "10d"],
    [800 * day, "2y70d"],
  ];
  for (const [seconds, expected] of cases) assertEquals(age(seconds), expected);
  assertEquals(ageOf(undefined, now), "<unknown>");
});
