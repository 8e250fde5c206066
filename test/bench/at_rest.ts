/** Effects: what our controller does when nothing happens, however oddly everything was written. */
import {
  type KubeObject,
  type Notebook,
  NOTEBOOKS,
  PVC_VIEWERS,
  type PvcViewer,
  type ResourceType,
  type Tensorboard,
  TENSORBOARDS,
} from "../../kube/mod.ts";
import { makeClaim } from "../controller/kinds_world.ts";
import { listed, total } from "./audit_log.ts";
import { watchReady } from "./await_ready.ts";
import { type BenchPlane, startBenchPlane } from "./bench_plane.ts";
import type { BenchRun } from "./bench_run.ts";
import { startController } from "./controller_process.ts";
import { calm } from "./machine.ts";
import { ALL_TOLD_MS, measureIdle, untilQuiet } from "./idle.ts";
import { inParallel } from "./notebooks.ts";
import { oddNotebook, oddTensorboard, oddViewer } from "./odd_objects.ts";
import { type Section, written } from "./report.ts";
import { startTools } from "./tools.ts";

/** How many of each kind there are. */
export interface AtRestOptions {
  notebooks: number;
  tensorboards: number;
  viewers: number;
  nodes: number;
  idleSeconds: number;
}

const WIDTH = 10;

/** Has everything running, waits until all that follows from it is written, then counts what is still asked. */
export async function measureAtRest(options: AtRestOptions, run: BenchRun): Promise<Section> {
  const { notebooks, tensorboards, viewers, nodes, idleSeconds } = options;
  await using bench = await startBenchPlane({ nodes }, run);
  await using tools = startTools();
  const { controllerKubeconfig: kubeconfig, plane: { dir } } = bench;
  await using controller = await startController({ kubeconfig, toolOrigin: tools.origin, dir }, run);
  await calm(run);
  await runAll(bench, { type: NOTEBOOKS, count: notebooks, make: oddNotebook }, run);
  await runAll(bench, { type: TENSORBOARDS, count: tensorboards, make: oddTensorboard }, run);
  await inParallel(
    namesOf(PVC_VIEWERS.plural, viewers),
    { width: WIDTH, ...run },
    (name) => makeClaim(bench.admin, name),
  );
  await runAll(bench, { type: PVC_VIEWERS, count: viewers, make: oddViewer }, run);
  await untilQuiet(bench, run, ALL_TOLD_MS);
  const { seconds, counts, cpuSeconds } = await measureIdle(bench, controller, idleSeconds, run);
  return {
    title: "At rest",
    about:
      `${written(notebooks)} notebooks, ${written(tensorboards)} Tensorboards and ${written(viewers)} viewers run, ` +
      "with quantities, ports and environment written in ways that Kubernetes normalises; their Events are mirrored.",
    rows: [
      [`${seconds} s: writes and reads`, `${listed(counts.writes)}; ${listed(counts.reads)}`],
      [`${seconds} s: controller's CPU`, written(cpuSeconds, "s")],
      ["controller, peak RSS", written(controller.peakMegabytes(), "MB")],
    ],
    bounds: [{ name: `writes by us in ${seconds} s`, measured: total(counts.writes), atMost: 0 }],
  };
}

/** Creates all of a kind, and resolves when all of them run. */
async function runAll<T extends Notebook | Tensorboard | PvcViewer>(
  { admin }: BenchPlane,
  { type, count, make }: { type: ResourceType<T>; count: number; make: (name: string, index: number) => KubeObject },
  { signal, say }: BenchRun,
): Promise<void> {
  await using running = await watchReady<T>(admin, type, ({ status }) => status?.state === "RUNNING", signal);
  const names = namesOf(type.plural, count);
  await inParallel(
    [...names.entries()],
    { width: WIDTH, signal },
    ([index, name]) => admin.create(type, make(name, index) as T),
  );
  await running.all(count);
  say(`${written(count)} ${type.plural} run`);
}

function namesOf(plural: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${plural.slice(0, 3)}-${index + 1}`);
}
