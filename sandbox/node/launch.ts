/** Effect: makes a container's directories ready and starts its process, inside bubblewrap where that works. */
import type { CatalogueEntry } from "../images/catalogue.ts";
import type { ContainerCommand } from "./container_command.ts";
import type { ContainerContext } from "./container_run.ts";
import { rewriteListening } from "./listen_arguments.ts";
import { bubblewrapArguments, type Mount, resolveMounts, rewritePaths } from "./mounts.ts";
import { type ContainerProcess, describeProcess, killTree, type Launcher, mainOf, startProcess } from "./process.ts";

/** What of the system every container sees, read-only. */
const SYSTEM = ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc", "/run/systemd/resolve"];

/** A container's process, and a way in. */
export interface LaunchedProcess extends ContainerProcess {
  /** Starts a further command beside it, in its environment and its namespaces; it ends with the container. */
  enter(argv: readonly string[]): Deno.ChildProcess;
}

/** The container's mounts with their directories made; a claim's own directory must be there already. */
export async function prepareMounts(context: ContainerContext, entry: CatalogueEntry): Promise<Mount[]> {
  const { pod, container, stateDir } = context;
  const roots = { volumes: `${stateDir}/volumes`, pod: `${stateDir}/pods/${pod.metadata.uid}` };
  const mounts = resolveMounts(pod, container, roots);
  await context.files.fill(context.stop);
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
): Promise<LaunchedProcess> {
  const { bubblewrap, setpriv } = launcher;
  const readOnly = { system: SYSTEM, image: await imageMounts(image.dir) };
  const wrap = (argv: readonly string[]): ContainerCommand => {
    const plain = { ...command, argv: [...argv] };
    if (bubblewrap) {
      return { ...plain, argv: [bubblewrap, ...bubblewrapArguments(plain, mounts, readOnly)], workingDir: "/" };
    }
    const { argv: rewritten, ...rest } = rewritePaths(plain, mounts);
    return { argv: [...setpriv ? [setpriv, "--pdeathsig", "KILL", "--"] : [], ...rewritten], ...rest };
  };
  const wrapped = wrap(rewriteListening(command.argv, image.entry.listenFlags ?? {}, address));
  await Deno.mkdir(wrapped.workingDir, { recursive: true });
  const process = startProcess(wrapped.argv, { env: wrapped.env, cwd: wrapped.workingDir });
  await Deno.mkdir(`${stateDir}/pods/${pod.metadata.uid}`, { recursive: true });
  await Deno.writeTextFile(`${stateDir}/pods/${pod.metadata.uid}/${container.name}.pid`, describeProcess(process.pid));
  const entered = new Set<number>();
  const enter = (argv: readonly string[]) => {
    const child = spawn(
      bubblewrap && Deno.uid() === 0 ? entering({ ...command, argv: [...argv] }, process) : wrap(argv),
    );
    entered.add(child.pid);
    child.status.then(() => entered.delete(child.pid));
    return child;
  };
  return { ...process, enter, kill: () => (process.kill(), entered.forEach(killTree)) };
}

/**
 * What goes into the namespaces of a container. Only root may: others' bubblewrap keeps its namespaces to itself, so
 * that their commands get the same mounts and environment, but do not see the container's processes and its /tmp.
 */
function entering({ argv, env, workingDir }: ContainerCommand, { pid }: ContainerProcess): ContainerCommand {
  const moving = ["/bin/sh", "-c", 'cd "$0" && exec "$@"', workingDir];
  const wrap = ["nsenter", `--target=${mainOf(pid)}`, "--mount", "--pid", "--ipc", "--"];
  return { argv: [...wrap, ...moving, ...argv], env, workingDir: "/" };
}

function spawn({ argv: [program, ...args], env, workingDir: cwd }: ContainerCommand): Deno.ChildProcess {
  const pipes = { stdin: "piped", stdout: "piped", stderr: "piped" } as const;
  return new Deno.Command(program, { args, env, cwd, clearEnv: true, detached: true, ...pipes }).spawn();
}

/** Inside bubblewrap; no part of it begins with a dot, below which some tools serve no files. */
const IMAGE_PLACE = "/opt/image";

/** Where a container sees its image. */
export const placeOfImage = (dir: string, { bubblewrap }: Launcher): string => dir && bubblewrap ? IMAGE_PLACE : dir;

/** The image, and the Python or Node.js that its environment was made from. */
async function imageMounts(dir: string): Promise<Mount[]> {
  if (!dir) return [];
  const isReadOnly = true;
  const config = await Deno.readTextFile(`${dir}/pyvenv.cfg`).catch(() => "");
  const node = await Deno.readLink(`${dir}/bin/node`).catch(() => undefined);
  const bin = /^home = (.+)$/m.exec(config)?.[1] ?? node?.replace(/\/[^/]+$/, "");
  const interpreter = bin && !bin.startsWith("/usr/") ? [bin.replace(/\/bin$/, "")] : [];
  return [
    { directory: dir, path: IMAGE_PLACE, isReadOnly },
    ...interpreter.map((path) => ({ directory: path, path, isReadOnly })),
  ];
}
