import process from "node:process";
import { Counter, Gauge, Registry } from "prom-client";

/**
 * A registry with this process' memory, CPU time and start, under their usual names. prom-client's own default metrics
 * hold nonsense on Deno: event loop delays and handles that it does not report.
 */
export function createMetricsRegistry(): Registry {
  const registry = new Registry();
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      ...{ name, help, registers: [registry] },
      collect() {
        this.set(value());
      },
    });
  const startedAt = Date.now() / 1000;
  gauge("process_resident_memory_bytes", "Resident memory.", () => process.memoryUsage.rss());
  gauge("process_start_time_seconds", "Start of the process, seconds since 1970.", () => startedAt);
  new Counter({
    ...{ name: "process_cpu_seconds_total", help: "User and system CPU time.", registers: [registry] },
    collect() {
      const { user, system } = process.cpuUsage();
      this.reset();
      this.inc((user + system) / 1e6);
    },
  });
  return registry;
}
