import { assert, assertEquals } from "@std/assert";
import openapi from "../../kube/openapi/kubernetes.json" with { type: "json" };
import {
  findDrift,
  type KubeObject,
  type Notebook,
  type Pod,
  type ResourceType,
  type SchemaDocument,
  schemaOfKind,
  type Service,
  type StatefulSet,
} from "../../kube/mod.ts";
import { CONTROLLER, DEFAULT_SETTINGS } from "../settings.ts";
import { exampleObserved } from "./example_observed.ts";
import recorded from "./fixtures/kubeflow-1.11-notebooks.json" with { type: "json" };
import type { Observed } from "../tool/observed.ts";
import { planTool } from "../tool/plan.ts";
import { createNotebookKind } from "./notebook_kind.ts";

const KIND = createNotebookKind(DEFAULT_SETTINGS);
const NOW = new Date("2026-11-23T17:00:00Z");
const VIRTUAL_SERVICE: ResourceType = {
  group: "networking.istio.io",
  version: "v1beta1",
  plural: "virtualservices",
  kind: "VirtualService",
  namespaced: true,
};
// JSON's type is narrower than what the apiserver may answer.
const items = recorded.items as unknown as KubeObject[];
const document = openapi as unknown as SchemaDocument;
const schemaOf = (group: string, kind: string) => schemaOfKind(document, { group, version: "v1", kind });

function find<T extends KubeObject>(kind: string, name: string): T | undefined {
  return items.find((each) => each.kind === kind && each.metadata.name === name) as T | undefined;
}

/** What a controller of ours sees of a recorded notebook when it starts. */
function observedOf(notebook: Notebook): Observed<Notebook> {
  const { name } = notebook.metadata;
  return exampleObserved({
    object: notebook,
    workload: find<StatefulSet>("StatefulSet", name),
    service: find<Service>("Service", name),
    route: find("VirtualService", `notebook-team-${name}`),
    pod: find<Pod>("Pod", `${name}-0`),
    routes: { kind: "istio", type: VIRTUAL_SERVICE, isReady: true },
    schemas: { statefulSet: schemaOf("apps", "StatefulSet"), service: schemaOf("", "Service") },
  });
}

for (const notebook of items.filter((each) => each.kind === "Notebook") as Notebook[]) {
  const { name } = notebook.metadata;
  Deno.test(`takeover of ${name}: no field of a pod template changes, and no pod goes`, () => {
    const observed = observedOf(notebook);
    const plan = planTool(KIND, observed, DEFAULT_SETTINGS, NOW);
    assertEquals(plan.removePod, undefined);
    const set = plan.applies.find((each) => each.kind === "StatefulSet");
    assert(set, "the StatefulSet is adopted");
    const drift = findDrift(set.body, observed.workload!, { manager: CONTROLLER, schema: set.schema });
    // An owner reference is an item of its own: kubeflow.org/v1beta1 becomes v1, which restarts nothing.
    const beyond = drift!.changed.filter((path) => !path.startsWith("metadata."));
    assertEquals(beyond, []);
  });
}

Deno.test("takeover: Services and routes are as ours would be, but for whose apply made them", () => {
  for (const notebook of items.filter((each) => each.kind === "Notebook") as Notebook[]) {
    const observed = observedOf(notebook);
    for (const child of planTool(KIND, observed, DEFAULT_SETTINGS, NOW).applies) {
      if (child.kind === "StatefulSet") continue;
      const live = child.kind === "Service" ? observed.service! : observed.route!;
      const drift = findDrift(child.body, live, { manager: CONTROLLER, schema: child.schema });
      assertEquals(drift!.changed.filter((path) => !path.startsWith("metadata.")), [], notebook.metadata.name);
    }
  }
});

Deno.test("takeover: a wrong NB_PREFIX is put right at the next start, and said until then", () => {
  const { status } = planTool(KIND, observedOf(find("Notebook", "wrong-prefix")!), DEFAULT_SETTINGS, NOW);
  const pending = status?.conditions.find((each) => each.type === "RestartPending");
  assertEquals(pending?.message, "Takes effect at the next start: environment.");
});

Deno.test("takeover: a stopped notebook stays stopped, and says by when", () => {
  const stopped = find<Notebook>("Notebook", "stopped")!;
  const { status } = planTool(KIND, observedOf(stopped), DEFAULT_SETTINGS, NOW);
  const at = stopped.metadata.annotations?.["kubeflow-resource-stopped"];
  assertEquals(status?.explanation?.since, at);
  assertEquals(status?.explanation?.message, `Stopped, ${at}. Files are kept.`);
  assertEquals([status?.state, status?.explanation?.reason, status?.readyReplicas], ["STOPPED", "Stopped", 0]);
});
