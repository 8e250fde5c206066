import { listed, type RequestCounts, total } from "./audit_log.ts";
import { median } from "./figures.ts";
import type { IdleTime } from "./idle.ts";
import { type Section, written } from "./report.ts";

/** What one round of the floor found. */
export interface FloorRound {
  wallMs: number;
  /** CPU seconds of the control plane's programs until all were ready. */
  planeCpuSeconds: number;
  /** The share of the CPU time that was used which programs took that have nothing to do with this, 0 to 1. */
  othersShare: number;
}

/** What one round of ours found. */
export interface OwnRound extends FloorRound {
  /** Of our controller, until it wrote nothing any more. */
  counts: RequestCounts;
  /** By everybody, in that time. */
  allWrites: number;
  cpuSeconds: number;
  peakMegabytes: number;
}

/** The suite that we replace, as issue 4 tells of it; we have not measured it. */
const REPLACED: readonly (readonly [string, string])[] = [
  ["the replaced suite, as quoted: 500 ready", "40 s, 5.0 CPU s"],
  ["the replaced suite, as quoted: requests", "2,300 reads, about 12 writes per notebook by all writers"],
  ["the replaced suite, as quoted: ever after", "136–189 writes per second in its released version"],
];

/** The section that compares ours with the floor, by the medians of their rounds. */
export function reconcileSection(
  notebooks: number,
  floors: readonly FloorRound[],
  ours: readonly OwnRound[],
  idle: IdleTime,
): Section {
  const of = <T>(rounds: readonly T[], value: (round: T) => number) => median(rounds.map(value));
  const each = (rounds: readonly FloorRound[]) => rounds.map(({ wallMs }) => written(wallMs / 1_000)).join(", ");
  const others = (rounds: readonly FloorRound[]) =>
    rounds.map(({ othersShare }) => `${(othersShare * 100).toFixed(0)} %`).join(", ");
  const writesOf = ({ counts }: OwnRound) => total(counts.writes, "events") / notebooks;
  const last = ours.at(-1)!;
  return {
    title: `${written(notebooks)} notebooks to ready`,
    about:
      "Notebooks are created on a real control plane with simulated nodes, ten requests at once, until each says " +
      "RUNNING with one ready replica. The floor creates the Notebook, the StatefulSet and the Service, writes one " +
      "status, and waits for the StatefulSets; it decides nothing. Each round has a control plane of its own, floor " +
      "and ours in turns; medians are compared. Every tool is stood in for by one server that answers.",
    rows: [
      ["floor, wall", `${written(of(floors, (round) => round.wallMs) / 1_000, "s")} (${each(floors)})`],
      ["ours, wall", `${written(of(ours, (round) => round.wallMs) / 1_000, "s")} (${each(ours)})`],
      ["CPU time that others took, by round", `floor ${others(floors)}; ours ${others(ours)}`],
      ["the control plane's own CPU, floor", written(of(floors, (round) => round.planeCpuSeconds), "s")],
      ["the control plane's own CPU, ours", written(of(ours, (round) => round.planeCpuSeconds), "s")],
      ["controller, CPU from its start on", written(of(ours, (round) => round.cpuSeconds), "s")],
      ["controller, peak RSS", written(of(ours, (round) => round.peakMegabytes), "MB")],
      ["controller, writes by kind", listed(last.counts.writes)],
      ["controller, reads", listed(last.counts.reads)],
      ["controller, requests that failed", written(last.counts.failed)],
      ["writes per notebook by all writers", written(of(ours, (round) => round.allWrites) / notebooks)],
      [`idle for ${idle.seconds} s: writes and reads`, `${listed(idle.counts.writes)}; ${listed(idle.counts.reads)}`],
      [`idle for ${idle.seconds} s: controller's CPU`, written(idle.cpuSeconds, "s")],
      ...REPLACED,
    ],
    bounds: [
      {
        name: "wall, ours ÷ floor",
        measured: of(ours, (round) => round.wallMs) / of(floors, (round) => round.wallMs),
        atMost: 1.3,
      },
      { name: "writes per notebook by us, mirrored Events apart", measured: of(ours, writesOf), atMost: 6 },
      { name: `writes by us in ${idle.seconds} s of idleness`, measured: total(idle.counts.writes), atMost: 0 },
    ],
  };
}
