import { assert, assertEquals } from "@std/assert";
import { exampleNotebook } from "../../kube/explain/example_notebook.ts";
import { REWRITE_URI_ANNOTATION } from "../../kube/mod.ts";
import { rewriteUriOf } from "./rewrite_uri.ts";

const read = (uri: string) =>
  rewriteUriOf(exampleNotebook({ metadata: { annotations: { [REWRITE_URI_ANNOTATION]: uri } } }));

Deno.test("rewriteUriOf() takes absolute paths", () => {
  for (const uri of ["/", "/app/", "/a/b-c_d.e~f", "/with%20blank/", "/~jovyan/@v;1", `/${"a".repeat(1023)}`]) {
    assertEquals(read(uri), { uri });
  }
  assertEquals(read(""), {});
});

Deno.test("rewriteUriOf() refuses what is none, by a sentence that names the annotation", () => {
  const bad = [
    ...["app", "http://elsewhere/", "//elsewhere/", "/a?b=c", "/a#b", "/a b", "/a\r\nHost: b", "/a\tb", "/a\0", "/é"],
    ...["/%", "/%zz", "/a\\b", `/${"a".repeat(1024)}`, "/regex\\1", " /a", "/a{b}"],
  ];
  for (const uri of bad) {
    const { uri: taken, refused } = read(uri);
    assertEquals(taken, undefined, uri);
    assert(refused?.startsWith(`The annotation ${REWRITE_URI_ANNOTATION} `), uri);
  }
});
