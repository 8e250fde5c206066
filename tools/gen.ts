/** Writes every generated file (`deno task gen`), or says which are out of step (`--check`). */
import { printCrds } from "./gen_crds.ts";
const ROOT = new URL("../", import.meta.url);
for (const [p, t] of Object.entries(printCrds())) {
  await Deno.writeTextFile(new URL(p, ROOT), t);
  console.log(p, t.length);
}
