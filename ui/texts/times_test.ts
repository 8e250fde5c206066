import { assertEquals } from "@std/assert";
import { ago, clockTime, fullTime, readableDuration, readableSpans } from "./times.ts";

const now = Date.parse("2026-11-23T14:02:00Z");
const utc = { timeZone: "UTC" };
const at = (text: string) => Date.parse(text);

Deno.test("ago() says the time once and shortly", () => {
  const cases = ["14:01:30", "13:45:00", "09:00:00"].map((time) => ago(at(`2026-11-23T${time}Z`), now));
  assertEquals(cases, ["just now", "17 min ago", "5 h ago"]);
  assertEquals([ago(at("2026-11-22T09:00:00Z"), now), ago(at("2026-11-03T09:00:00Z"), now)], [
    "1 day ago",
    "20 days ago",
  ]);
  assertEquals(ago(now + 5_000, now), "just now");
});

Deno.test("clockTime() adds the day only where it is another", () => {
  assertEquals(clockTime(at("2026-11-23T09:12:00Z"), now, utc), "09:12");
  assertEquals(clockTime(at("2026-11-22T18:04:00Z"), now, utc), "yesterday 18:04");
  assertEquals(clockTime(at("2026-11-03T18:04:00Z"), now, utc), "3 Nov, 18:04");
});

Deno.test("fullTime() names the zone", () => {
  assertEquals(fullTime(now, utc), "23 Nov 2026, 14:02:00 UTC");
});

Deno.test("readableSpans() writes durations out and leaves the rest", () => {
  assertEquals(readableSpans("for 1d12h or more, of 2w"), "for 1 day 12 h or more, of 2 weeks");
  assertEquals(readableSpans("node-1 of v2 at 10"), "node-1 of v2 at 10");
});

Deno.test("readableDuration() says each part of a duration", () => {
  const said = ["PT30S", "P1DT8H", "P2D", "PT1H5M", "PT0S"].map(readableDuration);
  assertEquals(said, ["30 s", "1 day 8 h", "2 days", "1 h 5 min", "0 s"]);
});
