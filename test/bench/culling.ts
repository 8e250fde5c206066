/** Effects: what it costs to look at many notebooks again and again whether they are idle. */
import type { BenchRun } from "./bench_run.ts";
import type { CullingRound } from "./culling_process.ts";
import { median } from "./figures.ts";
import { calm } from "./machine.ts";
import { type Section, written } from "./report.ts";

const PROGRAM = (name: string) => new URL(name, import.meta.url).pathname;
/** Twice as often as the default has it, so that it does not take long. */
const PERIOD_SECONDS = 30;
/** The first fills what is then kept. */
const ROUNDS = 4;
/** Of `concurrency`, and of what is asked of a Jupyter at once; a tenth more that are just being given up. */
const MOST_IN_FLIGHT = 50 * 3 * 1.1;

/** Has a culler look at this many notebooks, whose tools are real HTTP servers, for some rounds. */
export async function measureCulling({ notebooks }: { notebooks: number }, run: BenchRun): Promise<Section> {
  await calm(run);
  const rounds = await runRounds(notebooks, run);
  const kept = rounds.slice(1);
  const of = (value: (round: CullingRound) => number) => median(kept.map(value));
  const looksOf = ({ looks }: CullingRound) => Object.values(looks).reduce((sum, each) => sum + each, 0);
  const cpuSeconds = of((each) => each.cpuSeconds);
  const each = (value: (round: CullingRound) => number) => rounds.map((round) => written(value(round))).join(", ");
  return {
    title: "Culling",
    about:
      `${written(notebooks)} Jupyters are looked at every ${PERIOD_SECONDS} s, twice as often as by default, each on ` +
      "an address of its own and over HTTP, by a culler in a process of its own. One in a hundred never answers, one in a " +
      "hundred fails, one in ten computes, and near half have run out of time and wait for their turn. The first round is left out of the medians.",
    rows: [
      ["looks in a round", each(looksOf)],
      [
        "verdicts in the last",
        Object.entries(rounds.at(-1)!.looks).map(([name, n]) => `${written(n)} ${name}`).join(", "),
      ],
      ["requests in a round", each((round) => round.requests)],
      ["most requests in flight", each((round) => round.mostInFlight)],
      ["annotations written", each((round) => round.writes)],
      ["CPU for a round", written(cpuSeconds, "s")],
      ["of one core, looking once a minute", written(cpuSeconds / 60 * 100, "%")],
      ["RSS at the end of each round, garbage collected", each((round) => round.rssMegabytes) + " MB"],
      ["heap", each((round) => round.heapMegabytes) + " MB"],
      ["open files", each((round) => round.openFiles)],
    ],
    bounds: [
      {
        name: "requests in flight",
        measured: Math.max(...rounds.map((one) => one.mostInFlight)),
        atMost: MOST_IN_FLIGHT,
      },
      {
        name: "percent of the notebooks that a round missed",
        measured: Math.max(...kept.map((round) => (1 - looksOf(round) / notebooks) * 100)),
        // A round is cut where looks are under way.
        atMost: 5,
      },
      {
        name: "MB that the heap grew by from the second round to the last",
        measured: rounds.at(-1)!.heapMegabytes - rounds[1].heapMegabytes,
        atMost: 3,
      },
      {
        name: "MB that the RSS grew by from the second round to the last",
        measured: rounds.at(-1)!.rssMegabytes - rounds[1].rssMegabytes,
        atMost: 30,
      },
      { name: "open files", measured: Math.max(...rounds.map((one) => one.openFiles)), atMost: MOST_IN_FLIGHT + 200 },
    ],
  };
}

async function runRounds(notebooks: number, { say, signal }: BenchRun): Promise<CullingRound[]> {
  const program = (args: string[]) => new Deno.Command(Deno.execPath(), { args, signal, stdout: "piped" }).spawn();
  const tools = program(["run", "--no-check", "--allow-net", PROGRAM("culling_tools.ts"), String(notebooks)]);
  try {
    const port = (await linesOf(tools.stdout).next()).value;
    if (!port) throw new Error("Cannot measure culling: the tools do not listen.");
    // It reads its own CPU time in /proc, which asks for everything.
    const flags = ["--no-check", "--allow-all", "--v8-flags=--expose-gc"];
    const counts = [notebooks, port, PERIOD_SECONDS, ROUNDS].map(String);
    const culler = program(["run", ...flags, PROGRAM("culling_process.ts"), ...counts]);
    const rounds: CullingRound[] = [];
    for await (const line of linesOf(culler.stdout)) {
      rounds.push(JSON.parse(line));
      say(`culling, round ${rounds.length} of ${ROUNDS}: ${written(rounds.at(-1)!.cpuSeconds, "s")} of CPU`);
    }
    const { code } = await culler.status;
    if (code !== 0 || rounds.length !== ROUNDS) {
      throw new Error(`Cannot measure culling: the culler ended with ${code}.`);
    }
    return rounds;
  } finally {
    tools.kill("SIGKILL");
    await tools.status;
  }
}

async function* linesOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  let rest = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop()!;
    yield* lines;
  }
}
