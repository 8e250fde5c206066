/** How far a pull is, as the pod's annotation `sandbox.atelier.dev/pull-progress` carries it. */
export interface PullProgress {
  phase: "resolving" | "downloading" | "installing";
  done: number;
  /** Absent where nobody knows. */
  total?: number;
  unit: "packages";
  /** Downloaded so far. */
  bytes: number;
}

/** Before pip has said anything. */
export function startOfPull(packages?: number): PullProgress {
  return { phase: "resolving", done: 0, ...(packages ? { total: packages } : {}), unit: "packages", bytes: 0 };
}

const DOWNLOAD = /^\s*(?:Downloading|Using cached|Processing) (\S+)(?: \(([\d.]+) (bytes|[kMG]B)\))?/;
const UNITS: Record<string, number> = { bytes: 1, kB: 1e3, MB: 1e6, GB: 1e9 };

/** The progress after one more line of pip's output; the same object where the line says nothing. */
export function advancePull(progress: PullProgress, line: string): PullProgress {
  const installing = /^Installing collected packages: (.+)$/.exec(line);
  if (installing) return { ...progress, phase: "installing", done: 0, total: installing[1].split(", ").length };
  const download = DOWNLOAD.exec(line);
  if (!download || download[1].endsWith(".metadata")) return progress;
  const done = progress.done + 1;
  const bytes = progress.bytes + Math.round(Number(download[2] ?? 0) * (UNITS[download[3]] ?? 0));
  const total = progress.total && Math.max(progress.total, done);
  return { ...progress, phase: "downloading", done, ...(total ? { total } : {}), bytes };
}

/** Why pip failed, from its output: its last ERROR line, and what broke the connection where it says so. */
export function explainPipFailure(output: string): string {
  const lines = output.split("\n").map((line) => line.trim()).filter(Boolean);
  const error = lines.findLast((line) => line.startsWith("ERROR:")) ?? lines.at(-1) ?? "pip said nothing";
  const broken = /connection broken by '(.+)': \S+$/.exec(
    lines.findLast((line) => /connection broken by/.test(line)) ?? "",
  );
  return broken ? `${error} (the package index cannot be reached: ${broken[1]})` : error;
}
