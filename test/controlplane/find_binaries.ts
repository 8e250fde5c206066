import { resolve } from "node:path";
import { runCommand } from "../run/run_command.ts";
import {
  BINARIES,
  type Binary,
  type BinaryName,
  buildCommand,
  builtName,
  KUBERNETES_VERSION,
  parseVersion,
} from "./binaries.ts";

/** A program that was found, where, and which version it is. */
export interface FoundBinary {
  name: BinaryName;
  path: string;
  version: string;
  from: "KUBEBUILDER_ASSETS" | "PATH" | "the cache" | "a build";
}

/** What was found, and of the rest why it cannot be had. */
export interface FoundBinaries {
  found: Partial<Record<BinaryName, FoundBinary>>;
  missing: { name: BinaryName; why: string }[];
}

/** Where programs are looked for, and who hears of what is done. */
export interface FindOptions {
  say?: (line: string) => void;
  /** False: look only. */
  mayBuild?: boolean;
  env?: Record<string, string>;
  /** Ends a build; then `findBinaries` rejects. */
  signal?: AbortSignal;
}

const MODULES = new URL("modules/", import.meta.url).pathname;
/** Most that one build may take: ten times what two busy cores need. */
const BUILD_LIMIT_MS = 3_600_000;

/**
 * Finds each program by itself: in KUBEBUILDER_ASSETS, on PATH, in the user's cache, else built from its Go module where
 * Go is present. Effects: runs programs, builds into the cache.
 */
export async function findBinaries(names: readonly BinaryName[], options: FindOptions = {}): Promise<FoundBinaries> {
  const { say = () => {}, mayBuild = true, env = Deno.env.toObject(), signal } = options;
  const found: FoundBinaries["found"] = {};
  for (const each of await Promise.all(names.map((name) => look(BINARIES[name], env, say)))) {
    if (each) found[each.name] = each;
  }
  const absent = names.filter((name) => !found[name]);
  if (absent.length === 0) return { found, missing: [] };
  const refusal = mayBuild ? await whyNotBuild(env) : "it may not be built here";
  if (refusal) return { found, missing: absent.map((name) => ({ name, why: wordsOf(BINARIES[name], refusal) })) };
  const missing: FoundBinaries["missing"] = [];
  for (const module of new Set(absent.map((name) => BINARIES[name].module))) {
    const binaries = absent.map((name) => BINARIES[name]).filter((each) => each.module === module);
    const failure = await build(module, binaries, { say, env, signal });
    signal?.throwIfAborted();
    for (const binary of binaries) {
      const path = `${cacheDirectory(env)}/${binary.name}`;
      const version = failure ? undefined : await acceptedVersion(binary, path);
      if (version) found[binary.name] = { name: binary.name, path, version, from: "a build" };
      else missing.push({ name: binary.name, why: failure ?? `Cannot use the ${binary.name} that was built` });
    }
  }
  return { found, missing };
}

/** `etcd 3.6.8 (PATH)`, comma separated. */
export function describeBinaries({ found }: FoundBinaries): string {
  return Object.values(found).map(({ name, version, from }) => `${name} ${version} (${from})`).join(", ");
}

/** Where built programs are kept, one folder for the modules' versions, so that an update builds anew. */
export function cacheDirectory(env: Record<string, string>, folder = `kubernetes-${KUBERNETES_VERSION}`): string {
  const cache = env.XDG_CACHE_HOME || `${env.HOME ?? "."}/.cache`;
  // Absolute, since Go builds in another directory.
  return resolve(cache, "atelier/tools", folder);
}

async function look(binary: Binary, env: Record<string, string>, say: (line: string) => void) {
  const { name } = binary;
  const places: { from: FoundBinary["from"]; directories: string[] }[] = [
    { from: "KUBEBUILDER_ASSETS", directories: env.KUBEBUILDER_ASSETS ? [env.KUBEBUILDER_ASSETS] : [] },
    { from: "PATH", directories: (env.PATH ?? "").split(":").filter(Boolean) },
    { from: "the cache", directories: [cacheDirectory(env)] },
  ];
  for (const { from, directories } of places) {
    for (const directory of directories) {
      const path = `${directory}/${name}`;
      if (!await Deno.stat(path).then((info) => info.isFile, () => false)) continue;
      const version = await acceptedVersion(binary, path);
      if (version) return { name, path, version, from };
      say(`${path} is passed over: it is not ${name} ${binary.wanted}`);
    }
  }
  return undefined;
}

async function acceptedVersion({ versionArgs, accepts }: Binary, path: string): Promise<string | undefined> {
  const { code, output } = await runCommand([path, ...versionArgs], { timeoutMs: 30_000 })
    .catch(() => ({ code: 1, output: "" }));
  const version = code === 0 ? parseVersion(output) : undefined;
  return version && accepts(version.minor) ? version.text : undefined;
}

async function whyNotBuild({ PATH = "" }: Record<string, string>): Promise<string | undefined> {
  const { code } = await runCommand(["go", "version"], { env: { PATH } }).catch(() => ({ code: 1 }));
  return code === 0 ? undefined : "there is no Go to build it with";
}

const wordsOf = ({ name, wanted }: Binary, why: string) =>
  `Cannot find ${name} ${wanted} in KUBEBUILDER_ASSETS, on PATH or in the cache, and ${why}`;

/** Builds aside and moves in, so that a build that is cut off leaves nothing half; says why where it fails. */
async function build(
  module: Binary["module"],
  binaries: readonly Binary[],
  { say, env, signal }: { say: (line: string) => void; env: Record<string, string>; signal?: AbortSignal },
): Promise<string | undefined> {
  const directory = cacheDirectory(env);
  const names = binaries.map((each) => each.name).join(", ");
  const startedAt = performance.now();
  const aside = await makeAside(directory).catch((error: Error) => error);
  if (aside instanceof Error) return `Cannot build ${names}: the cache cannot be written: ${aside.message}`;
  say(`building ${names} with Go (minutes when nothing is cached); kept in ${directory}`);
  try {
    let packages = 0;
    const { code, output } = await runCommand(buildCommand(binaries.map((each) => each.package), aside), {
      cwd: `${MODULES}${module}`,
      signal,
      env: { PATH: env.PATH ?? "", CGO_ENABLED: "0", GOFLAGS: "", GOTOOLCHAIN: "auto", GOWORK: "off" },
      timeoutMs: BUILD_LIMIT_MS,
      onLine: () => ++packages % 200 === 0 && say(`building ${names}: ${packages} packages so far`),
    });
    if (code !== 0) return `Cannot build ${names}: go build ended with ${code}\n${output.slice(-2_000)}`;
    for (const binary of binaries) {
      await Deno.rename(`${aside}/${builtName(binary.package)}`, `${directory}/${binary.name}`);
    }
    say(`built ${names} in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
    return undefined;
  } finally {
    await Deno.remove(aside, { recursive: true });
  }
}

async function makeAside(directory: string): Promise<string> {
  await Deno.mkdir(directory, { recursive: true });
  return await Deno.makeTempDir({ dir: directory, prefix: "build-" });
}
