import type { Evidence } from "../evidence.ts";
import type { ToolAddress } from "../tool_address.ts";

const SOURCE = "gateway";
const SERIES = /^istio_requests_total\{([^}]*)\}\s+(\S+)/;
const SERVICE = /(?:^|,)destination_service="([^"]*)"/;
const PROBE = /(?:^|,)probe="true"/;

/** Requests of people by Service (`name.namespace`), from a gateway's metrics in Prometheus' text format. */
export function readCounters(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of text.split("\n")) {
    const [, labels = "", value] = SERIES.exec(line) ?? [];
    const host = SERVICE.exec(labels)?.[1];
    if (!host || PROBE.test(labels)) continue;
    const service = host.split(".").slice(0, 2).join(".");
    counts.set(service, (counts.get(service) ?? 0) + Number(value));
  }
  return counts;
}

interface Seen {
  count: number;
  changedAt: number;
  lookedAt: number;
}

/** Remembers, while it is looked at, when each Service's counter last moved: counters themselves have no times. */
export class CounterMemory {
  readonly #seen = new Map<string, Seen>();
  /** What nobody looked at in this time is forgotten, in ms. */
  readonly #forgetAfterMs: number;

  constructor(forgetAfterMs: number) {
    this.#forgetAfterMs = forgetAfterMs;
  }

  get size(): number {
    return this.#seen.size;
  }

  /** A counter that moved, back to nothing included, is use; one that is seen first is idle since now. */
  look(counts: ReadonlyMap<string, number>, { service }: ToolAddress, checkedAt: number): Evidence {
    const key = `${service.name}.${service.namespace}`;
    const count = counts.get(key) ?? 0;
    if (!(count >= 0)) {
      const parameters = { source: SOURCE, detail: `a counter of ${count}` };
      return { kind: "unknown", source: SOURCE, checkedAt, cause: "Malformed", parameters };
    }
    const before = this.#seen.get(key);
    const hasMoved = before !== undefined && before.count !== count;
    const changedAt = before === undefined || hasMoved ? checkedAt : before.changedAt;
    this.#seen.set(key, { count, changedAt, lookedAt: checkedAt });
    if (hasMoved) return { kind: "active", source: SOURCE, checkedAt, reason: "Traffic" };
    return { kind: "idle-since", source: SOURCE, checkedAt, at: changedAt };
  }

  /** Forgets what was not looked at for long. */
  prune(nowMs: number): void {
    for (const [key, { lookedAt }] of this.#seen) {
      if (nowMs - lookedAt > this.#forgetAfterMs) this.#seen.delete(key);
    }
  }
}
