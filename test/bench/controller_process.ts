/** Effects: our controller as a process of its own, as it is run in a cluster. */
import { type Daemon, freePort } from "../controlplane/daemon.ts";
import { START_PERMISSIONS, startOurProcess } from "../controlplane/our_process.ts";
import type { BenchRun } from "./bench_run.ts";
import { parsePeakMegabytes } from "./figures.ts";
import { cpuSecondsOf } from "./machine.ts";

/** How long it may take until it is in sync. */
const LIMIT_MS = 120_000;

/** A controller that is in sync. */
export interface ControllerProcess extends AsyncDisposable {
  /** From its start until its /readyz answered 200, in milliseconds. */
  readonly readyAfterMs: number;
  readonly pid: number;
  cpuSeconds(): number;
  peakMegabytes(): number;
  /** What /metrics says. */
  metrics(): Promise<string>;
}

/**
 * Starts `ROLE=controller` of main.ts without routes; tools are asked at `toolOrigin`. It stands for no election: the
 * lease's renewals, one every second or two, would be counted as writes.
 */
export async function startController(
  { kubeconfig, toolOrigin, dir }: { kubeconfig: string; toolOrigin: string; dir: string },
  { signal }: BenchRun,
): Promise<ControllerProcess> {
  const metricsPort = freePort();
  const env = {
    ...{ KUBECONFIG: kubeconfig, ROLE: "controller", ROUTES: "none", LOG_LEVEL: "warn" },
    ...{ TOOL_ACCESS: "gateway", TOOL_ORIGIN: toolOrigin, LEADER_ELECT: "false" },
    ...{ PORT: String(freePort()), METRICS_PORT: String(metricsPort) },
  };
  const startedAt = performance.now();
  const logFile = `${dir}/controller.log`;
  const daemon = await startOurProcess("controller", [...START_PERMISSIONS, "main.ts"], { env, logFile });
  const origin = `http://127.0.0.1:${metricsPort}`;
  await untilReady(`${origin}/readyz`, daemon, signal);
  return {
    readyAfterMs: performance.now() - startedAt,
    pid: daemon.pid,
    cpuSeconds: () => cpuSecondsOf(daemon.pid),
    peakMegabytes: () => parsePeakMegabytes(Deno.readTextFileSync(`/proc/${daemon.pid}/status`)),
    metrics: async () => await (await fetch(`${origin}/metrics`)).text(),
    [Symbol.asyncDispose]: () => daemon.stop(),
  };
}

async function untilReady(url: string, daemon: Daemon, signal: AbortSignal): Promise<void> {
  const end = performance.now() + LIMIT_MS;
  for (;;) {
    const isReady = await fetch(url).then((response) => (response.body?.cancel(), response.ok), () => false);
    if (isReady) return;
    if (!daemon.isRunning || signal.aborted || performance.now() > end) {
      await daemon.stop();
      throw new Error(`Cannot see the controller being ready:\n${await daemon.tail()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
