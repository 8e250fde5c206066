import { assertEquals } from "@std/assert";
import { exampleNotebook } from "../../kube/explain/example_notebook.ts";
import { REQUEST_HEADERS_ANNOTATION } from "../../kube/mod.ts";
import { requestHeadersOf } from "./request_headers.ts";

const read = (text: string, identityHeaders?: string[]) =>
  requestHeadersOf(
    exampleNotebook({ metadata: { annotations: { [REQUEST_HEADERS_ANNOTATION]: text } } }),
    identityHeaders,
  );

Deno.test("requestHeadersOf() takes what RStudio needs", () => {
  assertEquals(read('{"X-RStudio-Root-Path":"/notebook/team/train/"}'), {
    set: { "X-RStudio-Root-Path": "/notebook/team/train/" },
  });
});

Deno.test("requestHeadersOf() refuses headers by which requests are routed, joined or trusted", () => {
  const names = ["Host", "Connection", "authorization", "Cookie", "X-Forwarded-For", "kubeflow-userid", "a b", "X-Bad"];
  const headers = Object.fromEntries(names.map((name) => [name, name === "X-Bad" ? "a\nb" : "x"]));
  const { set, refused } = read(JSON.stringify({ ...headers, "X-Fine": "y" }));
  assertEquals(set, { "X-Fine": "y" });
  for (const name of names) assertEquals(refused?.includes(name), true, name);
});

Deno.test("requestHeadersOf() refuses the header by which the admin's proxy names the user", () => {
  assertEquals(read('{"X-Our-User": "root"}').set, { "X-Our-User": "root" });
  const { set, refused } = read('{"X-Our-User": "root"}', ["x-our-user"]);
  assertEquals([set, refused?.includes("X-Our-User")], [{}, true]);
});

Deno.test("requestHeadersOf() refuses values that no proxy takes as they are", () => {
  const { set, refused } = read(JSON.stringify({ "X-A": "%REQ(cookie)%", "X-B": "100%", "X-C": "", "X-D": "a\u007f" }));
  assertEquals(set, {});
  assertEquals(refused?.match(/X-[A-D]/g), ["X-A", "X-B", "X-C", "X-D"]);
  assertEquals(read(JSON.stringify({ [`X-${"a".repeat(255)}`]: "1" })).set, {});
});

Deno.test("requestHeadersOf() refuses what is no map of texts, too many, or too large", () => {
  for (const text of ["nonsense", "[]", '{"a":1}', `{"a":"${"x".repeat(5_000)}"}`]) {
    const { set, refused } = read(text);
    assertEquals([set, refused !== undefined], [{}, true], text.slice(0, 20));
  }
  const many = Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`X-${index}`, "a"]));
  assertEquals(read(JSON.stringify(many)).set, {});
});
