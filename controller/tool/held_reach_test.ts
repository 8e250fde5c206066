import { assertEquals } from "@std/assert";
import { exampleNotebook } from "../../kube/explain/example_notebook.ts";
import { examplePod } from "../../kube/explain/example_pod.ts";
import type { ToolObject, Workload } from "../../kube/explain/mod.ts";
import {
  type Notebook,
  type PvcViewer,
  RESTART_ANNOTATION,
  type Service,
  UPDATE_POLICY_ANNOTATION,
} from "../../kube/mod.ts";
import { createKinds } from "../kinds.ts";
import { exampleObserved, ISTIO } from "../notebook/example_observed.ts";
import { type ControllerSettings, DEFAULT_SETTINGS } from "../settings.ts";
import type { Observed } from "./observed.ts";
import { planTool } from "./plan.ts";

const NOW = new Date("2026-11-23T12:00:00Z");
const policy = { [UPDATE_POLICY_ANNOTATION]: "on-restart" };

function planOf(plural: string, object: ToolObject, workload?: Workload, settings: Partial<ControllerSettings> = {}) {
  const all = { ...DEFAULT_SETTINGS, ...settings };
  const kind = createKinds(all).get(plural)!;
  const running = workload ? { pod: examplePod(), answering: "yes" as const } : {};
  const observed = { ...exampleObserved(), routes: ISTIO, object, workload, ...running } as unknown as Observed;
  return planTool(kind, observed, all, NOW);
}

/** The workload as a first plan makes it. */
function madeOf(plural: string, object: ToolObject): Workload {
  const { body } = planOf(plural, object).applies[0];
  return { ...body, status: { replicas: 1 } } as Workload;
}

/** Where a plan has the Service lead, and the route begin. */
function reachOf(plan: ReturnType<typeof planOf>) {
  const bodyOf = (kind: string) => plan.applies.find((each) => each.kind === kind)?.body;
  const service = bodyOf("Service") as Service;
  const route = bodyOf("Route") as unknown as { spec: { http: { match: { uri: { prefix: string } }[] }[] } };
  return [service.spec?.ports?.[0].targetPort, route.spec.http[0].match[0].uri.prefix];
}

const notebook = (containerPort: number, generation: number, annotations = {}): Notebook => {
  const containers = [{ name: "train", image: "jupyter", ports: [{ containerPort }] }];
  const made = exampleNotebook({
    metadata: { generation, annotations: { ...policy, ...annotations } },
    spec: { containers },
  });
  return { ...made, status: { conditions: [], readyReplicas: 1, containerState: {}, observedGeneration: generation } };
};
const viewer = (spec: Partial<PvcViewer["spec"]>, generation: number): PvcViewer => ({
  metadata: { name: "files", namespace: "team", uid: "1", generation, annotations: policy },
  spec: { pvc: "data", rwoScheduling: false, ...spec },
});

Deno.test("a notebook whose new port is held is reached by the one that it has, until it restarts", () => {
  const workload = madeOf("notebooks", notebook(8888, 1));
  const prefix = "/notebook/team/train/";
  assertEquals(reachOf(planOf("notebooks", notebook(9999, 2), workload)), [8888, prefix]);
  const restarted = notebook(9999, 2, { [RESTART_ANNOTATION]: "2026-11-23T11:59:00Z" });
  assertEquals(reachOf(planOf("notebooks", restarted, workload)), [9999, prefix]);
});

Deno.test("a viewer is reached where its pod was told that it is, whatever its spec or the admin says since", () => {
  const workload = madeOf("pvcviewers", viewer({}, 1));
  const before = "/volumes/devices/team/files/";
  const edited = viewer({ networking: { targetPort: 9000, basePrefix: "/files", rewrite: "/" } }, 2);
  const plan = planOf("pvcviewers", edited, workload);
  assertEquals(reachOf(plan), [8000, before]);
  assertEquals([plan.status?.url, plan.question?.path, plan.question?.routedPath], [before, before, before]);
  const moved = planOf("pvcviewers", viewer({}, 1), workload, { viewerBasePrefix: "/pvcviewers" });
  assertEquals(reachOf(moved), [8000, before]);
});
