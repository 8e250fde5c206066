/** Effects: how long many notebooks take to be ready, against a floor that is measured beside it. */
import { type Notebook, NOTEBOOKS } from "../../kube/mod.ts";
import { countRequests, total } from "./audit_log.ts";
import { watchReady } from "./await_ready.ts";
import { type BenchPlane, startBenchPlane } from "./bench_plane.ts";
import type { BenchRun } from "./bench_run.ts";
import { type ControllerProcess, startController } from "./controller_process.ts";
import { runFloor } from "./floor.ts";
import { calm, cpuSecondsOf, watchCpu } from "./machine.ts";
import { countOurs, type IdleTime, measureIdle, untilQuiet } from "./idle.ts";
import { exampleNotebook, inParallel, notebookNames } from "./notebooks.ts";
import { type FloorRound, type OwnRound, reconcileSection } from "./reconcile_section.ts";
import { type Section, written } from "./report.ts";
import { startTools } from "./tools.ts";

/** How much is measured. */
export interface ReconcileOptions {
  notebooks: number;
  rounds: number;
  nodes: number;
  idleSeconds: number;
}

/** As many notebooks at once as our controller works on. */
const WIDTH = 10;

/** Measures the floor and ours in turns, each on a control plane of its own, and compares the medians. */
export async function measureReconcile(options: ReconcileOptions, run: BenchRun): Promise<Section> {
  const { notebooks, rounds } = options;
  const floors: FloorRound[] = [];
  const ours: OwnRound[] = [];
  let idle: IdleTime | undefined;
  const tell = (who: string, round: number, { wallMs, othersShare }: FloorRound) =>
    run.say(
      `${who} ${round} of ${rounds}: ${written(wallMs / 1_000, "s")}, others took ${
        written(othersShare * 100)
      } % of the CPU`,
    );
  for (let round = 1; round <= rounds; round++) {
    const floor = await measureFloor(options, run);
    tell("floor", round, floor);
    floors.push(floor);
    const own = await measureOurs(options, run, round === rounds);
    tell("ours", round, own);
    ours.push(own);
    idle = own.idle;
  }
  return reconcileSection(notebooks, floors, ours, idle!);
}

async function measureFloor({ notebooks, nodes }: ReconcileOptions, run: BenchRun): Promise<FloorRound> {
  await using bench = await startBenchPlane({ nodes }, run);
  await calm(run);
  const [cpu, before] = [watchCpu(bench.pids), cpuOf(bench)];
  const wallMs = await runFloor(bench, { count: notebooks, width: WIDTH }, run);
  return { wallMs, planeCpuSeconds: cpuOf(bench) - before, othersShare: cpu.othersShare() };
}

async function measureOurs(
  options: ReconcileOptions,
  run: BenchRun,
  isLast: boolean,
): Promise<OwnRound & { idle?: IdleTime }> {
  const { notebooks, nodes, idleSeconds } = options;
  await using bench = await startBenchPlane({ nodes }, run);
  await using tools = startTools();
  const { controllerKubeconfig: kubeconfig, plane: { dir } } = bench;
  await using controller = await startController({ kubeconfig, toolOrigin: tools.origin, dir }, run);
  await calm(run);
  const from = new Date();
  const round = await timeOurs(bench, controller, notebooks, run);
  await untilQuiet(bench, run);
  const events = await bench.audit();
  return {
    ...round,
    counts: countOurs(events, from),
    allWrites: total(countRequests(events, { of: () => true, from }).writes),
    cpuSeconds: controller.cpuSeconds(),
    peakMegabytes: controller.peakMegabytes(),
    ...(isLast ? { idle: await measureIdle(bench, controller, idleSeconds, run) } : {}),
  };
}

/** From the first creation until all are ready. */
async function timeOurs(bench: BenchPlane, { pid }: ControllerProcess, count: number, { signal }: BenchRun) {
  const { admin } = bench;
  await using ready = await watchReady(admin, NOTEBOOKS, isReady, signal);
  const [cpu, before] = [watchCpu([...bench.pids, pid]), cpuOf(bench)];
  const startedAt = performance.now();
  const create = (name: string) => admin.create(NOTEBOOKS, exampleNotebook(name));
  await inParallel(notebookNames(count), { width: WIDTH, signal }, create);
  await ready.all(count);
  const wallMs = performance.now() - startedAt;
  return { wallMs, planeCpuSeconds: cpuOf(bench) - before, othersShare: cpu.othersShare() };
}

/** Ready as users mean it: the pod is, and its tool has answered. */
function isReady({ status }: Notebook): boolean {
  return (status?.readyReplicas ?? 0) >= 1 && status?.state === "RUNNING";
}

/** CPU seconds of the control plane's programs together. */
function cpuOf({ plane }: BenchPlane): number {
  return Object.values(plane.parts).reduce((sum, { pid }) => sum + cpuSecondsOf(pid), 0);
}
