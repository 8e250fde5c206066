import { assertEquals } from "@std/assert";
import { keepChoices, usualChoice } from "./keep_choices.ts";

const now = Date.parse("2026-11-23T16:00:20Z");
const idle = { stopsAt: "2026-11-23T18:00:00Z", keepUntilMax: "2026-11-25T15:00:00Z", keepAtMost: "P2D" };
const times = (report: Parameters<typeof keepChoices>[0]) => keepChoices(report, now).map(({ until }) => until);

Deno.test("offered are full minutes later than it stops anyway, and at last the longest that is allowed", () => {
  assertEquals(times(idle), [
    "2026-11-23T20:00:00.000Z",
    "2026-11-24T04:00:00.000Z",
    "2026-11-24T16:00:00.000Z",
    "2026-11-25T15:00:00.000Z",
  ]);
  assertEquals(keepChoices(idle, now).at(-1)!.lengthMs, null);
});

Deno.test("the longest is not offered twice", () => {
  assertEquals(times({ ...idle, keepUntilMax: "2026-11-23T20:10:00Z" }), ["2026-11-23T20:00:00.000Z"]);
});

Deno.test("while it is in use the bound counts from now", () => {
  assertEquals(times({ stopsAt: null, keepUntilMax: null, keepAtMost: "PT2H" }), [
    "2026-11-23T17:00:00.000Z",
    "2026-11-23T18:00:20.000Z",
  ]);
});

Deno.test("nothing is offered where nothing is allowed, or all of it is used up", () => {
  assertEquals(times({ stopsAt: null, keepUntilMax: null, keepAtMost: null }), []);
  assertEquals(times({ stopsAt: null, keepUntilMax: null, keepAtMost: "PT0S" }), []);
  assertEquals(times({ ...idle, keepUntilMax: "2026-11-23T18:00:00Z" }), []);
});

Deno.test("the usual choice is the longest up to a day", () => {
  assertEquals(usualChoice(keepChoices(idle, now))?.until, "2026-11-24T16:00:00.000Z");
  assertEquals(usualChoice([]), undefined);
});
