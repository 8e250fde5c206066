import { assertEquals } from "@std/assert";
import plugin from "./lint_plugin.ts";

/** What the plugin says of a file, as `rule: message`. */
function lint(path: string, source: string): string[] {
  const root = new URL("../", import.meta.url).pathname;
  return Deno.lint.runPlugin(plugin, root + path, source).map(({ id, message }) => `${id}: ${message}`);
}

const rulesOf = (path: string, source: string) => lint(path, source).map((each) => each.split(":")[0]);
const EFFECT = "atelier/no-ambient-effects";

Deno.test("no-ambient-effects refuses each kind of effect outside the named places", () => {
  for (
    const source of [
      "Date.now();",
      "const now = Date.now;",
      "new Date();",
      "setTimeout(() => {}, 1);",
      "setInterval(() => {}, 1);",
      "await fetch('http://a');",
      "globalThis.fetch('http://a');",
      "Deno.env.get('A');",
      "console.log(1);",
      "import { readFile } from 'node:fs/promises'; readFile;",
    ]
  ) assertEquals(rulesOf("controller/notebook/plan.ts", source), [EFFECT], source);
});

Deno.test("no-ambient-effects lets pass what is handed in, and what only looks like an effect", () => {
  for (
    const source of [
      "new Date(0);",
      "Date.parse('2026-01-01');",
      "const run = (fetch: typeof globalThis.fetch) => fetch('http://a'); run;",
      "function run({ fetch = other }: Options) { return fetch('http://a'); } run;",
      "options.fetch('http://a');",
      "clock.sleep(5);",
      "import type { Server } from 'node:http'; let a: Server;",
      "let plugin: Deno.lint.Plugin;",
      "error instanceof Deno.errors.NotFound;",
    ]
  ) assertEquals(rulesOf("controller/notebook/plan.ts", source), [], source);
});

Deno.test("no-ambient-effects knows the places where effects live", () => {
  for (
    const path of [
      "main.ts",
      "platform/clock.ts",
      "kube/client.ts",
      "kube/transport/fetch.ts",
      "controller/run.ts",
      "api/http/server.ts",
      "ui/connection/socket.ts",
      "ui/clock.ts",
      "tools/gen.ts",
      "test/run/main.ts",
      "api/hub_test.ts",
    ]
  ) assertEquals(rulesOf(path, "Date.now();"), [], path);
  assertEquals(rulesOf("kube/watcher.ts", "Date.now();"), [EFFECT]);
  assertEquals(rulesOf("ui/pages/notebooks/list.tsx", "Date.now();"), [EFFECT]);
});

Deno.test("no-ambient-effects lets a file of the sandbox say that it has effects, and no other room's", () => {
  const marked = "/**\n * Runs processes. Effects: starts and ends them.\n */\nnew Deno.Command('sh');";
  assertEquals(rulesOf("sandbox/node/process.ts", marked), []);
  assertEquals(rulesOf("sandbox/node/process.ts", "// Effects: starts processes.\nnew Deno.Command('sh');"), []);
  assertEquals(rulesOf("sandbox/node/plan.ts", "/** Pure. */\nnew Deno.Command('Effects: none');"), [EFFECT]);
  assertEquals(rulesOf("api/hub.ts", marked), [EFFECT]);
});

Deno.test("no-polling refuses timers, repeated requests and re-fetching in ui/data only", () => {
  const polling = "atelier/no-polling";
  assertEquals(rulesOf("ui/data/notebooks.ts", "clock.sleep(1000);"), [polling]);
  assertEquals(rulesOf("ui/data/notebooks.ts", "source.refetch();"), [polling]);
  assertEquals(rulesOf("ui/data/notebooks.ts", "while (true) client.query(document, {});"), [polling]);
  assertEquals(rulesOf("ui/data/notebooks.ts", "client.query(document, {});"), []);
  assertEquals(rulesOf("ui/pages/notebooks/list.tsx", "source.refetch();"), []);
  assertEquals(rulesOf("ui/data/notebooks.ts", "setInterval(() => {}, 1000);").includes(polling), true);
});

Deno.test("no-drawer-names refuses files and folders that could hold anything", () => {
  assertEquals(rulesOf("api/utils.ts", ""), ["atelier/no-drawer-names"]);
  assertEquals(rulesOf("ui/helpers/date.ts", ""), ["atelier/no-drawer-names"]);
  assertEquals(rulesOf("kube/resource_type.ts", ""), []);
});

Deno.test("describe-exports asks for a sentence before an exported function, class or interface", () => {
  const rule = "atelier/describe-exports";
  assertEquals(rulesOf("kube/a.ts", "export function a() {}"), [rule]);
  assertEquals(rulesOf("kube/a.ts", "// a comment\nexport class A {}"), [rule]);
  assertEquals(rulesOf("kube/a.ts", "/** What a is for. */\nexport interface A {}"), []);
  assertEquals(rulesOf("kube/a.ts", "export type A = string;\nfunction b() {}\nb();"), []);
  assertEquals(rulesOf("kube/a_test.ts", "export function a() {}"), []);
});

Deno.test("explain-suppressions asks for a reason after two dashes", () => {
  const rule = "atelier/explain-suppressions";
  assertEquals(rulesOf("kube/a.ts", "// deno-lint-ignore no-explicit-any\nlet a: any;"), [rule]);
  assertEquals(
    rulesOf("kube/a.ts", "// deno-lint-ignore no-explicit-any -- the server may send anything\nlet a: any;"),
    [],
  );
  assertEquals(rulesOf("kube/a.ts", "// @ts-expect-error: wrong\nlet a: string = 1;"), [rule]);
});
