/** A program that tests need, and where it is had on Debian and Ubuntu. */
export interface NeededTool {
  name: string;
  /** Debian package. */
  package: string;
  /** Without it: what cannot be tested. */
  without: string;
  /** Environment name by which tests find the program's path, where they need it. */
  variable?: string;
  /**
   * The program's path in the package, where that is unpacked and not installed: installing it would start a service that
   * listens on every address.
   */
  unpacks?: string;
  /** Commands that show that it is there; the first that ends with 0 is it. */
  probes: string[][];
}

/** What culling by traffic is tested with. */
export const PROMETHEUS = {
  name: "Prometheus",
  package: "prometheus",
  without: "culling by traffic cannot be tested",
  variable: "PROMETHEUS",
  unpacks: "usr/bin/prometheus",
  probes: [["prometheus", "--version"]],
} satisfies NeededTool;

/** What tests need from the system, kubectl aside. */
export const NEEDED_TOOLS: NeededTool[] = [
  {
    name: "Chromium",
    package: "chromium",
    without: "the journey in a real browser cannot run",
    variable: "CHROMIUM",
    probes: [["chromium", "--version"], ["chromium-browser", "--version"], ["google-chrome", "--version"]],
  },
  {
    name: "bubblewrap",
    package: "bubblewrap",
    without: "pods run without isolation",
    probes: [["bwrap", "--version"]],
  },
  {
    name: "Python with venv",
    package: "python3-venv",
    without: "no notebook image can be pulled",
    probes: [["python3", "-c", "import venv, ensurepip"]],
  },
  PROMETHEUS,
];

/** Runs a command; its standard output where it ended with 0, else undefined. */
export type Probe = (command: string[]) => Promise<string | undefined>;

/** Which tools are there, by the command that answered, and which are missing. */
export async function findTools(
  tools: NeededTool[],
  probe: Probe,
): Promise<{ env: Record<string, string>; missing: NeededTool[] }> {
  const env: Record<string, string> = {};
  const missing: NeededTool[] = [];
  for (const tool of tools) {
    const command = await firstThatAnswers(tool.probes, probe);
    if (!command) missing.push(tool);
    else if (tool.variable) env[tool.variable] = command;
  }
  return { env, missing };
}

async function firstThatAnswers(probes: string[][], probe: Probe): Promise<string | undefined> {
  for (const command of probes) {
    if (await probe(command) !== undefined) return command[0];
  }
  return undefined;
}

/** What to tell whoever has to install `missing` by hand. */
export function explainMissing(missing: NeededTool[], why: string): string {
  const lines = missing.map(({ name, package: deb, without }) => `  ${name} (Debian: ${deb}): without it ${without}`);
  return [`Cannot install what is missing: ${why}`, ...lines].join("\n");
}
