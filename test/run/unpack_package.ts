/** Effects: gets a Debian package's files without installing it. */
import { dirname } from "node:path";
import { cacheDirectory } from "../controlplane/find_binaries.ts";
import type { NeededTool } from "./needed_tools.ts";
import { runCommand } from "./run_command.ts";

/** Where the program of a tool that is only unpacked is, or will be. */
export function unpackedProgram({ package: name, unpacks }: NeededTool & { unpacks: string }): string {
  return `${cacheDirectory(Deno.env.toObject(), name)}/${unpacks}`;
}

/**
 * Downloads a tool's package with apt-get, which needs no root, and unpacks it into the user's cache: built aside and renamed
 * in, so that two of us do no harm. Rejects where that cannot be.
 */
export async function unpackPackage(tool: NeededTool & { unpacks: string }): Promise<void> {
  const target = cacheDirectory(Deno.env.toObject(), tool.package);
  const cache = dirname(target);
  await Deno.mkdir(cache, { recursive: true });
  const aside = await Deno.makeTempDir({ dir: cache, prefix: `${tool.package}-` });
  try {
    await mustRun(["apt-get", "download", "-qq", tool.package], aside);
    const archive = [...Deno.readDirSync(aside)].find(({ name }) => name.endsWith(".deb"));
    if (!archive) throw new Error(`Cannot unpack ${tool.package}: apt-get downloaded nothing`);
    await mustRun(["dpkg-deb", "-x", archive.name, "package"], aside);
    await Deno.remove(target, { recursive: true }).catch(() => {});
    await Deno.rename(`${aside}/package`, target);
  } finally {
    await Deno.remove(aside, { recursive: true });
  }
}

async function mustRun(command: string[], cwd: string): Promise<void> {
  const { code, output } = await runCommand(command, { cwd });
  if (code !== 0) throw new Error(`Cannot run ${command.join(" ")}: it ended with ${code}. ${output.trim()}`);
}
