import { processTree } from "../../sandbox/node/process.ts";

/** By how much memory grew at most while something went on, and how long that took. */
export interface Peak {
  /** Of this process. */
  ownMib: number;
  /** Of the tool's process with all that it has started. */
  toolMib: number;
  seconds: number;
}

const MIB = 2 ** 20;

/** Looks every 50 ms; `pid` is the tool's. */
export async function measurePeak(pid: number, work: () => Promise<void>): Promise<Peak> {
  const look = () => [Deno.memoryUsage().rss / MIB, processTree(pid).map(residentMib).reduce((a, b) => a + b, 0)];
  const before = look();
  const most = [...before];
  const begun = performance.now();
  const timer = setInterval(() => look().forEach((mib, i) => most[i] = Math.max(most[i], mib)), 50);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  const [ownMib, toolMib] = most.map((mib, i) => Math.round(mib - before[i]));
  return { ownMib, toolMib, seconds: Math.round((performance.now() - begun) / 100) / 10 };
}

function residentMib(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(Deno.readTextFileSync(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
