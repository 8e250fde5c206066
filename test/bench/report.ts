/** What one part of the benchmarks found: rows of a table, and the bounds that it is held to. */
export interface Section {
  title: string;
  /** What was done, in a sentence or two. */
  about: string;
  /** What was measured, and how much. */
  rows: readonly (readonly [string, string])[];
  bounds: readonly Bound[];
}

/** A figure that must not be larger than it may be. */
export interface Bound {
  name: string;
  measured: number;
  atMost: number;
}

/** The machine and the run, without saying whose machine it is. */
export interface Shape {
  command: string;
  date: string;
  cores: number;
  memoryGigabytes: number;
  deno: string;
  kubernetes: string;
  /** Load averages over a minute when the run began and when it ended: what else kept the machine busy. */
  load: readonly [number, number];
}

/** Whether a bound is kept. */
export const isKept = ({ measured, atMost }: Bound): boolean => measured <= atMost;

/** A number with as many digits as tell something. */
export function written(value: number, unit = ""): string {
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${value.toFixed(digits).replace(/\B(?=(\d{3})+$)/, ",")}${unit && ` ${unit}`}`;
}

/** A section as Markdown. */
export function toMarkdown({ title, about, rows, bounds }: Section): string {
  const table = (head: string, lines: readonly (readonly string[])[]) =>
    [head, head.replace(/[^|]+/g, " --- "), ...lines.map((line) => `| ${line.join(" | ")} |`)].join("\n");
  const held = bounds.map((bound) => [
    bound.name,
    written(bound.measured),
    `≤ ${written(bound.atMost)}`,
    isKept(bound) ? "kept" : "**missed**",
  ]);
  return [
    `## ${title}`,
    about,
    table("| figure | measured |", rows),
    ...(held.length > 0 ? [table("| bound | measured | at most | |", held)] : []),
  ].join("\n\n");
}

/** The whole page. */
export function toPage(sections: readonly Section[], { command, date, load, ...shape }: Shape): string {
  return [
    "# Benchmarks",
    `Written by \`${command}\` on ${date}; not by hand, and not in CI: figures depend on the machine and on what else it ` +
    "does.",
    `The machine: ${shape.cores} cores, ${shape.memoryGigabytes} GB of memory, Deno ${shape.deno}, Kubernetes ` +
    `${shape.kubernetes} with etcd, all on this one machine. Its load average over a minute was ${written(load[0])} ` +
    `before the run and ${written(load[1])} at its end, the run's own load included.`,
    ...sections.map(toMarkdown),
  ].join("\n\n") + "\n";
}
