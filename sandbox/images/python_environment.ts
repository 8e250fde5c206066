/** Effect: makes a Python virtual environment with the packages of an image, by the machine's own python3, pip and uv. */
import type { CatalogueEntry } from "./catalogue.ts";
import { ImagePullError, runLines } from "./install.ts";
import { advancePull, explainPipFailure, type PullProgress, startOfPull } from "./pull_progress.ts";

/** Runs the pip that comes with Python from its wheel: installing that first, as venv does, takes longer than this. */
const PIP = `
import ensurepip, glob, os, runpy, sys, sysconfig
places = [os.path.dirname(ensurepip.__file__) + "/_bundled", sysconfig.get_config_var("WHEEL_PKG_DIR") or "/usr/share/python-wheels"]
sys.path.insert(0, [wheel for place in places for wheel in glob.glob(place + "/pip-*.whl")][-1])
runpy.run_module("pip", run_name="__main__", alter_sys=True)
`;

const UV = "uv==0.13.9";

/** Builds the environment in `staging`, with programs that work wherever it stands. */
export async function buildEnvironment(
  entry: CatalogueEntry,
  staging: string,
  report: (progress: PullProgress) => void,
  signal: AbortSignal,
): Promise<void> {
  const isPlain = !entry.requirements?.length;
  const made = await runLines(
    "python3",
    ["-m", "venv", ...isPlain ? [] : ["--without-pip"], staging],
    signal,
  );
  if (!made.success) throw toPullError(made.output);
  const python = `${staging}/bin/python`;
  if (!isPlain) await installCounted(python, staging, entry, report, signal);
  // Without byte code the first start takes twice as long; a failure here costs only that.
  if (entry.warmUp) await runLines(python, ["-c", entry.warmUp], signal);
  signal.throwIfAborted();
  for (const [name, text] of Object.entries(entry.scripts ?? {})) {
    await Deno.writeTextFile(`${staging}/bin/${name}`, text, { mode: 0o755 });
  }
  await relocate(`${staging}/bin`, staging);
}

async function installCounted(
  python: string,
  staging: string,
  entry: CatalogueEntry,
  report: (progress: PullProgress) => void,
  signal: AbortSignal,
): Promise<void> {
  let progress = startOfPull(entry.packages);
  const update = (next: PullProgress) => next === progress || report(progress = next);
  report(progress);
  const tools = `${staging}/.tools`;
  const counting = setInterval(() => {
    if (progress.phase === "resolving") return;
    const counted = progress.phase === "installing" ? countInstalled(staging) : countDownloaded(tools);
    // pip tells its downloads by itself, and leaves nothing here to count.
    const done = Math.min(Math.max(counted, progress.done), progress.total ?? counted);
    if (done !== progress.done) update({ ...progress, done });
  }, 250);
  try {
    await install(python, tools, entry, (line) => update(advancePull(progress, line)), signal);
  } finally {
    clearInterval(counting);
  }
}

/** Has pip fetch uv, which needs a tenth of pip's time for the rest; where uv cannot be had or fails, pip does it all. */
async function install(
  python: string,
  tools: string,
  entry: CatalogueEntry,
  onLine: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const pip = ["-c", PIP, "install", "--no-compile", "--no-input", "--progress-bar=off"];
  const wanted = [...entry.requirements ?? [], "pip"];
  const fetched = await runLines(python, [...pip, "--only-binary=:all:", "--target", tools, UV], signal);
  if (fetched.success) {
    const args = ["pip", "install", "--python", python, ...wanted];
    const settings = { ...settingsOfUv(Deno.env.toObject()), UV_CACHE_DIR: cacheOf(tools) };
    const { success } = await runLines(`${tools}/bin/uv`, args, signal, onLine, settings);
    await Deno.remove(tools, { recursive: true });
    if (success) return;
  } else if (/connection broken by|No module named/.test(fetched.output)) {
    throw toPullError(fetched.output);
  }
  const result = await runLines(python, [...pip, ...wanted], signal, onLine);
  if (!result.success) throw toPullError(result.output);
}

/** Pure: what pip was told by its environment, for uv, which does not read it; and no long waits, since pip is there. */
export function settingsOfUv(env: Readonly<Record<string, string>>): Record<string, string> {
  const settings = {
    UV_DEFAULT_INDEX: env.PIP_INDEX_URL,
    UV_INDEX: env.PIP_EXTRA_INDEX_URL,
    UV_FIND_LINKS: env.PIP_FIND_LINKS?.replace(/\s+/g, ","),
    SSL_CERT_FILE: env.PIP_CERT,
    UV_HTTP_TIMEOUT: "20",
    UV_HTTP_RETRIES: "1",
    UV_NO_PROGRESS: "1",
  };
  return Object.fromEntries(Object.entries(settings).filter(([name, value]) => value && !env[name])) as typeof settings;
}

function toPullError(output: string): ImagePullError {
  if (!/No module named '?(venv|ensurepip)|ensurepip is not available|IndexError/.test(output)) {
    return new ImagePullError(explainPipFailure(output));
  }
  return new ImagePullError(
    "Python on this machine cannot make virtual environments: install the package python3-venv",
  );
}

/** A cache of its own, so that what is in it was downloaded for this image. */
const cacheOf = (tools: string) => `${tools}/cache`;

/** uv keeps each package that it has downloaded unpacked, in a directory of its own. */
function countDownloaded(tools: string): number {
  try {
    return [...Deno.readDirSync(`${cacheOf(tools)}/archive-v0`)].length;
  } catch {
    return 0;
  }
}

function countInstalled(staging: string): number {
  try {
    const [python] = [...Deno.readDirSync(`${staging}/lib`)].filter((each) => each.name.startsWith("python"));
    const packages = [...Deno.readDirSync(`${staging}/lib/${python.name}/site-packages`)];
    return packages.filter((each) => each.name.endsWith(".dist-info")).length;
  } catch {
    return 0;
  }
}

/** Scripts name the Python that they were made for: makes them take the one that stands beside them. */
async function relocate(bin: string, staging: string): Promise<void> {
  for await (const file of Deno.readDir(bin)) {
    if (!file.isFile) continue;
    const text = await Deno.readTextFile(`${bin}/${file.name}`).catch(() => "");
    const moved = besideItsPython(text, staging);
    if (moved !== text) await Deno.writeTextFile(`${bin}/${file.name}`, moved);
  }
}

/** As pip and uv write it: one line, or three where the path is long. */
const NAMES_PYTHON = /^#!(?:\/bin\/sh\n'''exec' )?"?(\S+?\/python[\d.]*)"?(?: "\$0" "\$@"\n' ''')?\n/;

/** Pure: a script that names a Python of `directory`, without that path; any other as it is. */
export function besideItsPython(script: string, directory: string): string {
  const [lines, python] = NAMES_PYTHON.exec(script) ?? [];
  if (!lines || !python.startsWith(`${directory}/bin/`)) return script;
  const name = python.slice(python.lastIndexOf("/") + 1);
  // To Python the second line is a text, for the shell it is the last one.
  const found = `#!/bin/sh\n'''exec' "$(dirname -- "$(realpath -- "$0")")/${name}" "$0" "$@"\n' '''\n`;
  return found + script.slice(lines.length);
}
