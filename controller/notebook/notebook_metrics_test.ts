import { assertEquals } from "@std/assert";
import { Registry } from "prom-client";
import type { StatefulSet, Store } from "../../kube/mod.ts";
import { registerNotebookMetrics } from "./notebook_metrics.ts";

function set(namespace: string, name: string, replicas: number, kind = "Notebook"): StatefulSet {
  const owner = { apiVersion: "kubeflow.org/v1", kind, name, uid: name, controller: true };
  return { metadata: { namespace, name, ownerReferences: [owner] }, spec: { replicas } } as unknown as StatefulSet;
}

Deno.test("Kubeflow's metrics: what runs without what is stopped, what was made, and what could not be", async () => {
  const registry = new Registry();
  const metrics = registerNotebookMetrics(registry);
  const sets = [
    set("a", "one", 1),
    set("a", "two", 1),
    set("a", "off", 0),
    set("b", "three", 1),
    set("b", "db", 1, "X"),
  ];
  metrics.show({ list: () => sets } as unknown as Store<StatefulSet>);
  metrics.creating("a");
  metrics.creating("a");
  metrics.createFailed("a");
  const lines = (await registry.metrics()).split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  assertEquals(lines, [
    'notebook_running{namespace="a"} 2',
    'notebook_running{namespace="b"} 1',
    'notebook_create_total{namespace="a"} 2',
    'notebook_create_failed_total{namespace="a"} 1',
  ]);
});
