import { assertEquals } from "@std/assert";
import { createPath, detailsPath, listPath, namespaceOf } from "./paths.ts";

Deno.test("an address says which namespace it is about", () => {
  assertEquals(namespaceOf("/notebooks", "?ns=demo&q=x"), "demo");
  assertEquals(namespaceOf("/notebooks/demo/train/logs", ""), "demo");
  assertEquals(namespaceOf("/notebooks/new", "?ns=team"), "team");
  assertEquals(namespaceOf("/notebooks/%/x", ""), "%");
  assertEquals(namespaceOf("/notebooks", ""), null);
});

Deno.test("choosing a namespace keeps search, filter and form, and leaves the details", () => {
  assertEquals(listPath("team", "/notebooks", "?ns=demo&q=x&state=running"), "/notebooks?ns=team&q=x&state=running");
  assertEquals(listPath("team", "/notebooks/new", "?ns=demo"), "/notebooks/new?ns=team");
  assertEquals(listPath("team", "/notebooks/demo/train", ""), "/notebooks?ns=team");
});

Deno.test("paths are encoded", () => {
  assertEquals(createPath("a b"), "/notebooks/new?ns=a%20b");
  assertEquals(detailsPath("demo", "a/b", "logs"), "/notebooks/demo/a%2Fb/logs");
});
