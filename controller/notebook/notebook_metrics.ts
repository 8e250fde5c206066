import { Counter, Gauge, type Registry } from "prom-client";
import type { StatefulSet, Store } from "../../kube/mod.ts";
import { controllerOf } from "../children/child_ownership.ts";

/** What is counted of notebooks, by Kubeflow's names. */
export interface NotebookMetrics {
  /** A notebook's StatefulSet is made now. */
  creating(namespace: string): void;
  /** It could not be made. */
  createFailed(namespace: string): void;
  /** Shows from now on how many of the notebooks of these StatefulSets are not stopped. */
  show(statefulSets: Store<StatefulSet>): void;
}

/** Counts nothing. */
export const NO_NOTEBOOK_METRICS: NotebookMetrics = { creating() {}, createFailed() {}, show() {} };

/** Registers the metrics of notebooks that Kubeflow's dashboards ask for; a stopped one is not running, as it was there. */
export function registerNotebookMetrics(registry: Registry): NotebookMetrics {
  let shown: Store<StatefulSet> | undefined;
  const namespaced = { labelNames: ["namespace"], registers: [registry] };
  new Gauge({
    ...{ name: "notebook_running", help: "Current running notebooks in the cluster.", ...namespaced },
    collect() {
      this.reset();
      for (const [namespace, count] of countRunning(shown?.list() ?? [])) this.set({ namespace }, count);
    },
  });
  const total = (name: string, help: string) => new Counter({ name, help, ...namespaced });
  const created = total("notebook_create_total", "Total times of creating notebooks.");
  const failed = total("notebook_create_failed_total", "Total failure times of creating notebooks.");
  return {
    creating: (namespace) => created.inc({ namespace }),
    createFailed: (namespace) => failed.inc({ namespace }),
    show: (statefulSets) => void (shown = statefulSets),
  };
}

function countRunning(sets: readonly StatefulSet[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const set of sets) {
    if (controllerOf(set)?.kind !== "Notebook" || !set.spec?.replicas) continue;
    const namespace = set.metadata.namespace!;
    counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
  }
  return counts;
}
