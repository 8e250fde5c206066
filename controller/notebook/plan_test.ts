import { assertEquals, assertStringIncludes } from "@std/assert";
import { exampleNotebook, runningStatus } from "../../kube/explain/example_notebook.ts";
import { examplePod, exampleStatefulSet } from "../../kube/explain/example_pod.ts";
import {
  ApiError,
  type KubeObject,
  type Notebook,
  PODS,
  REQUEST_HEADERS_ANNOTATION,
  RESTART_ANNOTATION,
  REWRITE_URI_ANNOTATION,
  SERVER_TYPE_ANNOTATION,
  type Service,
  STOPPED_ANNOTATION,
} from "../../kube/mod.ts";
import { DEFAULT_SETTINGS } from "../settings.ts";
import { refusalOf } from "../children/child_refusals.ts";
import { appliedStatefulSet, exampleObserved, ISTIO } from "./example_observed.ts";
import type { Observed } from "../tool/observed.ts";
import { planTool } from "../tool/plan.ts";
import { createNotebookKind } from "./notebook_kind.ts";

const NOW = new Date("2026-11-23T10:02:00Z");

const KIND = createNotebookKind(DEFAULT_SETTINGS);
const plan = (differs: Partial<Observed<Notebook>> = {}) =>
  planTool(KIND, exampleObserved(differs), DEFAULT_SETTINGS, NOW);
const kinds = (differs: Partial<Observed<Notebook>>) => plan(differs).applies.map((each) => each.kind);

Deno.test("a new notebook gets its StatefulSet, its Service and its route", () => {
  const { applies, status } = plan({ routes: ISTIO });
  assertEquals(applies.map((each) => [each.type.kind, each.body.metadata.name]), [
    ["StatefulSet", "train"],
    ["Service", "train"],
    ["VirtualService", "notebook-team-train"],
  ]);
  assertEquals([status?.state, status?.readyReplicas, status?.containerState], ["STARTING", 0, {}]);
});

Deno.test("a StatefulSet has no serviceName, and says which generation it was made from", () => {
  const body = plan().applies[0].body as KubeObject & { spec: Record<string, unknown> };
  assertEquals(Object.keys(body.spec), ["replicas", "selector", "template"]);
  assertEquals(body.metadata.annotations, { "atelier.dev/applied-generation": "1" });
  assertEquals(body.metadata.ownerReferences?.[0].blockOwnerDeletion, true);
});

Deno.test("a route whose kind is not listed yet waits, and blocks nothing", () => {
  assertEquals(kinds({ routes: { ...ISTIO, isReady: false } }), ["StatefulSet", "Service"]);
});

Deno.test("a kind of route that is not installed costs one condition", () => {
  const { applies, status } = plan({ routes: { kind: "none", missing: "virtualservices.networking.istio.io" } });
  assertEquals(applies.map((each) => each.kind), ["StatefulSet", "Service"]);
  assertEquals(conditionTypes(status), ["Ready", "RouteUnavailable"]);
});

Deno.test("nothing is created once a notebook is being deleted", () => {
  const notebook = exampleNotebook({ metadata: { deletionTimestamp: "2026-11-23T10:02:00Z" } });
  const { applies, removePod, status } = plan({ object: notebook });
  assertEquals([applies.length, removePod, status?.state], [0, undefined, "DELETING"]);
});

Deno.test("nothing is created for a name that is too long", () => {
  const { applies, status } = plan({ object: exampleNotebook({ metadata: { name: "n".repeat(53) } }) });
  assertEquals([applies.length, status?.explanation?.reason], [0, "NameTooLong"]);
});

Deno.test("nothing is created for a notebook that names no container", () => {
  const { applies, status } = plan({ object: exampleNotebook({ spec: { containers: [] } }), workload: undefined });
  assertEquals([applies.length, status?.state, status?.explanation?.reason], [0, "FAILED", "InvalidSpec"]);
});

Deno.test("a Service of something else is not overwritten, and nothing new is made beside it", () => {
  const service: Service = { metadata: { name: "train", namespace: "team" }, spec: {} };
  const { applies, status } = plan({ service });
  assertEquals([applies.length, status?.state, status?.explanation?.reason], [0, "FAILED", "NameTaken"]);
  assertEquals(conditionTypes(status), ["Ready", "NameTaken"]);
});

