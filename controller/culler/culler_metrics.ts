import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import type { CullingReason, UnknownCause, VerdictKind } from "../../kube/explain/mod.ts";

/** What became of a subject that was to be stopped. */
export type ActionOutcome = "done" | "dry_run" | "limited" | "changed" | "gone" | "failed";

/** What the culler counts. */
export interface CullerMetrics {
  checked(kind: string, verdict: VerdictKind): void;
  acted(
    about: { kind: string; namespace: string; name: string; reason: CullingReason },
    outcome: ActionOutcome,
    at: Date,
  ): void;
  probed(probe: string, tookMs: number): void;
  unknown(cause: UnknownCause): void;
}

/** Counts nothing. */
export const NO_CULLER_METRICS: CullerMetrics = { checked() {}, acted() {}, probed() {}, unknown() {} };

/** Of so many notebooks it is told when they were stopped last, and how often: a series each for ever is no flat memory. */
const MAX_NOTEBOOKS = 1_000;

/** Registers the culler's metrics; two have the names and labels of Kubeflow's, for the notebooks that were stopped last. */
export function registerCullerMetrics(registry: Registry): CullerMetrics {
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter({ name, help, labelNames, registers });
  const checks = counter("atelier_culler_checks_total", "Looks at what may be idle, by verdict.", ["kind", "outcome"]);
  const actions = counter(
    "atelier_culler_actions_total",
    "What was to be stopped, by reason and by what became of it.",
    [
      "kind",
      "reason",
      "outcome",
    ],
  );
  const unknowns = counter("atelier_culler_unknown_total", "Looks that did not show whether it is idle, by cause.", [
    "cause",
  ]);
  const probes = new Histogram({
    ...{ name: "atelier_culler_probe_seconds", help: "How long a probe takes.", labelNames: ["probe"], registers },
    buckets: [0.005, 0.025, 0.1, 0.5, 1, 2.5, 5],
  });
  const culled = counter("notebook_culling_total", "Total times of culling notebooks.", ["namespace", "name"]);
  const latest = new Gauge({
    ...{ name: "last_notebook_culling_timestamp_seconds", help: "Timestamp of the last notebook culling in seconds." },
    ...{ labelNames: ["namespace", "name"], registers },
  });
  const told = new Map<string, { namespace: string; name: string }>();
  const remember = (labels: { namespace: string; name: string }) => {
    const key = `${labels.namespace}/${labels.name}`;
    told.delete(key);
    told.set(key, labels);
    if (told.size <= MAX_NOTEBOOKS) return;
    const [oldest, forgotten] = told.entries().next().value!;
    told.delete(oldest);
    culled.remove(forgotten);
    latest.remove(forgotten);
  };
  return {
    checked: (kind, outcome) => checks.inc({ kind, outcome }),
    acted({ kind, namespace, name, reason }, outcome, at) {
      actions.inc({ kind, reason, outcome });
      if (kind !== "Notebook" || outcome !== "done") return;
      culled.inc({ namespace, name });
      latest.set({ namespace, name }, at.getTime() / 1_000);
      remember({ namespace, name });
    },
    probed: (probe, tookMs) => probes.observe({ probe }, tookMs / 1_000),
    unknown: (cause) => unknowns.inc({ cause }),
  };
}
