/** Effects: how long many notebooks take to be ready, against a floor that is measured beside it. */
import { type Notebook, NOTEBOOKS } from "../../kube/mod.ts";
import { countRequests, total } from "./audit_log.ts";
import { watchReady } from "./await_ready.ts";
import { type BenchPlane, CONTROLLER_USER, startBenchPlane } from "./bench_plane.ts";
import { type ControllerProcess, startController } from "./controller_process.ts";
import { parseCpuSeconds } from "./figures.ts";
import { runFloor } from "./floor.ts";
import { exampleNotebook, inParallel, notebookNames } from "./notebooks.ts";
import { type FloorRound, type IdleTime, type OwnRound, reconcileSection } from "./reconcile_section.ts";
import { type Section, written } from "./report.ts";
import { startTools } from "./tools.ts";

/** How much is measured. */
export interface ReconcileOptions {
  notebooks: number;
  rounds: number;
  nodes: number;
  idleSeconds: number;
  say: (line: string) => void;
}

/** As many notebooks at once as our controller works on. */
const CONCURRENCY = 10;
/** Bursts end before this, or something writes for ever. */
const SETTLE_LIMIT_MS = 60_000;
const QUIET_MS = 5_000;

/** Measures the floor and ours in turns, each on a control plane of its own, and compares the medians. */
export async function measureReconcile(options: ReconcileOptions): Promise<Section> {
  const { notebooks, rounds, say } = options;
  const floors: FloorRound[] = [];
  const ours: OwnRound[] = [];
  let idle: IdleTime | undefined;
  for (let round = 1; round <= rounds; round++) {
    const floor = await measureFloor(options);
    say(`floor ${round} of ${rounds}: ${written(floor.wallMs / 1_000, "s")}`);
    floors.push(floor);
    const own = await measureOurs(options, round === rounds);
    say(`ours ${round} of ${rounds}: ${written(own.wallMs / 1_000, "s")}, ${written(own.cpuSeconds, "CPU s")}`);
    ours.push(own);
    idle = own.idle;
  }
  return reconcileSection(notebooks, floors, ours, idle!);
}

async function measureFloor({ notebooks, nodes, say }: ReconcileOptions): Promise<FloorRound> {
  await using bench = await startBenchPlane({ nodes, say });
  const before = cpuOf(bench);
  const wallMs = await runFloor(bench, notebooks, CONCURRENCY);
  return { wallMs, planeCpuSeconds: cpuOf(bench) - before };
}

async function measureOurs(options: ReconcileOptions, isLast: boolean): Promise<OwnRound & { idle?: IdleTime }> {
  const { notebooks, nodes, idleSeconds, say } = options;
  await using bench = await startBenchPlane({ nodes, say });
  await using tools = startTools();
  await using controller = await startController({
    kubeconfig: bench.controllerKubeconfig,
    toolOrigin: tools.origin,
    dir: bench.plane.dir,
  });
  const ready = await watchReady(bench.admin, NOTEBOOKS, isReady);
  const [from, planeBefore] = [new Date(), cpuOf(bench)];
  const startedAt = performance.now();
  await inParallel(
    notebookNames(notebooks),
    CONCURRENCY,
    (name) => bench.admin.create(NOTEBOOKS, exampleNotebook(name)),
  );
  await ready.all(notebooks);
  const wallMs = performance.now() - startedAt;
  const planeCpuSeconds = cpuOf(bench) - planeBefore;
  await ready.stop();
  await quiet(bench);
  const events = await bench.audit();
  const counts = countRequests(events, { of: (name) => name === CONTROLLER_USER, from });
  const everybody = countRequests(events, { of: () => true, from });
  return {
    ...{ wallMs, counts, planeCpuSeconds, allWrites: total(everybody.writes) },
    ...{ cpuSeconds: controller.cpuSeconds(), peakMegabytes: controller.peakMegabytes() },
    ...(isLast ? { idle: await measureIdle(bench, controller, idleSeconds, say) } : {}),
  };
}

/** Ready as users mean it: the pod is, and its tool has answered. */
function isReady({ status }: Notebook): boolean {
  return (status?.readyReplicas ?? 0) >= 1 && status?.state === "RUNNING";
}

/** Resolves when our controller has written nothing for a while: mirrored Events come after the last status. */
async function quiet(bench: BenchPlane): Promise<void> {
  const end = Date.now() + SETTLE_LIMIT_MS;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    const from = new Date(Date.now() - QUIET_MS);
    const counts = countRequests(await bench.audit(), { of: (name) => name === CONTROLLER_USER, from });
    if (total(counts.writes) === 0) return;
    if (Date.now() > end) throw new Error("Cannot see our controller being quiet: it writes on and on");
  }
}

async function measureIdle(
  bench: BenchPlane,
  controller: ControllerProcess,
  seconds: number,
  say: (line: string) => void,
): Promise<IdleTime> {
  say(`idle for ${seconds} s`);
  const [from, before] = [new Date(), controller.cpuSeconds()];
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  const counts = countRequests(await bench.audit(), { of: (name) => name === CONTROLLER_USER, from });
  return { seconds, counts, cpuSeconds: controller.cpuSeconds() - before };
}

/** CPU seconds of the control plane's programs together. */
function cpuOf({ plane }: BenchPlane): number {
  return Object.values(plane.parts)
    .reduce((sum, { pid }) => sum + parseCpuSeconds(Deno.readTextFileSync(`/proc/${pid}/stat`)), 0);
}
