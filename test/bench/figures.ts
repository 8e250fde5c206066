/** The middle of some numbers; the mean of the middle two where there is no middle one. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error("Cannot tell the median: there is no value.");
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return Number.isInteger(middle) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[Math.floor(middle)];
}

/** The smallest value that at least `percent` of a hundred of the values do not exceed (nearest rank). */
export function percentile(values: readonly number[], percent: number): number {
  if (values.length === 0) throw new Error("Cannot tell a percentile: there is no value.");
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
}

/** CPU seconds, user and system, in the text of /proc/<pid>/stat; `ticksPerSecond` is 100 on every Linux that runs Deno. */
export function parseCpuSeconds(stat: string, ticksPerSecond = 100): number {
  // The program's name stands in parentheses and may hold spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** CPU seconds that all cores together have been busy since the start of the machine, in the text of /proc/stat. */
export function parseBusySeconds(stat: string, ticksPerSecond = 100): number {
  const [user, nice, system, , , irq, softirq, steal] = stat.split("\n")[0].trim().split(/\s+/).slice(1).map(Number);
  return (user + nice + system + irq + softirq + steal) / ticksPerSecond;
}

/** Peak resident memory in MB (10^6 bytes), in the text of /proc/<pid>/status. */
export function parsePeakMegabytes(status: string): number {
  const found = /^VmHWM:\s+(\d+) kB$/m.exec(status);
  if (!found) throw new Error("Cannot tell the peak memory: there is no VmHWM.");
  return Number(found[1]) * 1_024 / 1e6;
}
