/** Effects: how busy this machine is with other things than what is measured. */
import { systemClock } from "../../platform/mod.ts";
import type { BenchRun } from "./bench_run.ts";
import { parseBusySeconds, parseCpuSeconds } from "./figures.ts";

/** How much of the CPU's time in use may go to others before it is waited for calm, of all cores' time. */
const CALM_SHARE = 0.1;
const LOOK_MS = 2_000;
/** Longest wait for calm: a machine that is never calm is measured as it is. */
const LONGEST_MS = 60_000;

/** CPU seconds of programs from now on, and of everything that runs beside them. */
export interface CpuWatch {
  /** Of these programs, together with this process. */
  ownSeconds(): number;
  /** The share of the CPU time that was used which others used. */
  othersShare(): number;
}

/** Begins to count. */
export function watchCpu(pids: readonly number[]): CpuWatch {
  const own = () => ["self", ...pids].reduce<number>((sum, pid) => sum + cpuSecondsOf(pid), 0);
  const [ownBefore, busyBefore] = [own(), busySeconds()];
  const ownSeconds = () => own() - ownBefore;
  return {
    ownSeconds,
    othersShare: () => Math.max(0, 1 - ownSeconds() / Math.max(0.01, busySeconds() - busyBefore)),
  };
}

/** CPU seconds that a process has used. */
export function cpuSecondsOf(pid: number | string): number {
  return parseCpuSeconds(Deno.readTextFileSync(`/proc/${pid}/stat`));
}

/** Resolves when the machine is calm, or after a minute. */
export async function calm({ say, signal }: BenchRun): Promise<void> {
  const end = performance.now() + LONGEST_MS;
  for (let isTold = false; performance.now() < end;) {
    const before = busySeconds();
    await systemClock.sleep(LOOK_MS, signal);
    const share = (busySeconds() - before) / (LOOK_MS / 1_000) / navigator.hardwareConcurrency;
    if (share < CALM_SHARE) return;
    if (!isTold) say("waiting for the machine to be calm, a minute at most");
    isTold = true;
  }
}

function busySeconds(): number {
  return parseBusySeconds(Deno.readTextFileSync("/proc/stat"));
}
