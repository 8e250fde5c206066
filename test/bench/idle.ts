/** Effects: what our controller does while nothing happens. */
import { systemClock } from "../../platform/mod.ts";
import { CONTROLLER_USER } from "../controlplane/install_manifests.ts";
import { countRequests, type RequestCounts, total } from "./audit_log.ts";
import type { BenchPlane } from "./bench_plane.ts";
import type { BenchRun } from "./bench_run.ts";
import type { ControllerProcess } from "./controller_process.ts";

/** What our controller did while nothing happened. */
export interface IdleTime {
  seconds: number;
  counts: RequestCounts;
  cpuSeconds: number;
}

/** Bursts end before this, or something writes for ever. */
const SETTLE_LIMIT_MS = 90_000;
const LOOK_MS = 5_000;
/** What happened twice is told once more after a minute: until then something of the burst may be left to write. */
export const ALL_TOLD_MS = 65_000;

/** Resolves when our controller has written nothing for `quietMs`: mirrored Events come after the last status. */
export async function untilQuiet(bench: BenchPlane, { signal }: BenchRun, quietMs = LOOK_MS): Promise<void> {
  const end = Date.now() + SETTLE_LIMIT_MS + quietMs;
  const from = Date.now();
  for (;;) {
    await systemClock.sleep(LOOK_MS, signal);
    if (Date.now() - from < quietMs) continue;
    const counts = countOurs(await bench.audit(), new Date(Date.now() - quietMs));
    if (total(counts.writes) === 0) return;
    if (Date.now() > end) throw new Error("Cannot see our controller being quiet: it writes on and on");
  }
}

/** Watches it for some seconds. */
export async function measureIdle(
  bench: BenchPlane,
  controller: ControllerProcess,
  seconds: number,
  { say, signal }: BenchRun,
): Promise<IdleTime> {
  say(`idle for ${seconds} s`);
  const [from, before] = [new Date(), controller.cpuSeconds()];
  await systemClock.sleep(seconds * 1_000, signal);
  return { seconds, counts: countOurs(await bench.audit(), from), cpuSeconds: controller.cpuSeconds() - before };
}

/** What our controller has asked since an instant. */
export function countOurs(events: Awaited<ReturnType<BenchPlane["audit"]>>, from: Date): RequestCounts {
  return countRequests(events, { of: (name) => name === CONTROLLER_USER, from });
}
