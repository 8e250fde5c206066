import { assert, assertStringIncludes } from "@std/assert";
import { renderPage } from "./pages.ts";

Deno.test("renderPage() shows text as text, without scripts", () => {
  const html = renderPage({ title: "<b>", sentences: [`"x" & <script>`], refreshAfter: 2 }, "http://localhost:8080");
  assertStringIncludes(html, "<h1>&#60;b&#62;</h1>");
  assertStringIncludes(html, `<meta http-equiv="refresh" content="2">`);
  assertStringIncludes(html, "color-scheme:light dark");
  assert(!html.includes("<script"));
  assert(!renderPage({ title: "t", sentences: [] }, "/").includes("refresh"));
});
