import type { Evidence } from "../evidence.ts";
import type { ToolAddress } from "../tool_address.ts";

const SOURCE = "gateway";
const SERIES = /^(istio_requests_total|atelier_gateway_connections_open)\{([^}]*)\}\s+(\S+)/;
const SERVICE = /(?:^|,)destination_service="([^"]*)"/;
const PROBE = /(?:^|,)probe="true"/;

/** What people use of a Service, as a gateway counts it. */
export interface CountedUse {
  /** So far. */
  readonly requests: number;
  /** Upgraded connections that are open now: a request tells of a WebSocket only once, when it opens. */
  readonly open: number;
}

const UNUSED: CountedUse = { requests: 0, open: 0 };

/** Use by people by Service (`name.namespace`), from a gateway's metrics in Prometheus' text format. */
export function readCounters(text: string): ReadonlyMap<string, CountedUse> {
  const uses = new Map<string, CountedUse>();
  for (const line of text.split("\n")) {
    const [, name, labels = "", value] = SERIES.exec(line) ?? [];
    const host = SERVICE.exec(labels)?.[1];
    if (!host || PROBE.test(labels)) continue;
    const service = host.split(".").slice(0, 2).join(".");
    const { requests, open } = uses.get(service) ?? UNUSED;
    const isOpen = name === "atelier_gateway_connections_open";
    const [more, moreOpen] = isOpen ? [0, Number(value)] : [Number(value), 0];
    uses.set(service, { requests: requests + more, open: open + moreOpen });
  }
  return uses;
}

interface Seen {
  requests: number;
  isOpen: boolean;
  usedAt: number;
  lookedAt: number;
}

/** Remembers, while it is looked at, when each Service was last in use: counters themselves have no times. */
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

  /**
   * An open connection is use, unless `connections` says to ignore it, and so is a counter that moved, back to nothing
   * included; what is seen first, or was open until now, is idle since now.
   */
  look(
    uses: ReadonlyMap<string, CountedUse>,
    { service }: ToolAddress,
    { checkedAt, connections }: { checkedAt: number; connections: "count" | "ignore" },
  ): Evidence {
    const key = `${service.name}.${service.namespace}`;
    const use = uses.get(key) ?? UNUSED;
    const wrong = [use.requests, use.open].find((each) => !(each >= 0));
    if (wrong !== undefined) {
      const parameters = { source: SOURCE, detail: `a counter of ${wrong}` };
      return { kind: "unknown", source: SOURCE, checkedAt, cause: "Malformed", parameters };
    }
    const before = this.#seen.get(key);
    const isOpen = connections === "count" && use.open > 0;
    const hasMoved = before !== undefined && before.requests !== use.requests;
    const isUsed = isOpen || hasMoved;
    const usedAt = isUsed || before === undefined || before.isOpen ? checkedAt : before.usedAt;
    this.#seen.set(key, { requests: use.requests, isOpen, usedAt, lookedAt: checkedAt });
    if (!isUsed) return { kind: "idle-since", source: SOURCE, checkedAt, at: usedAt };
    return { kind: "active", source: SOURCE, checkedAt, reason: isOpen ? "ConnectionOpen" : "Traffic" };
  }

  /** Forgets what was not looked at for long. */
  prune(nowMs: number): void {
    for (const [key, { lookedAt }] of this.#seen) {
      if (nowMs - lookedAt > this.#forgetAfterMs) this.#seen.delete(key);
    }
  }
}
