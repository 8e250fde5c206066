/** Effects: how long it takes from a wish until our controller says that it acts on it. */
import { type KubeClient, type Notebook, NOTEBOOKS, type ReflectedStore, startReflector } from "../../kube/mod.ts";
import { linkAbort } from "../../kube/linked_abort.ts";
import { NAMESPACE, startBenchPlane } from "./bench_plane.ts";
import type { BenchRun } from "./bench_run.ts";
import { startController } from "./controller_process.ts";
import { percentile } from "./figures.ts";
import { calm } from "./machine.ts";
import { exampleNotebook, inParallel, notebookNames } from "./notebooks.ts";
import { type Section, written } from "./report.ts";
import { startTools } from "./tools.ts";

/** How many notebooks are stopped and started, again and again, until so many stops are measured. */
const NOTEBOOKS_AT_ONCE = 20;
const STOPS = 200;
/** Longest wait for one change. */
const LIMIT_MS = 60_000;
const STOPPED = "kubeflow-resource-stopped";

/** Stops and starts notebooks one by one, as `kubectl annotate` does, and times each by a watch. */
export async function measureLatency({ nodes }: { nodes: number }, run: BenchRun): Promise<Section> {
  const { say, signal } = run;
  await using bench = await startBenchPlane({ nodes, isAudited: false }, run);
  await using tools = startTools();
  const { admin, controllerKubeconfig: kubeconfig, plane: { dir } } = bench;
  await using _controller = await startController({ kubeconfig, toolOrigin: tools.origin, dir }, run);
  await using watched = await watchNotebooks(admin, signal);
  const names = notebookNames(NOTEBOOKS_AT_ONCE);
  await inParallel(
    names,
    { width: NOTEBOOKS_AT_ONCE, signal },
    (name) => admin.create(NOTEBOOKS, exampleNotebook(name)),
  );
  for (const name of names) await watched.until(name, isRunning);
  await calm(run);
  const found: Latencies = { stopTold: [], stopped: [], running: [] };
  for (let round = 1; found.stopTold.length < STOPS; round++) {
    for (const name of names) await stopAndStart(admin, watched, name, found);
    say(`latency ${round} of ${STOPS / NOTEBOOKS_AT_ONCE}: stop told in ${written(found.stopTold.at(-1)!, "ms")}`);
  }
  return toSection(found);
}

/** In milliseconds since just before the request was sent. */
interface Latencies {
  /** Until the status says that it is about this stop. */
  stopTold: number[];
  /** Until it says STOPPED. */
  stopped: number[];
  /** After a start, until it says RUNNING. */
  running: number[];
}

async function stopAndStart(admin: KubeClient, watched: WatchedNotebooks, name: string, found: Latencies) {
  const patch = (value: string | null) =>
    admin.patch(NOTEBOOKS, { namespace: NAMESPACE, name }, { metadata: { annotations: { [STOPPED]: value } } }, {
      type: "merge",
    });
  const stop = new Date().toISOString();
  const stopping = performance.now();
  const told = watched.until(name, ({ status }) => status?.actedOn?.stopped === stop);
  const stopped = watched.until(name, ({ status }) => status?.state === "STOPPED");
  await patch(stop);
  await told;
  found.stopTold.push(performance.now() - stopping);
  await stopped;
  found.stopped.push(performance.now() - stopping);
  const starting = performance.now();
  const running = watched.until(name, isRunning);
  await patch(null);
  await running;
  found.running.push(performance.now() - starting);
}

function isRunning({ metadata, status }: Notebook): boolean {
  return status?.state === "RUNNING" && metadata.annotations?.[STOPPED] === undefined && !status.actedOn?.stopped;
}

interface WatchedNotebooks extends AsyncDisposable {
  /** Resolves when the watch has brought a notebook as awaited. */
  until(name: string, isAwaited: (notebook: Notebook) => boolean): Promise<void>;
}

async function watchNotebooks(client: KubeClient, signal: AbortSignal): Promise<WatchedNotebooks> {
  const { controller: over, unlink } = linkAbort(signal);
  const store = startReflector(client, NOTEBOOKS, { namespace: NAMESPACE }, over.signal);
  await store.ready(AbortSignal.timeout(LIMIT_MS));
  return {
    until: (name, isAwaited) => awaitNotebook(store, name, isAwaited, signal),
    async [Symbol.asyncDispose]() {
      over.abort();
      unlink();
      await store.finished;
    },
  };
}

async function awaitNotebook(
  store: ReflectedStore<Notebook>,
  name: string,
  isAwaited: (notebook: Notebook) => boolean,
  signal: AbortSignal,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const check = () => {
    const found = store.get(`${NAMESPACE}/${name}`);
    if (found && isAwaited(found)) resolve();
  };
  const unsubscribe = store.subscribe(check);
  const late = setTimeout(() => reject(new Error(`Cannot see the change of ${name}: it takes too long`)), LIMIT_MS);
  const onAbort = () => reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  check();
  await promise.finally(() => {
    clearTimeout(late);
    signal.removeEventListener("abort", onAbort);
    unsubscribe();
  });
}

function toSection({ stopTold, stopped, running }: Latencies): Section {
  const row = (name: string, values: readonly number[]): [string, string] => [
    name,
    `${[50, 95, 100].map((each) => written(percentile(values, each))).join(" / ")} ms`,
  ];
  return {
    title: "From a wish to the status",
    about: `${written(stopTold.length)} stops and starts, one after another, of ${NOTEBOOKS_AT_ONCE} notebooks: from ` +
      "just before the annotation is patched until a watch brings the status. p50 / p95 / longest.",
    rows: [
      ["a stop is told (the status is about it)", stopTold],
      ["STOPPED", stopped],
      ["RUNNING after a start (pods are simulated)", running],
    ].map(([name, values]) => row(name as string, values as number[])),
    bounds: [],
  };
}
