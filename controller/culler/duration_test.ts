import { assertEquals } from "@std/assert";
import { formatDuration, parseDuration, parseDurationOrMinutes } from "./duration.ts";

Deno.test("a duration is read with its unit, and with several", () => {
  assertEquals(["20s", "15m", "2h", "1d", "1w", "1h30m", "0.5h", " 1d "].map(parseDuration), [
    20_000,
    900_000,
    7_200_000,
    86_400_000,
    604_800_000,
    5_400_000,
    1_800_000,
    86_400_000,
  ]);
});

Deno.test("what is no duration is not guessed at", () => {
  for (const text of ["", "10", "1 d", "-5m", "1y", "m", "1d!", "99999d", "1e3s"]) {
    assertEquals(parseDuration(text), undefined, text);
  }
});

Deno.test("a bare number in the environment means minutes, as it always did", () => {
  assertEquals(["1440", "1", "0.5", "20s", "x"].map(parseDurationOrMinutes), [
    86_400_000,
    60_000,
    30_000,
    20_000,
    undefined,
  ]);
});

Deno.test("a duration is said in its two largest units", () => {
  assertEquals([86_400_000, 5_400_000, 90_061_000, 20_000, 0].map(formatDuration), [
    "1d",
    "1h30m",
    "1d1h",
    "20s",
    "0s",
  ]);
});
