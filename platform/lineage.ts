import type { Clock } from "./clock.ts";

/** A process as `/proc/<pid>/stat` tells it. */
export interface ProcessEntry {
  pid: number;
  parent: number;
  command: string;
}

/** Programs that only launched us: `npx` (npm exec), the deno it starts, `deno task`. */
const LAUNCHERS = /^(deno|node|npm|npx|MainThread)/;

/**
 * The launchers above `pid`, nearest first: our direct parent whatever it is, then every deno, node and npm above it,
 * and a shell only where npm put it between. A user's own shell above them is none of them: it may end before us.
 */
export function lineageOf(pid: number, read: (pid: number) => ProcessEntry | undefined): ProcessEntry[] {
  const self = read(pid);
  const lineage: ProcessEntry[] = [];
  for (let each = self && read(self.parent); each && each.pid > 1; each = read(each.parent)) {
    const isLauncher = LAUNCHERS.test(each.command);
    const isNpmShell = /^(sh|dash|bash)$/.test(each.command) &&
      /^(npm|npx|node)/.test(read(each.parent)?.command ?? "");
    if (lineage.length > 0 && !isLauncher && !isNpmShell) break;
    lineage.push(each);
    if (!isLauncher && !isNpmShell) break;
  }
  return lineage;
}

/** Whether every process of `lineage` still lives under the parent that it had. */
export function isIntact(lineage: readonly ProcessEntry[], read: (pid: number) => ProcessEntry | undefined): boolean {
  return lineage.every((each, index) => {
    const now = read(each.pid);
    const isLast = index === lineage.length - 1;
    return now !== undefined && now.command === each.command && (isLast || now.parent === each.parent);
  });
}

/** Parses a line of `/proc/<pid>/stat`; the command may hold spaces and parentheses. */
export function parseStat(line: string): ProcessEntry | undefined {
  const match = /^(\d+) \((.*)\) \S (\d+) /s.exec(line);
  return match ? { pid: Number(match[1]), command: match[2], parent: Number(match[3]) } : undefined;
}

/** Effect: resolves when a launcher of this process has died (looked at once a second) or the signal aborts. */
export async function launchersGone(clock: Clock, signal: AbortSignal): Promise<"gone" | "aborted"> {
  const read = Deno.build.os === "linux" ? readProcess : undefined;
  const parent = Deno.ppid;
  const lineage = read ? lineageOf(Deno.pid, read) : [];
  while (!signal.aborted) {
    if (Deno.ppid !== parent || (read && !isIntact(lineage, read))) return "gone";
    await clock.sleep(1_000, signal).catch(() => {});
  }
  return "aborted";
}

function readProcess(pid: number): ProcessEntry | undefined {
  try {
    return parseStat(Deno.readTextFileSync(`/proc/${pid}/stat`));
  } catch {
    return undefined;
  }
}
