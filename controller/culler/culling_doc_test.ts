import { assert, assertEquals } from "@std/assert";
import { CULLING_REASONS } from "../../kube/explain/mod.ts";
import { cullingFileSchema } from "./culling_settings.ts";
import { readCulling } from "./read_culling.ts";

const ROOT = new URL("../../", import.meta.url);
const document = await Deno.readTextFile(new URL("docs/culling.md", ROOT));
/** Rows of the tables that name tests: situation, what happens, why, test. */
const rows = document.split("\n").filter((line) => /^\|.*\| `[^|]+` \|$/.test(line)).map((line) =>
  line.split("|").slice(1, -1).map((cell) => cell.trim())
).filter((cells) => cells.length === 4);

Deno.test("every row of docs/culling.md names a test that exists", async () => {
  assert(rows.length > 60, `only ${rows.length} rows were found`);
  const sources = [...await testsBelow("controller/culler/"), ...await testsBelow("test/culler/")].join("\n");
  const missing = rows.map(([, , , test]) => test.slice(1, -1)).filter((test) => !isNamed(sources, test));
  assertEquals(missing, []);
});

Deno.test("docs/culling.md names only reasons that there are, and every cause of not knowing", () => {
  const named = [...document.matchAll(/`(?:off|keep|unknown|idle|warn|cull)` ([A-Z]\w+)/g)].map((match) => match[1]);
  assertEquals(named.filter((reason) => !(reason in CULLING_REASONS)), []);
  const causes = Object.entries(CULLING_REASONS).filter(([, { verdict }]) => verdict === "unknown").map(([code]) =>
    code
  );
  assertEquals(causes.filter((cause) => !named.includes(cause)), []);
});

Deno.test("the file in docs/culling.md can be used as it is, and the document names every setting", () => {
  const [, example] = /```yaml\n(.*?)```/s.exec(document)!;
  assertEquals(readCulling(example, {}).settings.rules.map((each) => each.name), ["courses", "gpu"]);
  const { probes, rules, ...fields } = cullingFileSchema.shape;
  const inProbes = probes.unwrap().shape;
  const ofProbes = [inProbes.prometheus, inProbes.gateway, inProbes.exec].map((each) => each.unwrap().shape);
  const inRules = rules.unwrap().element.shape;
  const names = [fields, inProbes, inRules, inRules.match.shape, ...ofProbes].flatMap((each) => Object.keys(each));
  assertEquals(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(document)), []);
});

/** As the name of a test, or as a key of a table of tests. */
function isNamed(sources: string, test: string): boolean {
  const text = JSON.stringify(test);
  return sources.includes(`Deno.test(${text}`) || sources.includes(`${text}: [`);
}

async function testsBelow(folder: string): Promise<string[]> {
  const texts: string[] = [];
  const url = new URL(folder, ROOT);
  if (!await Deno.stat(url).then(() => true, () => false)) return texts;
  for await (const { name, isDirectory } of Deno.readDir(url)) {
    if (isDirectory) texts.push(...await testsBelow(`${folder}${name}/`));
    else if (name.endsWith("_test.ts") && name !== "culling_doc_test.ts") {
      texts.push(await Deno.readTextFile(new URL(name, url)));
    }
  }
  return texts;
}
