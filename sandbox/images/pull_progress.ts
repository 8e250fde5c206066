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

/** Before anything has been said. */
export function startOfPull(packages?: number): PullProgress {
  return { phase: "resolving", done: 0, ...(packages ? { total: packages } : {}), unit: "packages", bytes: 0 };
}

/** pip names each file as it begins to download it, uv the large ones when it has begun and again when it has them. */
const DOWNLOAD = /^\s*(?:Downloading|Using cached|Processing) (\S+)(?: \(([\d.]+) ?(bytes|[kKMG]i?B)\))?/;
const UNITS: Record<string, number> = {
  bytes: 1,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
};

/** The progress after one more line of pip's, uv's or Deno's output; the same object where the line says nothing. */
export function advancePull(progress: PullProgress, line: string): PullProgress {
  const installing = /^Installing collected packages: (.+)$/.exec(line);
  if (installing) return { ...progress, phase: "installing", done: 0, total: installing[1].split(", ").length };
  const resolved = /^Resolved (\d+) packages?/.exec(line);
  if (resolved) return { ...progress, phase: "downloading", done: 0, total: Number(resolved[1]) };
  if (/^Prepared \d+ packages?/.test(line)) return { ...progress, phase: "installing", done: 0 };
  if (line.startsWith("Initialize ")) {
    return { ...progress, phase: "installing", done: progress.phase === "installing" ? progress.done + 1 : 1 };
  }
  const download = /^Download (\S+\.tgz)$/.exec(line) ?? DOWNLOAD.exec(line);
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
  const broken = lines.findLast((line) => /connection broken by/.test(line)) ?? "";
  // As in: connection broken by 'NewConnectionError('<…object at 0x7f>: Failed to establish …')': /simple/pip/
  const cause = /connection broken by '(?:\w+\(['"](?:<[^>]*>: )?)?(.+?)['"]?\)?': \S+$/.exec(broken)?.[1];
  return cause ? `${error} (the package index cannot be reached: ${cause})` : error;
}

/** Why Deno's installer failed: its error, with the cause where it says one. */
export function explainDenoFailure(output: string): string {
  const error = /^error: (.+)$/m.exec(output)?.[1] ??
    (output.trim().split("\n").at(-1) || "the installer said nothing");
  const cause = /^Caused by:\n\s+(.+)$/m.exec(output)?.[1];
  return cause ? `${error} (${cause})` : error;
}
