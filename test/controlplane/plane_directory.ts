import { describeProcess } from "../../sandbox/node/process.ts";

const PREFIX = "atelier-controlplane-";
/** In a plane's directory: the process that made it. */
const OWNER = "owner";

/**
 * Makes a directory for a control plane, among other temporary ones or in `root`. Those of planes whose process was killed
 * before it could tidy up are removed.
 */
export async function makePlaneDirectory(root?: string): Promise<string> {
  const dir = await Deno.makeTempDir({ dir: root, prefix: PREFIX });
  await Deno.writeTextFile(`${dir}/${OWNER}`, describeProcess(Deno.pid));
  await removeAbandoned(dir.slice(0, dir.lastIndexOf("/")));
  return dir;
}

async function removeAbandoned(root: string): Promise<void> {
  for await (const { name } of Deno.readDir(root)) {
    if (!name.startsWith(PREFIX)) continue;
    const owner = await Deno.readTextFile(`${root}/${name}/${OWNER}`).catch(() => "");
    if (!owner || describeProcess(parseInt(owner)) === owner) continue;
    // Another user's, or removed by another plane that starts.
    await Deno.remove(`${root}/${name}`, { recursive: true }).catch(() => {});
  }
}
