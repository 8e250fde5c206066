/** Writes every generated file (`deno task gen`), or says which are out of step and leaves them (`--check`). */
import { printCrds } from "./gen_crds.ts";

const ROOT = new URL("../", import.meta.url);

/** Path below the root → text, for every generated file that is committed. */
async function printAll(): Promise<Record<string, string>> {
  const { printApiSchema } = await import("../api/print_schema.ts");
  const { printGraphqlEnv } = await import("../ui/gen_env.ts");
  const { printContract } = await import("../test/contract/document.ts");
  const { ALL_RUNNING_SUBJECTS, ALL_SUBJECTS } = await import("../test/contract/all_subjects.ts");
  const schema = printApiSchema();
  const contract = { "docs/contract.md": printContract({ ...ALL_SUBJECTS, ...ALL_RUNNING_SUBJECTS }) };
  return { ...printCrds(), ...contract, "schema.graphql": schema, "ui/graphql-env.d.ts": printGraphqlEnv(schema) };
}

const isCheck = Deno.args.includes("--check");
let outOfStep = 0;
for (const [path, text] of Object.entries(await printAll())) {
  const url = new URL(path, ROOT);
  const before = await Deno.readTextFile(url).catch(() => undefined);
  if (before === text) continue;
  outOfStep++;
  if (!isCheck) await Deno.writeTextFile(url, text);
  console.log(isCheck ? `${path} is out of step with its source: run deno task gen` : `wrote ${path}`);
}
if (isCheck && outOfStep > 0) Deno.exit(1);
