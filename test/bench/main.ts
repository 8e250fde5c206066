/**
 * `deno task bench`: how fast, how heavy and how quiet we are, measured on this machine; `deno task bench store` measures
 * one part alone. Ends with 1 where a bound is missed.
 */
import { onStopSignal } from "../../platform/mod.ts";
import { KUBERNETES_VERSION } from "../controlplane/binaries.ts";
import { parseFlags } from "../run/flags.ts";
import type { BenchRun } from "./bench_run.ts";
import { measureAtRest } from "./at_rest.ts";
import { measureCulling } from "./culling.ts";
import { measureFailover } from "./failover.ts";
import { measureLatency } from "./latency.ts";
import { measureReconcile } from "./reconcile.ts";
import { isKept, type Section, toMarkdown, toPage } from "./report.ts";
import { measureStartUp } from "./start_up.ts";
import { measureStore } from "./store.ts";

const PAGE = new URL("../../docs/benchmarks.md", import.meta.url);

/** What is measured, in this order. */
const PARTS = ["reconcile", "at-rest", "store", "start-up", "latency", "failover", "culling"] as const;

const loadOfLastMinute = () => Deno.loadavg()[0];

async function main(args: readonly string[], run: BenchRun): Promise<boolean> {
  const flags = parseFlags(args, {
    notebooks: { kind: "count", about: "how many notebooks; 500, and 5,000 for start-up and culling" },
    rounds: { kind: "count", about: "how often floor and ours are measured; 3" },
    nodes: { kind: "count", about: "how many simulated nodes; 10" },
    idle: { kind: "count", about: "how many seconds of idleness are watched; 60" },
    kills: { kind: "count", about: "how often the leader is killed; 20" },
    write: { kind: "switch", about: "write docs/benchmarks.md" },
  }, PARTS);
  const of = (name: "notebooks" | "rounds" | "nodes" | "idle", otherwise: number) => flags.count(name) ?? otherwise;
  const reconcile = { notebooks: of("notebooks", 500), rounds: of("rounds", 3), nodes: of("nodes", 10) };
  const measures: Record<(typeof PARTS)[number], () => Promise<Section>> = {
    reconcile: () => measureReconcile({ ...reconcile, idleSeconds: of("idle", 60) }, run),
    "at-rest": () =>
      measureAtRest({
        ...{ notebooks: of("notebooks", 500), tensorboards: 100, viewers: 100 },
        ...{ nodes: of("nodes", 10), idleSeconds: of("idle", 60) },
      }, run),
    store: () => measureStore(run),
    "start-up": () => measureStartUp({ notebooks: of("notebooks", 5_000) }, run),
    latency: () => measureLatency({ nodes: of("nodes", 10) }, run),
    culling: () => measureCulling({ notebooks: of("notebooks", 5_000) }, run),
    failover: () => measureFailover({ kills: flags.count("kills") ?? 20 }, run),
  };
  const loadBefore = loadOfLastMinute();
  const sections: Section[] = [];
  for (const part of PARTS.filter((each) => flags.words.length === 0 || flags.words.includes(each))) {
    const section = await measures[part]();
    sections.push(section);
    run.say(`\n${toMarkdown(section)}\n`);
  }
  if (flags.isOn("write")) await Deno.writeTextFile(PAGE, toPage(sections, shapeOf(args, loadBefore)));
  return sections.every(({ bounds }) => bounds.every(isKept));
}

function shapeOf(args: readonly string[], loadBefore: number) {
  return {
    command: ["deno task bench", ...args].join(" "),
    date: new Date().toISOString().slice(0, 10),
    cores: navigator.hardwareConcurrency,
    memoryGigabytes: Math.round(Deno.systemMemoryInfo().total / 1e9),
    deno: Deno.version.deno,
    kubernetes: KUBERNETES_VERSION,
    load: [loadBefore, loadOfLastMinute()] as const,
  };
}

const stop = onStopSignal();
try {
  const isGood = await main(Deno.args, { say: (line) => console.log(line), signal: stop.signal });
  Deno.exit(isGood ? 0 : 1);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  Deno.exit(1);
}
