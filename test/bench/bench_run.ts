/** What every part of the benchmarks is handed. */
export interface BenchRun {
  /** Tells what is going on. */
  say: (line: string) => void;
  /** Ends the run; what was started is then stopped. */
  signal: AbortSignal;
}
