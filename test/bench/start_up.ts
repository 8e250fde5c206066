/** Effects: how long our controller takes from a cold start until it knows everything, where there is much to know. */
import { systemClock } from "../../platform/mod.ts";
import { type Notebook, NOTEBOOKS } from "../../kube/mod.ts";
import { countRequests, total } from "./audit_log.ts";
import { watchReady } from "./await_ready.ts";
import { CONTROLLER_USER } from "../controlplane/install_manifests.ts";
import { type BenchPlane, startBenchPlane } from "./bench_plane.ts";
import type { BenchRun } from "./bench_run.ts";
import { type ControllerProcess, startController } from "./controller_process.ts";
import { median } from "./figures.ts";
import { calm } from "./machine.ts";
import { exampleNotebook, inParallel, notebookNames } from "./notebooks.ts";
import { type Section, written } from "./report.ts";

interface Start {
  readyMs: number;
  /** Until each notebook had been looked at. */
  reconciledMs: number;
  cpuSeconds: number;
  peakMegabytes: number;
  writes: number;
}

const ROUNDS = 3;
const WIDTH = 10;
/** Longest wait until each notebook has been looked at. */
const LIMIT_MS = 120_000;
/** Nothing is asked of tools: the notebooks are stopped. */
const NO_TOOLS = "http://127.0.0.1:9";

/**
 * Lets our controller make the children of many stopped notebooks, ends it, and starts it anew, cold, some times: a
 * start that finds everything as it left it must write nothing.
 */
export async function measureStartUp({ notebooks }: { notebooks: number }, run: BenchRun): Promise<Section> {
  await using bench = await startBenchPlane({ nodes: 1 }, run);
  await fill(bench, notebooks, run);
  const starts: Start[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    await calm(run);
    starts.push(await measureStart(bench, notebooks, run));
    run.say(`start ${round} of ${ROUNDS}: ready after ${written(starts.at(-1)!.readyMs, "ms")}`);
  }
  const of = (value: (start: Start) => number) => median(starts.map(value));
  return {
    title: "Start-up",
    about: `A cold start of the controller where there are ${written(notebooks)} stopped notebooks with their ` +
      "StatefulSets and Services. Medians of three starts.",
    rows: [
      ["until /readyz answers 200: all is listed", written(of((each) => each.readyMs) / 1_000, "s")],
      ["until each notebook was looked at", written(of((each) => each.reconciledMs) / 1_000, "s")],
      ["CPU until then", written(of((each) => each.cpuSeconds), "s")],
      ["peak RSS", written(of((each) => each.peakMegabytes), "MB")],
    ],
    bounds: [{
      name: "writes, as nothing differs",
      measured: Math.max(...starts.map((each) => each.writes)),
      atMost: 0,
    }],
  };
}

async function fill(bench: BenchPlane, count: number, run: BenchRun): Promise<void> {
  const { say, signal } = run;
  await using _controller = await start(bench, run);
  const isStopped = ({ status }: Notebook) => status?.state === "STOPPED";
  await using stopped = await watchReady(bench.admin, NOTEBOOKS, isStopped, signal);
  const annotations = { "kubeflow-resource-stopped": new Date().toISOString() };
  await inParallel(notebookNames(count), { width: WIDTH, signal }, (name) => {
    const { metadata, ...rest } = exampleNotebook(name);
    return bench.admin.create(NOTEBOOKS, { metadata: { ...metadata, annotations }, ...rest });
  });
  say(`${written(count)} notebooks are created`);
  await stopped.all(count);
}

async function measureStart(bench: BenchPlane, count: number, run: BenchRun): Promise<Start> {
  const from = new Date();
  const startedAt = performance.now();
  await using controller = await start(bench, run);
  const end = startedAt + LIMIT_MS;
  while (await lookedAt(controller) < count) {
    if (performance.now() > end) throw new Error("Cannot see all notebooks being looked at: it takes too long");
    await systemClock.sleep(50, run.signal);
  }
  const reconciledMs = performance.now() - startedAt;
  const counts = countRequests(await bench.audit(), { of: (name) => name === CONTROLLER_USER, from });
  return {
    ...{ readyMs: controller.readyAfterMs, reconciledMs, writes: total(counts.writes) },
    ...{ cpuSeconds: controller.cpuSeconds(), peakMegabytes: controller.peakMegabytes() },
  };
}

function start({ controllerKubeconfig: kubeconfig, plane: { dir } }: BenchPlane, run: BenchRun) {
  return startController({ kubeconfig, toolOrigin: NO_TOOLS, dir }, run);
}

/** How often a notebook was worked on, as /metrics counts it. */
async function lookedAt(controller: ControllerProcess): Promise<number> {
  const ends = (await controller.metrics()).matchAll(/^workqueue_ends_total\{[^}]*\} (\d+)$/gm);
  return ends.reduce((sum, [, count]) => sum + Number(count), 0);
}
