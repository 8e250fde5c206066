import { cacheDirectory } from "../../controlplane/find_binaries.ts";
import { runCommand } from "../../run/run_command.ts";

/** The version that the notebooks of the catalogue have. */
const REQUIREMENT = "kubernetes==36.0.3";
const INSTALL_LIMIT_MS = 240_000;

/**
 * The path of a Python that has Kubernetes' client: a virtual environment in the user's cache, made where there is none
 * yet. Made aside and moved in, so that an installation that is cut off leaves nothing half.
 */
export async function findPython(say: (line: string) => void): Promise<string> {
  const directory = cacheDirectory(Deno.env.toObject(), `python-${REQUIREMENT.replace("==", "-")}`);
  const python = `${directory}/bin/python`;
  if (await Deno.stat(python).then(() => true, () => false)) return python;
  const parent = directory.slice(0, directory.lastIndexOf("/"));
  await Deno.mkdir(parent, { recursive: true });
  const aside = await Deno.makeTempDir({ dir: parent, prefix: "python-build-" });
  try {
    say(`installing ${REQUIREMENT} into ${directory}`);
    await run(["python3", "-m", "venv", aside]);
    await run([`${aside}/bin/python`, "-m", "pip", "install", "--quiet", "--no-input", REQUIREMENT]);
    // Whoever was faster has made the same.
    await Deno.rename(aside, directory).catch(() => {});
  } finally {
    await Deno.remove(aside, { recursive: true }).catch(() => {});
  }
  return python;
}

async function run(command: string[]): Promise<void> {
  const { code, output } = await runCommand(command, { timeoutMs: INSTALL_LIMIT_MS })
    .catch((error: Error) => ({ code: 1, output: error.message }));
  if (code !== 0) throw new Error(`Cannot install Kubernetes' Python client: ${command} ended with ${code}\n${output}`);
}
