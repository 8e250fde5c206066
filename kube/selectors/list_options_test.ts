import { assertEquals, assertThrows } from "@std/assert";
import { ApiError } from "../errors.ts";
import { formatToken, readListOptions } from "./list_options.ts";

const read = (query: string, isWatch = false) => readListOptions(new URLSearchParams(query), isWatch);
const codeOf = (query: string, isWatch = false) => assertThrows(() => read(query, isWatch), ApiError).code;

Deno.test("readListOptions() reads pages, and a token comes back as it was", () => {
  const from = { rv: 7, start: "ns/ä\0" };
  assertEquals(read(`limit=2&continue=${formatToken(from)}`).from, from);
  assertEquals(read("limit=2&resourceVersion=0").limit, 0);
  assertEquals([codeOf("limit=x"), codeOf("continue=x!"), codeOf(`resourceVersion=5&continue=${formatToken(from)}`)], [
    ...[400, 400, 400],
  ]);
});

Deno.test("readListOptions() knows when a moment is meant exactly", () => {
  assertEquals(read("resourceVersion=5&resourceVersionMatch=Exact").isExact, true);
  assertEquals(read("resourceVersion=5&limit=1").isExact, true);
  assertEquals(read("resourceVersion=5").isExact, false);
  assertEquals(read("resourceVersion=5&resourceVersionMatch=NotOlderThan&limit=1").isExact, false);
});

Deno.test("readListOptions() refuses what makes no sense", () => {
  for (const query of ["resourceVersionMatch=Exact", "resourceVersion=0&resourceVersionMatch=Exact"]) {
    assertEquals(codeOf(query), 422, query);
  }
  assertEquals([codeOf("sendInitialEvents=true"), codeOf("resourceVersion=x")], [422, 400]);
  assertEquals(codeOf("sendInitialEvents=true", true), 422);
  assertEquals(codeOf("resourceVersionMatch=NotOlderThan&resourceVersion=5", true), 422);
  assertEquals(read("sendInitialEvents=true&resourceVersionMatch=NotOlderThan", true).sendInitialEvents, true);
});
