/** Effect: makes a container's directories ready and starts its process, inside bubblewrap where that works. */
import type { CatalogueEntry } from "../images/catalogue.ts";
import type { ContainerCommand } from "./container_command.ts";
import type { ContainerContext } from "./container_run.ts";
import { rewriteListening } from "./listen_arguments.ts";
import { bubblewrapArguments, type Mount, resolveMounts, rewritePaths } from "./mounts.ts";
import { type ContainerProcess, describeProcess, startProcess } from "./process.ts";

/** What of the system every container sees, read-only. */
const SYSTEM = ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc", "/run/systemd/resolve"];

/** The container's mounts with their directories made; a claim's own directory must be there already. */
export async function prepareMounts(context: ContainerContext, entry: CatalogueEntry): Promise<Mount[]> {
  const { pod, container, stateDir } = context;
  const roots = { volumes: `${stateDir}/volumes`, pod: `${stateDir}/pods/${pod.metadata.uid}` };
  const mounts = resolveMounts(pod, container, roots);
  await context.files.fill();
  const home = entry.home ?? "/root";
  if (!mounts.some((each) => each.path === home)) {
    mounts.unshift({ path: home, directory: `${roots.pod}/${container.name}`, isReadOnly: false });
    mounts.sort((a, b) => a.path.length - b.path.length);
  }
  for (const { directory } of mounts) {
    const [root] = /^.*\/volumes\/[^/]+\/[^/]+/.exec(directory) ?? [];
    const isClaim = directory.startsWith(roots.volumes);
    if (isClaim) await Deno.stat(root!);
    // A subPath may name a file.
    await Deno.stat(directory).catch(() => Deno.mkdir(directory, { recursive: true }));
    // A link inside a volume must not lead a subPath out of it.
    const real = await Deno.realPath(directory);
    if (isClaim && !`${real}/`.startsWith(`${await Deno.realPath(root!)}/`)) {
      throw new Error("subPath leads out of the volume");
    }
  }
  return mounts;
}

/** Starts the command; its pid is noted, so that the next node can end what outlived this one. */
export async function launch(
  command: ContainerCommand,
  mounts: readonly Mount[],
  image: { entry: CatalogueEntry; dir: string },
  { launcher, address, stateDir, pod, container }: ContainerContext,
): Promise<ContainerProcess> {
  const argv = rewriteListening(command.argv, image.entry.listenFlags ?? {}, address);
  const process = launcher.bubblewrap
    ? startProcess([
      launcher.bubblewrap,
      ...bubblewrapArguments({ ...command, argv }, mounts, [...SYSTEM, ...await imagePaths(image.dir)]),
    ], { env: command.env })
    : await startPlainly(rewritePaths({ ...command, argv }, mounts), launcher.setpriv);
  await Deno.mkdir(`${stateDir}/pods/${pod.metadata.uid}`, { recursive: true });
  await Deno.writeTextFile(`${stateDir}/pods/${pod.metadata.uid}/${container.name}.pid`, describeProcess(process.pid));
  return process;
}

async function startPlainly({ argv, env, workingDir }: ContainerCommand, setpriv: string | undefined) {
  await Deno.mkdir(workingDir, { recursive: true });
  return startProcess([...setpriv ? [setpriv, "--pdeathsig", "KILL", "--"] : [], ...argv], { env, cwd: workingDir });
}

/** The image, and the Python that its environment was made from. */
async function imagePaths(dir: string): Promise<string[]> {
  if (!dir) return [];
  const config = await Deno.readTextFile(`${dir}/pyvenv.cfg`).catch(() => "");
  const bin = /^home = (.+)$/m.exec(config)?.[1];
  return bin && !bin.startsWith("/usr/") ? [dir, bin.replace(/\/bin$/, "")] : [dir];
}
