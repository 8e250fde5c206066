import { assertEquals } from "@std/assert";
import { ACCESS, refusalWords } from "./access.ts";

Deno.test("refusalWords() says in a user's words what is not allowed", () => {
  assertEquals(refusalWords(ACCESS.notebooks.patch, "demo"), "You may not change notebooks in demo.");
  assertEquals(refusalWords(ACCESS.notebooks.list), "You may not see notebooks in all namespaces.");
  assertEquals(refusalWords(ACCESS.claims.delete, "demo"), "You may not delete volumes in demo.");
  assertEquals(refusalWords(ACCESS.readLogs, "demo"), "You may not see logs in demo.");
});
