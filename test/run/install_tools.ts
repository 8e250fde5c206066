import { explainMissing, findTools, NEEDED_TOOLS, type NeededTool } from "./needed_tools.ts";
import { runCommand } from "./run_command.ts";
import { unpackedProgram, unpackPackage } from "./unpack_package.ts";

/** The tools' environment names for the tests, and the names of what could not be had. */
export interface Installed {
  env: Record<string, string>;
  missing: string[];
}

const probe = async (command: string[]) => {
  const { code, output } = await runCommand(command).catch(() => ({ code: 1, output: "" }));
  return code === 0 ? output : undefined;
};

/** Where PATH has a program; the name itself where it has none. */
async function locate(program: string): Promise<string> {
  for (const directory of (Deno.env.get("PATH") ?? "").split(":").filter(Boolean)) {
    const path = `${directory}/${program}`;
    if (await Deno.stat(path).then((info) => info.isFile, () => false)) return path;
  }
  return program;
}

async function locateAll(env: Record<string, string>): Promise<Record<string, string>> {
  const entries = Object.entries(env).map(async ([name, program]) => [name, await locate(program)]);
  return Object.fromEntries(await Promise.all(entries));
}

type UnpackedTool = NeededTool & { unpacks: string };
const isUnpacked = (tool: NeededTool): tool is UnpackedTool => tool.unpacks !== undefined;

/** A program that was unpacked once is found where it was put. */
const withUnpacked = (tool: NeededTool): NeededTool =>
  isUnpacked(tool) ? { ...tool, probes: [...tool.probes, [unpackedProgram(tool), "--version"]] } : tool;

/** Finds the system's programs that tests need; gets what is missing with apt-get, as root only. */
export async function installTools(say: (line: string) => void): Promise<Installed> {
  const tools = NEEDED_TOOLS.map(withUnpacked);
  const before = await findTools(tools, probe);
  if (before.missing.length === 0) return { env: await locateAll(before.env), missing: [] };
  const refusal = await whyNotApt();
  if (refusal) {
    say(explainMissing(before.missing, refusal));
    return { env: await locateAll(before.env), missing: before.missing.map((tool) => tool.name) };
  }
  say(`getting ${before.missing.map((tool) => tool.package).join(", ")} with apt-get`);
  const failure = await getPackages(before.missing);
  const after = await findTools(tools, probe);
  if (after.missing.length > 0) say(explainMissing(after.missing, failure));
  return { env: await locateAll(after.env), missing: after.missing.map((tool) => tool.name) };
}

/** Installs packages, and unpacks those that are not to be installed; what went wrong, in words. */
async function getPackages(tools: readonly NeededTool[]): Promise<string> {
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await runCommand(["apt-get", "-qq", "update"], { env });
  const packages = tools.filter((tool) => !isUnpacked(tool)).map((tool) => tool.package);
  const install = ["apt-get", "-qq", "install", "-y", "--no-install-recommends", ...packages];
  const { code, output } = packages.length > 0 ? await runCommand(install, { env }) : { code: 0, output: "" };
  const failures = [code === 0 ? "" : `apt-get ended with ${code}\n${output.slice(-2_000)}`];
  for (const tool of tools.filter(isUnpacked)) {
    await unpackPackage(tool).catch((error: Error) => failures.push(error.message));
  }
  return failures.filter((each) => each !== "").join("\n") || "apt-get has not brought them";
}

async function whyNotApt(): Promise<string | undefined> {
  if (Deno.build.os !== "linux") return `apt-get is not on ${Deno.build.os}; install these by hand`;
  if (await probe(["apt-get", "--version"]) === undefined) return "there is no apt-get; install these by hand";
  if (Deno.uid() !== 0) return "only root may use apt-get; run it with sudo, or install these by hand";
  return undefined;
}
