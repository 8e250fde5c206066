/** Effect: makes a directory with the npm packages of an image, by the machine's own node and npm. */
import type { CatalogueEntry } from "./catalogue.ts";
import { ImagePullError, runLines } from "./install.ts";
import { advancePull, explainNpmFailure, type PullProgress, startOfPull } from "./pull_progress.ts";

/** Builds it in `staging`: programs stand in `bin/`, links to them and to node, so that they work under any name. */
export async function buildNodeEnvironment(
  { npm = [], packages }: CatalogueEntry,
  staging: string,
  report: (progress: PullProgress) => void,
  signal: AbortSignal,
): Promise<void> {
  const node = (await runLines("node", ["-p", "process.execPath"], signal)).output.trim();
  await Deno.mkdir(`${staging}/bin`, { recursive: true });
  let progress = startOfPull(packages);
  report(progress);
  const onLine = (line: string) => {
    const next = advancePull(progress, line);
    if (next !== progress) report(progress = next);
  };
  // Nothing that is installed needs a script of its own to run, so that none runs outside of the pod.
  const quiet = ["--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=http"];
  const wanted = ["--omit=dev", "--legacy-peer-deps", "--ignore-scripts", ...npm];
  const { success, output } = await runLines(
    "npm",
    ["install", `--prefix=${staging}`, ...quiet, ...wanted],
    signal,
    onLine,
  );
  if (!success) throw new ImagePullError(explainNpmFailure(output));
  for await (const { name } of Deno.readDir(`${staging}/node_modules/.bin`)) {
    await Deno.symlink(`../node_modules/.bin/${name}`, `${staging}/bin/${name}`);
  }
  await Deno.remove(`${staging}/bin/node`).catch(() => {});
  await Deno.symlink(node, `${staging}/bin/node`);
}
