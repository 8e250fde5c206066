import type { Pod } from "../../kube/builtins.ts";
import { fileSources } from "../../kube/cluster/volume_files.ts";
import type { Container } from "../../kube/cluster/container_environment.ts";
import type { ContainerCommand } from "./container_command.ts";

/** A directory of this machine that a container sees at `path`. */
export interface Mount {
  path: string;
  directory: string;
  isReadOnly: boolean;
}

/** Where the directories of a pod's volumes are: claims' by namespace and name, others below the pod's own. */
export interface VolumeRoots {
  volumes: string;
  pod: string;
}

/** What a container mounts, in order of path; throws (for a FailedMount) for kinds of volume that we have not. */
export function resolveMounts(pod: Pod, container: Container, roots: VolumeRoots): Mount[] {
  const mounts = (container.volumeMounts ?? []).map(({ name, mountPath, subPath, subPathExpr, readOnly }) => {
    const volume = pod.spec?.volumes?.find((each) => each.name === name);
    // Without it everybody would get the whole volume.
    if (subPathExpr) throw new Error(`volume "${name}": subPathExpr is not supported by the sandbox's node`);
    if (subPath?.split("/").includes("..")) throw new Error(`volume "${name}": subPath must not contain ".."`);
    const claim = volume?.persistentVolumeClaim;
    const isFiles = volume !== undefined && fileSources(volume) !== undefined;
    if (!claim && !volume?.emptyDir && !isFiles) {
      throw new Error(`volume "${name}" is of a kind that the sandbox's node has not`);
    }
    const root = claim
      ? `${roots.volumes}/${pod.metadata.namespace}/${claim.claimName}`
      : `${roots.pod}/volumes/${name}`;
    const directory = subPath ? `${root}/${subPath}` : root;
    const path = mountPath.replace(/(?<=.)\/+$/, "");
    return { path, directory, isReadOnly: isFiles || readOnly === true || claim?.readOnly === true };
  });
  return mounts.sort((a, b) => a.path.length - b.path.length);
}

/** The arguments of bubblewrap that let a program see the system, its image, its mounts, and nothing else of ours. */
export function bubblewrapArguments(
  { argv, workingDir }: ContainerCommand,
  mounts: readonly Mount[],
  { system, image }: { system: readonly string[]; image: readonly Mount[] },
): string[] {
  const readOnly = (directory: string, path: string) => ["--ro-bind-try", directory, path];
  // deno-fmt-ignore
  return [
    "--die-with-parent", "--new-session", "--unshare-pid", "--unshare-ipc",
    "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp",
    ...system.flatMap((path) => readOnly(path, path)),
    ...mounts.flatMap(({ path, directory, isReadOnly }) => [isReadOnly ? "--ro-bind" : "--bind", directory, path]),
    // After the mounts: its interpreter may lie below this user's home, over which one of them may lie.
    ...image.flatMap(({ directory, path }) => readOnly(directory, path)),
    "--dir", workingDir, "--chdir", workingDir, "--", ...argv,
  ];
}

/** Without bubblewrap: names the mounts' directories wherever the command names the paths that they are to be seen at. */
export function rewritePaths(command: ContainerCommand, mounts: readonly Mount[]): ContainerCommand {
  // One pass with the longest path first, so that what was put in is not rewritten again.
  const longestFirst = [...mounts].reverse().filter((each) => !each.path.startsWith("/dev/"));
  if (longestFirst.length === 0) return command;
  const paths = longestFirst.map((each) => each.path.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  const pattern = new RegExp(`(?<![\\w./-])(${paths})(?![\\w.-])`, "g");
  const directoryOf = (path: string) => longestFirst.find((each) => each.path === path)!.directory;
  const rewrite = (text: string) => text.replace(pattern, (path) => directoryOf(path));
  const env = Object.entries(command.env).map(([name, value]) => [name, rewrite(value)]);
  return { argv: command.argv.map(rewrite), env: Object.fromEntries(env), workingDir: rewrite(command.workingDir) };
}
