import { assertEquals } from "@std/assert";
import { formatDuration, parseDuration } from "./duration.ts";

Deno.test("durations are read and written in days, hours, minutes and seconds", () => {
  for (
    const [text, seconds] of [["PT30S", 30], ["PT8H", 28_800], ["P1D", 86_400], ["P1DT1H1M1S", 90_061], ["PT0S", 0]]
  ) {
    assertEquals(parseDuration(text as string), seconds, `${text}`);
    assertEquals(formatDuration(seconds as number), text);
  }
  for (const text of ["", "P", "PT", "P1DT", "30s", "P1M", "P1Y", "PT1.5S", "-PT1S"]) {
    assertEquals(parseDuration(text), undefined, text);
  }
  assertEquals(parseDuration("PT90M"), 5_400);
});
