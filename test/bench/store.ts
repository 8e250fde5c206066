/** Effects: what a store costs, measured in processes of their own. */
import type { BenchRun } from "./bench_run.ts";
import { median } from "./figures.ts";
import { type Section, written } from "./report.ts";
import type { StoreFigures } from "./store_process.ts";

const PROGRAM = new URL("store_process.ts", import.meta.url).pathname;
const ROUNDS = 3;
/** Far above what it needs: seconds. */
const LIMIT_MS = 120_000;

/** Runs the process that fills a store, and reads what it found. */
export async function runStoreProcess(over?: AbortSignal): Promise<StoreFigures> {
  const args = ["run", "--no-check", "--allow-env", "--allow-read", "--v8-flags=--expose-gc", PROGRAM];
  const signal = AbortSignal.any([AbortSignal.timeout(LIMIT_MS), ...over ? [over] : []]);
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args, signal }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  if (!success) throw new Error(`Cannot measure the store:\n${text(stderr)}`);
  return JSON.parse(text(stdout));
}

/** Measures the store, some times, and gives the medians. */
export async function measureStore({ say, signal }: BenchRun): Promise<Section> {
  const rounds: StoreFigures[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    rounds.push(await runStoreProcess(signal));
    say(`store ${round} of ${ROUNDS}: ${written(rounds.at(-1)!.heapMegabytes, "MB")}`);
  }
  const of = (value: (figures: StoreFigures) => number) => median(rounds.map(value));
  const [{ objects, jsonBytes }] = rounds;
  const megabytes = of((each) => each.heapMegabytes);
  return {
    title: "The store",
    about:
      `${written(objects)} pods of one namespace, each ${written(jsonBytes)} bytes as the apiserver tells it, come ` +
      "by a watch into the store that the controller keeps them in; then each changes once. Medians of three processes.",
    rows: [
      ["heap for all of them", written(megabytes, "MB")],
      ["heap for one", written(megabytes * 1e6 / objects, "bytes")],
      ["growth of the resident memory, parsing included", written(of((each) => each.rssMegabytes), "MB")],
      ["changes, from bytes to listeners", written(of((each) => each.eventsPerSecond), "per second")],
    ],
    bounds: [{ name: `MB for ${written(objects)} pods`, measured: megabytes, atMost: 60 }],
  };
}
