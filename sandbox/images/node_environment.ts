/** Effect: makes a directory with the npm packages of an image, by Deno's own installer, for the machine's own Node.js. */
import type { CatalogueEntry } from "./catalogue.ts";
import { ImagePullError, runLines } from "./install.ts";
import { advancePull, explainDenoFailure, type PullProgress, startOfPull } from "./pull_progress.ts";

/** Builds it in `staging`: programs stand in `bin/`, links to them and to node, and work under any name. */
export async function buildNodeEnvironment(
  { npm, packages }: CatalogueEntry,
  staging: string,
  report: (progress: PullProgress) => void,
  signal: AbortSignal,
): Promise<void> {
  const node = (await runLines("node", ["-p", "process.execPath"], signal)).output.trim();
  await Deno.mkdir(`${staging}/bin`, { recursive: true });
  await Deno.writeTextFile(`${staging}/package.json`, JSON.stringify({ dependencies: npm }));
  let progress = startOfPull(packages);
  report(progress);
  const onLine = (line: string) => {
    const next = advancePull(progress, line);
    if (next !== progress) report(progress = next);
  };
  // It needs a tenth of npm's time, and runs none of the packages' scripts. A cache of its own: files in it are the same.
  const cache = `${staging}/.cache`;
  const settings = { DENO_DIR: cache, NO_COLOR: "1" };
  const { success, output } = await runLines(Deno.execPath(), ["install"], signal, onLine, settings, staging);
  if (!success) throw new ImagePullError(explainDenoFailure(output));
  await Deno.remove(cache, { recursive: true });
  // Tools that serve files of their own, as by Express' sendFile, serve none below a folder that begins with a dot.
  const installed = `${await Deno.realPath(staging)}/node_modules/.deno`;
  for await (const { name } of Deno.readDir(`${staging}/node_modules/.bin`)) {
    const program = await Deno.realPath(`${staging}/node_modules/.bin/${name}`);
    await Deno.symlink(program.replace(installed, "../packages"), `${staging}/bin/${name}`);
  }
  await Deno.rename(installed, `${staging}/packages`);
  await Deno.remove(`${staging}/node_modules`, { recursive: true });
  await Deno.remove(`${staging}/bin/node`).catch(() => {});
  await Deno.symlink(node, `${staging}/bin/node`);
}
