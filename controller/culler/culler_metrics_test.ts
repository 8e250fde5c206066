import { assertEquals } from "@std/assert";
import { Registry } from "prom-client";
import { registerCullerMetrics } from "./culler_metrics.ts";

Deno.test("checks, actions, probes and causes are counted under their names", async () => {
  const registry = new Registry();
  const metrics = registerCullerMetrics(registry);
  metrics.checked("Notebook", "idle");
  metrics.unknown("TooSlow");
  metrics.probed("jupyter", 30);
  const about = { kind: "Notebook", namespace: "team", name: "train", reason: "IdleTooLong" } as const;
  metrics.acted(about, "done", new Date(5_000));
  metrics.acted(about, "limited", new Date(9_000));
  metrics.acted({ ...about, kind: "Tensorboard" }, "done", new Date(9_000));
  const lines = (await registry.metrics()).split("\n").filter((line) =>
    /^[a-z]/.test(line) && !line.includes("bucket")
  );
  assertEquals(lines, [
    `atelier_culler_checks_total{kind="Notebook",outcome="idle"} 1`,
    `atelier_culler_actions_total{kind="Notebook",reason="IdleTooLong",outcome="done"} 1`,
    `atelier_culler_actions_total{kind="Notebook",reason="IdleTooLong",outcome="limited"} 1`,
    `atelier_culler_actions_total{kind="Tensorboard",reason="IdleTooLong",outcome="done"} 1`,
    `atelier_culler_unknown_total{cause="TooSlow"} 1`,
    `atelier_culler_probe_seconds_sum{probe="jupyter"} 0.03`,
    `atelier_culler_probe_seconds_count{probe="jupyter"} 1`,
    `notebook_culling_total{namespace="team",name="train"} 1`,
    `last_notebook_culling_timestamp_seconds{namespace="team",name="train"} 5`,
  ]);
});

Deno.test("of the notebooks that were stopped longest ago nothing is kept, so that memory stays flat", async () => {
  const registry = new Registry();
  const metrics = registerCullerMetrics(registry);
  const stop = (name: string) =>
    metrics.acted({ kind: "Notebook", namespace: "team", name, reason: "IdleTooLong" }, "done", new Date(5_000));
  for (let index = 0; index <= 1_000; index++) {
    stop(`n${index}`);
    stop("again");
  }
  const lines = (await registry.metrics()).split("\n");
  assertEquals(lines.filter((line) => line.startsWith("notebook_culling_total{")).length, 1_000);
  assertEquals(lines.includes('notebook_culling_total{namespace="team",name="again"} 1001'), true);
  assertEquals(lines.some((line) => line.includes('name="n0"')), false);
});
