/** Checks that imports go in one direction only (ARCHITECTURE.md): `deno task imports`. */
import ts from "typescript";
import { listSources } from "./sources.ts";

/** Room → the rooms it may import. What stands at the top level (main.ts, dev.ts) composes and sees more, see below. */
const MAY_IMPORT: Record<string, string[]> = {
  platform: [],
  kube: ["platform"],
  controller: ["platform", "kube"],
  api: ["platform", "kube"],
  sandbox: ["platform", "kube"],
  ui: [],
  crds: [],
  deploy: [],
  "main.ts": ["platform", "kube", "controller", "api"],
  "dev.ts": ["platform", "kube", "controller", "api", "sandbox", "ui", "main.ts"],
  tools: ["platform", "kube", "api", "ui", "test"],
  test: ["platform", "kube", "controller", "api", "sandbox", "ui", "tools", "main.ts", "dev.ts"],
};

/** Packages that only some rooms may load: the rest of the page's and the server's worlds stay apart. */
const PACKAGES: { package: RegExp; rooms: string[] }[] = [
  { package: /^(solid-js|@solidjs\/|@kobalte\/|@urql\/|gql\.tada|vite)/, rooms: ["ui", "test", "tools"] },
  { package: /^(@pothos\/|graphql-yoga|@graphql-yoga\/)/, rooms: ["api", "test"] },
  { package: /^(playwright-core|@axe-core\/)/, rooms: ["test"] },
  { package: /^@kubernetes\//, rooms: ["kube", "controller", "api", "sandbox", "test"] },
];

/** The room of a path from the root: its folder, or the file itself at the top level. */
export function roomOf(path: string): string {
  return path.split("/")[0];
}

/** What is wrong with the imports of the file at `path` (from the root), one sentence each. */
export function wrongImports(path: string, text: string): string[] {
  const room = roomOf(path);
  const allowed = MAY_IMPORT[room];
  if (!allowed) return [`Cannot place ${path}: no room of this name is known to tools/check_imports.ts`];
  return importsOf(text).flatMap((specifier) => wrongImport(path, room, allowed, specifier));
}

function wrongImport(path: string, room: string, allowed: string[], specifier: string): string[] {
  if (!specifier.startsWith(".")) {
    const rule = PACKAGES.find((each) => each.package.test(specifier));
    return !rule || rule.rooms.includes(room) || (isTest(path) && rule.rooms.includes("test"))
      ? []
      : [`${path} cannot import ${specifier}: not in ${room}`];
  }
  const target = new URL(specifier, `file:///${path}`).pathname.slice(1);
  const targetRoom = roomOf(target);
  if (targetRoom === room || allowed.includes(targetRoom)) return [];
  if (isTest(path) && isTestData(target)) return [];
  // the page sees the server through the schema alone
  if (room === "ui" && target === "schema.graphql") return [];
  return [`${path} cannot import ${target}: ${room} may import ${allowed.join(", ") || "nothing but itself"}`];
}

/** The specifiers of all static and dynamic imports and re-exports of a module, types included. */
export function importsOf(text: string): string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map((file) => file.fileName);
}

/** Tests beside the source, and what stands in a folder named testing/ for them. */
function isTest(path: string): boolean {
  return /_test\.tsx?$|(^|\/)testing\//.test(path);
}

function isTestData(path: string): boolean {
  return path.startsWith("test/fixtures/") || path === "deno.json";
}

if (import.meta.main) {
  const problems: string[] = [];
  const sources = await listSources();
  for (const path of sources) problems.push(...wrongImports(path, await Deno.readTextFile(path)));
  for (const problem of problems) console.error(problem);
  console.log(`imports: ${sources.length} files, ${problems.length} wrong`);
  if (problems.length > 0) Deno.exit(1);
}
