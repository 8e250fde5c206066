import { assertEquals } from "@std/assert";
import { checkLogOptions } from "./log_rules.ts";

const told = (query: string) =>
  checkLogOptions(new URLSearchParams(query)).map(({ field, message }) => `${field}: ${message}`);

Deno.test("logs are asked for from a line, a byte and one instant on", () => {
  assertEquals(told("follow=true&tailLines=0&limitBytes=1&sinceSeconds=1"), []);
  assertEquals(told("tailLines=-1&limitBytes=0&sinceSeconds=0"), [
    "tailLines: Invalid value: -1: must be greater than or equal to 0",
    "limitBytes: Invalid value: 0: must be greater than 0",
    "sinceSeconds: Invalid value: 0: must be greater than 0",
  ]);
  assertEquals(told("sinceSeconds=5&sinceTime=2026-01-01T00:00:00Z"), [
    ": Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified",
  ]);
});
