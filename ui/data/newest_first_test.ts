import { assertEquals } from "@std/assert";
import { newestFirst } from "./newest_first.ts";

Deno.test("newestFirst() keeps the order of arrival among events of the same second", () => {
  const events = [
    { lastAt: "2026-01-01T00:00:01Z", id: "pulled" },
    { lastAt: "2026-01-01T00:00:00Z", id: "scheduled" },
    { lastAt: "2026-01-01T00:00:01Z", id: "created" },
    { lastAt: "2026-01-01T00:00:01Z", id: "started" },
  ];
  assertEquals(newestFirst(events).map(({ id }) => id), ["started", "created", "pulled", "scheduled"]);
});
