import { assertEquals } from "@std/assert";
import { exampleNotebook } from "../../kube/explain/example_notebook.ts";
import { examplePod } from "../../kube/explain/example_pod.ts";
import { ApiError, type Notebook, type StatefulSet, STOPPED_ANNOTATION } from "../../kube/mod.ts";
import { refusalOf } from "../children/child_refusals.ts";
import { appliedStatefulSet, exampleObserved } from "../notebook/example_observed.ts";
import { createNotebookKind } from "../notebook/notebook_kind.ts";
import { desiredTemplate } from "../notebook/pod_template.ts";
import { DEFAULT_SETTINGS } from "../settings.ts";
import type { Observed } from "./observed.ts";
import { planTool } from "./plan.ts";

const NOW = new Date("2026-11-23T12:00:00Z");
const KIND = createNotebookKind(DEFAULT_SETTINGS);
const workload = appliedStatefulSet({ template: desiredTemplate(exampleNotebook(), DEFAULT_SETTINGS).template });
const RUNNING = { workload, pod: examplePod(), answering: "yes" } as const;

/** The example after an edit of its containers. */
const edited = (containers: { name: string; image: string }[], annotations: Record<string, string> = {}): Notebook =>
  exampleNotebook({ metadata: { generation: 2, annotations }, spec: { containers } });
const planOf = (observed: Partial<Observed<Notebook>>) =>
  planTool(KIND, exampleObserved({ ...RUNNING, ...observed }), DEFAULT_SETTINGS, NOW);
const said = ({ status }: ReturnType<typeof planOf>) => [status?.state, status?.explanation?.message];

Deno.test("what runs goes on when its object is edited into what cannot be, and says so", () => {
  const plan = planOf({ object: edited([]) });
  assertEquals(plan.applies.map((each) => each.kind), []);
  assertEquals(said(plan), [
    "RUNNING",
    "Ready, but its last change was refused: it names no container and so no image.",
  ]);
  assertEquals(plan.status?.conditions.filter((each) => each.type === "RestartPending"), []);
});

Deno.test("it stops all the same, as it ran; stopped, nothing is made of it", () => {
  const object = edited([], { [STOPPED_ANNOTATION]: "2026-11-23T11:59:00Z" });
  const [{ body }, ...others] = planOf({ object }).applies;
  const { replicas, template } = (body as StatefulSet).spec!;
  assertEquals([replicas, template.spec?.containers[0].image, others], [
    0,
    "quay.io/jupyter/minimal-notebook:latest",
    [],
  ]);
  const down = appliedStatefulSet({ template: workload.spec!.template, replicas: 0, status: { replicas: 0 } });
  const stopped = planOf({ object, workload: down, pod: undefined, answering: "unasked" });
  assertEquals([stopped.applies, stopped.status?.state], [[], "STOPPED"]);
});

Deno.test("what runs goes on when the apiserver refuses its edit, and is not said to be replaced", () => {
  const object = edited([{ name: "train", image: "other" }]);
  const [{ body }] = planOf({ object }).applies;
  const error = new ApiError({ code: 422, message: 'StatefulSet.apps "train" is invalid: spec.x: Required value' });
  const plan = planOf({ object, refusals: { StatefulSet: refusalOf(body, error, NOW) } });
  assertEquals(said(plan), ["RUNNING", "Ready, but its last change was refused: spec.x: Required value."]);
});
