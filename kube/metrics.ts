import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import { qualified } from "./failure.ts";
import type { ResourceType } from "./resource_type.ts";
import type { Store } from "./store.ts";
import type { RestartCause } from "./watch_restart.ts";

/** What became of an apply; `unchanged` was never sent. */
export type ApplyOutcome = "unchanged" | "created" | "applied" | "conflict" | "refused" | "failed";

/** What the Kubernetes layer counts; nobody needs to know where it goes. */
export interface KubeMetrics {
  /** A watch's request has ended, and another follows. */
  watchRestarted(type: ResourceType, cause: RestartCause): void;
  /** A store that was in sync is listed anew. */
  relisted(type: ResourceType, cause: RestartCause): void;
  /** Shows a store's size and health from now on, until what it gives back is called. */
  showStore(store: Store): () => void;
  applied(type: ResourceType, outcome: ApplyOutcome): void;
  /** Counters of one work queue; `depth` is asked when somebody looks. */
  queue(name: string, depth: () => number): QueueMetrics;
  /** Whether this process leads where the lease of this name decides who does. */
  leading(name: string, isLeading: boolean): void;
}

/** What one work queue counts. */
export interface QueueMetrics {
  added(): void;
  /** A key's work begins, after it has waited. */
  started(waitedMs: number): void;
  ended(workedMs: number, outcome: "done" | "again" | "failed" | "given_up"): void;
}

/** Counts nothing. */
export const NO_KUBE_METRICS: KubeMetrics = {
  watchRestarted() {},
  relisted() {},
  showStore: () => () => {},
  applied() {},
  queue: () => ({ added() {}, started() {}, ended() {} }),
  leading() {},
};

const SECONDS = [0.001, 0.005, 0.025, 0.1, 0.5, 1, 5, 10, 30, 60];

/**
 * Registers the metrics of the Kubernetes layer, and makes one set for each part of a process that uses it. Those of
 * queues and elections have the names of client-go's, which dashboards know.
 */
export function registerKubeMetrics(registry: Registry): (part: string) => KubeMetrics {
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter({ name, help, labelNames: ["part" as const, ...labelNames], registers });
  const histogram = (name: string, help: string) =>
    new Histogram({ name, help, labelNames: ["part", "name"], buckets: SECONDS, registers });
  const restarts = counter("atelier_kube_watch_restarts_total", "Watches opened again, by what ended them.", [
    "resource",
    "cause",
  ]);
  const relists = counter("atelier_kube_relists_total", "Stores listed anew after they had been in sync.", [
    "resource",
    "cause",
  ]);
  const applies = counter("atelier_kube_applies_total", "Server-side applies, by what became of them.", [
    "resource",
    "outcome",
  ]);
  const adds = counter("workqueue_adds_total", "Keys added to a work queue.", ["name"]);
  const ends = counter("workqueue_ends_total", "Keys worked on, by outcome.", ["name", "outcome"]);
  const waits = histogram("workqueue_queue_duration_seconds", "How long keys wait in a work queue.");
  const works = histogram("workqueue_work_duration_seconds", "How long the work on a key takes.");
  const leading = new Gauge({
    name: "leader_election_master_status",
    ...{ help: "1 while this process leads, 0 while it is a candidate.", labelNames: ["name"], registers },
  });
  const stores = registerStores(registry);
  const depths = registerDepths(registry);
  return (part) => ({
    watchRestarted: (type, cause) => restarts.inc({ part, resource: nameOf(type), cause }),
    relisted: (type, cause) => relists.inc({ part, resource: nameOf(type), cause }),
    leading: (name, isLeading) => leading.set({ name }, isLeading ? 1 : 0),
    applied: (type, outcome) => applies.inc({ part, resource: nameOf(type), outcome }),
    showStore(store) {
      const shown = { part, store };
      stores.add(shown);
      return () => void stores.delete(shown);
    },
    queue(name, depth) {
      depths.set(`${part}/${name}`, { part, name, depth });
      return {
        added: () => adds.inc({ part, name }),
        started: (waitedMs) => waits.observe({ part, name }, waitedMs / 1000),
        ended(workedMs, outcome) {
          works.observe({ part, name }, workedMs / 1000);
          ends.inc({ part, name, outcome });
        },
      };
    },
  });
}

/** Sizes and health are read when somebody looks, so that a change of a store costs nothing. */
function registerStores(registry: Registry): Set<{ part: string; store: Store }> {
  const stores = new Set<{ part: string; store: Store }>();
  const gauge = (name: string, help: string, valueOf: (store: Store) => number) =>
    new Gauge({
      ...{ name, help, labelNames: ["part", "resource"], registers: [registry] },
      collect() {
        this.reset();
        for (const { part, store } of stores) this.set({ part, resource: nameOf(store.type) }, valueOf(store));
      },
    });
  gauge("atelier_kube_store_objects", "Objects in a store.", (store) => store.size);
  gauge(
    "atelier_kube_store_synced",
    "1 while a store is in sync with its watch.",
    (store) => store.isReady && !store.staleSince ? 1 : 0,
  );
  return stores;
}

/** By part and name: a queue that takes the place of another is shown alone. */
function registerDepths(registry: Registry): Map<string, { part: string; name: string; depth: () => number }> {
  const depths = new Map<string, { part: string; name: string; depth: () => number }>();
  new Gauge({
    ...{ name: "workqueue_depth", help: "Keys that wait in a work queue.", labelNames: ["part", "name"] },
    registers: [registry],
    collect() {
      for (const { part, name, depth } of depths.values()) this.set({ part, name }, depth());
    },
  });
  return depths;
}

const nameOf = ({ plural, group }: ResourceType) => qualified(plural, group);
