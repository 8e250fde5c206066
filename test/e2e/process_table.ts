import { parseStat, type ProcessEntry } from "../../platform/lineage.ts";

/** One life of one process: a pid that is given out again has another start. */
export interface LivingProcess extends ProcessEntry {
  /** Clock ticks since boot at which it started. */
  startedAt: string;
  commandLine: string;
}

/** Every process whose chain of parents leads to `pid`, without itself. */
export function descendantsOf(pid: number): LivingProcess[] {
  const all = listProcesses();
  const found: LivingProcess[] = [];
  let parents = new Set([pid]);
  while (parents.size > 0) {
    const children = all.filter((each) => parents.has(each.parent));
    found.push(...children);
    parents = new Set(children.map((each) => each.pid));
  }
  return found;
}

/** Processes that carry `text` (such as a temporary directory of this test) in their environment or arguments. */
export function processesThatMention(text: string): LivingProcess[] {
  return listProcesses().filter((each) =>
    each.pid !== Deno.pid && (each.commandLine.includes(text) || read(`/proc/${each.pid}/environ`).includes(text))
  );
}

/** Those of `processes` that still live; a zombie does not. */
export function stillAlive(processes: readonly LivingProcess[]): LivingProcess[] {
  const now = new Map(listProcesses().map((each) => [each.pid, each.startedAt]));
  return processes.filter((each) => now.get(each.pid) === each.startedAt);
}

/** All processes but zombies. */
export function listProcesses(): LivingProcess[] {
  const found: LivingProcess[] = [];
  for (const { name } of Deno.readDirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = read(`/proc/${name}/stat`);
    const entry = parseStat(stat);
    const [state, ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (!entry || state === "Z") continue;
    found.push({ ...entry, startedAt: rest[18], commandLine: read(`/proc/${name}/cmdline`).replaceAll("\0", " ") });
  }
  return found;
}

function read(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return "";
  }
}
