import { type LogSource, readLogSource, type TensorboardSpec } from "../../kube/mod.ts";
import type { Container, PodSpec } from "../children/pod_template.ts";

/** One directory that TensorBoard shows. */
export interface LogDirectory {
  /** What TensorBoard calls it; absent where it is the only one. */
  readonly name?: string;
  readonly source: LogSource;
}

/** Where Kubeflow mounts the claim. */
const MOUNT_PATH = "/tensorboard_logs/";
/** What the directory of `logspath` is called beside others. */
const FIRST_NAME = "logs";

/** The directories of a Tensorboard, that of `logspath` first. */
export function logDirectoriesOf({ logspath, logDirectories = [] }: TensorboardSpec): LogDirectory[] {
  const first = readLogSource(logspath, MOUNT_PATH);
  if (logDirectories.length === 0) return [{ source: first }];
  const names = new Set([FIRST_NAME]);
  const others = logDirectories.map(({ name, path }, index) => ({
    name: ownName(plainName(name), names),
    source: readLogSource(path, `/tensorboard_logs_${index + 2}/`),
  }));
  return [{ name: FIRST_NAME, source: first }, ...others];
}

/** The path at which two different places would be; undefined where each has its own. */
export function findCollision(directories: readonly LogDirectory[]): string | undefined {
  const places = new Map<string, string>();
  for (const { source } of directories) {
    if (source.kind !== "claim") continue;
    const path = source.path.replace(/\/+$/, "");
    const place = `${source.claim}/${source.subPath}`;
    if ((places.get(path) ?? place) !== place) return path;
    places.set(path, place);
  }
  return undefined;
}

/** The argument that names the directories. */
export function logdirArgument(directories: readonly LogDirectory[]): string {
  const [first, ...others] = directories;
  if (others.length === 0) return `--logdir=${first.source.path}`;
  return `--logdir_spec=${directories.map(({ name, source }) => `${name}:${source.path}`).join(",")}`;
}

/** The volumes that the directories need, and where they are mounted: names and paths as Kubeflow has them. */
export function mountsOf(directories: readonly LogDirectory[]): {
  volumes: NonNullable<PodSpec["volumes"]>;
  volumeMounts: NonNullable<Container["volumeMounts"]>;
} {
  const sources = directories.map((each) => each.source);
  const claims = [...new Set(sources.flatMap((each) => each.kind === "claim" ? [each.claim] : []))];
  const nameOf = (claim: string) => claims.indexOf(claim) === 0 ? "tbpd" : `tbpd-${claims.indexOf(claim) + 1}`;
  const volumes = claims.map((claim) => ({ name: nameOf(claim), persistentVolumeClaim: { claimName: claim } }));
  const mounted = sources.filter((each, index) => sources.findIndex(({ path }) => path === each.path) === index);
  const volumeMounts = mounted.flatMap((each) =>
    each.kind === "claim"
      ? [{
        name: nameOf(each.claim),
        readOnly: true,
        mountPath: each.path,
        ...(each.subPath ? { subPath: each.subPath } : {}),
      }]
      : []
  );
  if (!sources.some((each) => each.kind === "google")) return { volumes, volumeMounts };
  return {
    volumes: [...volumes, { name: "gcp-creds", secret: { secretName: "user-gcp-sa" } }] as typeof volumes,
    volumeMounts: [...volumeMounts, { name: "gcp-creds", readOnly: true, mountPath: "/secret/gcp" }],
  };
}

/** A name without what parts the argument; one that begins with a slash would be taken for a path. */
function plainName(name: string): string {
  return name.trim().replace(/^\/+/, "").replace(/[,:]/g, "-") || "unnamed";
}

/** The name, or with a number where it is taken: of two runs of one name TensorBoard shows one. */
function ownName(name: string, taken: Set<string>): string {
  let own = name;
  for (let number = 2; taken.has(own); number++) own = `${name}-${number}`;
  taken.add(own);
  return own;
}
