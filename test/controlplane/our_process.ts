import { type Daemon, startDaemon } from "./daemon.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
/** What `deno task start` may do. */
export const START_PERMISSIONS = ["--no-prompt", "--allow-net", "--allow-read", "--allow-env", "--allow-run"];

/** Starts a program of ours from the project's root: `args` of `deno run`, such as `["-A", "main.ts"]`. */
export function startOurProcess(
  name: string,
  args: readonly string[],
  { env, logFile }: { env: Record<string, string>; logFile: string },
): Promise<Daemon> {
  const command = [Deno.execPath(), "run", "--no-check", ...args];
  return startDaemon(name, command, logFile, { cwd: ROOT, env: { NO_COLOR: "1", ...env } });
}
