import { assertEquals } from "@std/assert";
import { createPath, detailsPath, inNamespace, listPath, namespaceOf, nounOf } from "./paths.ts";

Deno.test("an address says which namespace it is about", () => {
  assertEquals(namespaceOf("/notebooks", "?ns=demo&q=x"), "demo");
  assertEquals(namespaceOf("/notebooks/demo/train/logs", ""), "demo");
  assertEquals(namespaceOf("/notebooks/new", "?ns=team"), "team");
  assertEquals(namespaceOf("/notebooks/%/x", ""), "%");
  assertEquals(namespaceOf("/notebooks", ""), null);
});

Deno.test("an address says which noun it is about", () => {
  assertEquals(nounOf("/notebooks/demo/train/logs"), "notebooks");
  assertEquals([nounOf("/"), nounOf("/notebook"), nounOf("/other/demo/x")], [null, null, null]);
});

Deno.test("choosing a namespace keeps search, filter and form, and leaves the details", () => {
  assertEquals(inNamespace("team", "/notebooks", "?ns=demo&q=x&state=running"), "/notebooks?ns=team&q=x&state=running");
  assertEquals(inNamespace("team", "/notebooks/new", "?ns=demo"), "/notebooks/new?ns=team");
  assertEquals(inNamespace("team", "/notebooks/demo/train", ""), "/notebooks?ns=team");
});

Deno.test("paths are encoded", () => {
  assertEquals(createPath("notebooks", "a b"), "/notebooks/new?ns=a%20b");
  assertEquals(listPath("notebooks", "a b"), "/notebooks?ns=a%20b");
  assertEquals(listPath("notebooks", null), "/notebooks");
  assertEquals(detailsPath("notebooks", "demo", "a/b", "logs"), "/notebooks/demo/a%2Fb/logs");
});