Deno.test("a notebook that runs beside a taken name can still be stopped", () => {
  const service: Service = { metadata: { name: "train", namespace: "team" }, spec: {} };
  const notebook = exampleNotebook({ metadata: { annotations: { [STOPPED_ANNOTATION]: "now" } } });
  assertEquals(kinds({ service, object: notebook, workload: appliedStatefulSet() }), ["StatefulSet"]);
});

Deno.test("a child of an earlier notebook of this name is waited for", () => {
  const set = exampleStatefulSet();
  const [owner] = set.metadata.ownerReferences!;
  const statefulSet = { ...set, metadata: { ...set.metadata, ownerReferences: [{ ...owner, uid: "of-before" }] } };
  const { applies, status } = plan({ workload: statefulSet, pod: examplePod() });
  assertEquals([applies.map((each) => each.kind), status?.explanation?.reason], [["Service"], "Accepted"]);
});

Deno.test("a body that was refused is not sent again, and its reason is said", () => {
  const [{ body }] = plan().applies;
  const error = new ApiError({ code: 422, message: 'StatefulSet.apps "train" is invalid: spec.x: Required value' });
  const refusals = { StatefulSet: refusalOf(body, error, NOW) };
  const refused = plan({ refusals });
  assertEquals(refused.applies.map((each) => each.kind), ["Service"]);
  assertEquals(refused.status?.explanation?.reason, "InvalidSpec");
  assertEquals(conditionTypes(refused.status), ["Ready", "ChildRefused"]);
  assertEquals(refused.next, { kind: "done" });
  const changed = exampleNotebook({ spec: { containers: [{ name: "train", image: "other" }] } });
  assertEquals(kinds({ refusals, object: changed }), ["StatefulSet", "Service"]);
});

Deno.test("what a policy refused is tried again after a while", () => {
  const [{ body }] = plan().applies;
  const refusals = { StatefulSet: refusalOf(body, new ApiError({ code: 403, message: "forbidden: no" }), NOW) };
  assertEquals(kinds({ refusals }), ["Service"]);
  const later = new Date(NOW.getTime() + 300_000);
  const again = planTool(KIND, exampleObserved({ refusals }), DEFAULT_SETTINGS, later);
  assertEquals(again.applies.map((each) => each.kind), ["StatefulSet", "Service"]);
});

Deno.test("a pod of an earlier revision that is not Ready goes, by its UID", () => {
  const statefulSet = upToDate({ updateRevision: "train-2", observedGeneration: 1 });
  const { removePod } = plan({ workload: statefulSet, pod: examplePod(), isOutdated: true });
  assertEquals(removePod, { type: PODS, namespace: "team", name: "train-0", uid: examplePod().metadata.uid! });
});

Deno.test("a Ready pod of an earlier revision is its StatefulSet's to replace", () => {
  const statefulSet = upToDate({ updateRevision: "train-2", observedGeneration: 1 });
  const pod = examplePod({ status: { conditions: [{ type: "Ready", status: "True" }] } });
  assertEquals(plan({ workload: statefulSet, pod, isOutdated: true }).removePod, undefined);
});

Deno.test("a restart removes the pod that was there when it was asked for, and none after", () => {
  const notebook = exampleNotebook({
    metadata: { annotations: { [RESTART_ANNOTATION]: "2026-11-23T10:01:30Z" } },
    status: runningStatus(),
  });
  const { removePod, status } = plan({ object: notebook, workload: upToDate(), pod: examplePod() });
  assertEquals(removePod?.name, "train-0");
  assertEquals([status?.state, status?.actedOn], ["RESTARTING", { restartRequestedAt: "2026-11-23T10:01:30Z" }]);
  const next = examplePod({ metadata: { creationTimestamp: "2026-11-23T10:01:31Z" } });
  assertEquals(plan({ object: notebook, workload: upToDate(), pod: next }).removePod, undefined);
});

Deno.test("a restart that was asked for before our first status is history", () => {
  const notebook = exampleNotebook({ metadata: { annotations: { [RESTART_ANNOTATION]: "2026-11-23T10:01:30Z" } } });
  assertEquals(plan({ object: notebook, workload: upToDate(), pod: examplePod() }).removePod, undefined);
});

