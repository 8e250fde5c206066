import { assertEquals } from "@std/assert";
import { importsOf, wrongImports } from "./check_imports.ts";

const from = (path: string, specifier: string) => wrongImports(path, `import { a } from "${specifier}"; a();`);

Deno.test("a room imports itself and the rooms below it", () => {
  assertEquals(from("controller/tool/plan.ts", "../../kube/mod.ts"), []);
  assertEquals(from("controller/notebook/plan.ts", "./observe.ts"), []);
  assertEquals(from("kube/watcher.ts", "../platform/clock.ts"), []);
  assertEquals(from("dev.ts", "./sandbox/mod.ts"), []);
  assertEquals(from("test/api/notebooks_test.ts", "../../sandbox/mod.ts"), []);
});

Deno.test("a room imports nothing above or beside it", () => {
  for (
    const [path, specifier] of [
      ["kube/watcher.ts", "../controller/mod.ts"],
      ["platform/log.ts", "../kube/mod.ts"],
      ["controller/run.ts", "../api/mod.ts"],
      ["api/run.ts", "../controller/mod.ts"],
      ["api/run.ts", "../sandbox/mod.ts"],
      ["sandbox/mod.ts", "../controller/mod.ts"],
      ["main.ts", "./sandbox/mod.ts"],
      ["ui/data/graphql.ts", "../../kube/mod.ts"],
      ["ui/data/graphql.ts", "../../api/mod.ts"],
    ]
  ) assertEquals(from(path, specifier).length, 1, `${path} → ${specifier}`);
});

Deno.test("types, re-exports and dynamic imports count too", () => {
  assertEquals(importsOf(`export * from "./a.ts"; import type { B } from "./b.ts"; await import("./c.ts");`), [
    "./a.ts",
    "./b.ts",
    "./c.ts",
  ]);
  assertEquals(importsOf(`// import "./no.ts"\nconst a = 'import "./no.ts"';`), []);
});

Deno.test("the page sees schema.graphql and itself", () => {
  assertEquals(from("ui/data/documents_test.ts", "../../schema.graphql"), []);
  assertEquals(from("ui/pages/notebooks/list.tsx", "solid-js"), []);
});

Deno.test("packages of the page and of the server stay in their rooms", () => {
  assertEquals(from("api/schema/notebook.ts", "solid-js").length, 1);
  assertEquals(from("ui/data/graphql.ts", "@kubernetes/client-node").length, 1);
  assertEquals(from("controller/run.ts", "graphql-yoga").length, 1);
});

Deno.test("a file in a room that nobody declared is refused", () => {
  assertEquals(wrongImports("misc/a.ts", "").length, 1);
});