Deno.test("an edit that is being applied is never running", () => {
  const notebook = exampleNotebook({ metadata: { generation: 2 }, spec: image("other"), status: runningStatus() });
  const { status } = plan({ object: notebook, workload: upToDate(), pod: examplePod(), answering: "yes" });
  assertEquals([status?.state, status?.url], ["RESTARTING", undefined]);
});

Deno.test("a tool is asked under its path once its container runs: jupyter for its kernels", () => {
  const jupyter = exampleNotebook({ metadata: { annotations: { [SERVER_TYPE_ANNOTATION]: "jupyter" } } });
  const statefulSet = upToDate();
  assertEquals(plan({ object: jupyter, workload: statefulSet, pod: examplePod() }).question, {
    run: `${examplePod().metadata.uid}/0/127.1.0.1`,
    service: { namespace: "team", name: "train", port: 80 },
    path: "/notebook/team/train/api/kernels?no_track_activity=1",
    routedPath: "/notebook/team/train/api/kernels?no_track_activity=1",
    accepts: "ok",
  });
  assertEquals(plan({ workload: statefulSet, pod: examplePod() }).question?.accepts, "any");
  assertEquals(plan().question, undefined);
});

Deno.test("a refused request header costs a condition, and the others are set", () => {
  const annotations = { "notebooks.kubeflow.org/http-headers-request-set": '{"X-Root": "/a", "Authorization": "b"}' };
  const { applies, status } = plan({ routes: ISTIO, object: exampleNotebook({ metadata: { annotations } }) });
  const route = applies.find((each) => each.kind === "Route")!.body as unknown as {
    spec: { http: { headers: unknown }[] };
  };
  assertEquals(route.spec.http[0].headers, { request: { set: { "X-Root": "/a" } } });
  assertEquals(conditionTypes(status), ["Ready", "AnnotationRefused"]);
});

Deno.test("a refused rewrite is none, and stands in one condition with what else is refused", () => {
  const annotations = { [REWRITE_URI_ANNOTATION]: "http://elsewhere/", [REQUEST_HEADERS_ANNOTATION]: "[]" };
  const { applies, status } = plan({ object: exampleNotebook({ metadata: { annotations } }), routes: ISTIO });
  const { spec } = applies.at(-1)!.body as KubeObject & { spec: { http: { rewrite: unknown }[] } };
  assertEquals(spec.http[0].rewrite, { uri: "/notebook/team/train/" });
  assertEquals(conditionTypes(status), ["Ready", "AnnotationRefused"]);
  const message = status?.conditions.at(-1)?.message ?? "";
  for (const each of Object.keys(annotations)) assertStringIncludes(message, each);
});

Deno.test("when everything is as it should be, there is nothing to do", () => {
  const first = plan({ workload: upToDate(), service: serviceUpToDate(), pod: examplePod(), answering: "yes" });
  const notebook = exampleNotebook({ status: first.status });
  const owned = { ...notebook, metadata: { ...notebook.metadata, managedFields: applied("status") } };
  const second = plan({
    object: owned,
    workload: upToDate(),
    service: serviceUpToDate(),
    pod: examplePod(),
    answering: "yes",
  });
  assertEquals([second.applies, second.status, second.events, second.removePod, second.next], [
    [],
    undefined,
    [],
    undefined,
    { kind: "done" },
  ]);
});

function conditionTypes(status: Notebook["status"]): string[] {
  return status?.conditions.map((each) => each.type) ?? [];
}

function image(name: string) {
  return { containers: [{ name: "train", image: name }] };
}

function applied(subresource?: string) {
  return [{ manager: "atelier-controller", operation: "Apply" as const, ...(subresource ? { subresource } : {}) }];
}

/** The StatefulSet as our apply for the plain example leaves it. */
function upToDate(status = {}) {
  const { body } = plan().applies.find((each) => each.kind === "StatefulSet")!;
  const { spec } = body as unknown as ReturnType<typeof appliedStatefulSet>;
  const set = appliedStatefulSet({ template: spec!.template, status });
  return { ...set, metadata: { ...set.metadata, managedFields: applied() } };
}

function serviceUpToDate() {
  const { body } = plan().applies.find((each) => each.kind === "Service")!;
  return { ...body, metadata: { ...body.metadata, managedFields: applied() } } as Service;
}
