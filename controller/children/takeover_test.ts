import { assert, assertEquals } from "@std/assert";
import openapi from "../../kube/openapi/kubernetes.json" with { type: "json" };
import {
  type Deployment,
  findDrift,
  type KubeObject,
  type PersistentVolumeClaim,
  type Pod,
  type ReplicaSet,
  type ResourceType,
  type SchemaDocument,
  schemaOfKind,
  type Service,
} from "../../kube/mod.ts";
import type { ToolObject } from "../../kube/explain/mod.ts";
import { createKinds } from "../kinds.ts";
import { CONTROLLER, DEFAULT_SETTINGS } from "../settings.ts";
import type { Observed } from "../tool/observed.ts";
import { planTool } from "../tool/plan.ts";
import type { ToolKind } from "../tool/tool_kind.ts";
import { childName } from "./child_names.ts";
import { controllerOf } from "./child_ownership.ts";
import recorded from "./fixtures/kubeflow-1.11-deployments.json" with { type: "json" };

const NOW = new Date("2026-11-23T17:00:00Z");
const VIRTUAL_SERVICE: ResourceType = {
  group: "networking.istio.io",
  version: "v1beta1",
  plural: "virtualservices",
  kind: "VirtualService",
  namespaced: true,
};
const kinds = createKinds(DEFAULT_SETTINGS);
// JSON's type is narrower than what the apiserver may answer.
const items = recorded.items as unknown as KubeObject[];
const document = openapi as unknown as SchemaDocument;
const schemaOf = (group: string, kind: string) => schemaOfKind(document, { group, version: "v1", kind });
const find = <T extends KubeObject>(kind: string, name: string) =>
  items.find((each) => each.kind === kind && each.metadata.name === name) as T | undefined;

/** What a controller of ours sees of a recorded object when it starts. */
function observedOf(kind: ToolKind, object: ToolObject): Observed {
  const name = (child: "workload" | "service" | "route") => childName(kind, child, "team", object.metadata.name);
  const workload = find<Deployment>("Deployment", name("workload"));
  const sets = items.filter((each) => each.kind === "ReplicaSet" && controllerOf(each)?.uid === workload?.metadata.uid);
  const isOurs = (pod: KubeObject) =>
    (sets as ReplicaSet[]).some((each) => each.metadata.uid === controllerOf(pod)?.uid);
  const claims = kind.claimsOf(object).map((each) => find<PersistentVolumeClaim>("PersistentVolumeClaim", each));
  return {
    object,
    workload,
    service: find<Service>("Service", name("service")),
    route: find("VirtualService", name("route")),
    pod: items.find((each) => each.kind === "Pod" && isOurs(each)) as Pod | undefined,
    isOutdated: false,
    events: [],
    ownEvents: [],
    claims: claims.filter((each) => each !== undefined),
    sharers: [],
    taints: [],
    routes: { kind: "istio", type: VIRTUAL_SERVICE, isReady: true },
    answering: "yes",
    refusals: {},
    mirrorFromMs: -Infinity,
    mirrored: new Set(),
    unseen: {},
    schemas: { deployment: schemaOf("apps", "Deployment"), service: schemaOf("", "Service") },
  };
}

for (const object of items.filter((each) => each.kind === "Tensorboard" || each.kind === "PVCViewer")) {
  const { name } = object.metadata;
  const kind = [...kinds.values()].find((each) => each.type.kind === object.kind)!;
  const observed = observedOf(kind, object);
  if (!observed.workload) continue;

  Deno.test(`takeover of ${object.kind} ${name}: no field of the pod template changes, and no pod goes`, () => {
    const plan = planTool(kind, observed, DEFAULT_SETTINGS, NOW);
    assertEquals(plan.removePod, undefined);
    const deployment = plan.applies.find((each) => each.kind === "Deployment");
    assert(deployment, "the Deployment is adopted");
    const drift = findDrift(deployment.body, observed.workload!, { manager: CONTROLLER, schema: deployment.schema });
    const beyond = drift!.changed.filter((path) => !path.startsWith("metadata."));
    assertEquals(beyond, object.kind === "Tensorboard" ? ["spec.strategy.type"] : []);
    assertEquals(plan.status?.state, "RUNNING");
  });

  Deno.test(`takeover of ${object.kind} ${name}: Service and route are as ours would be`, () => {
    const children = planTool(kind, observed, DEFAULT_SETTINGS, NOW).applies.filter((each) =>
      each.kind !== "Deployment"
    );
    assertEquals(children.map((each) => each.kind), ["Service", "Route"]);
    for (const child of children) {
      const live = child.kind === "Service" ? observed.service! : observed.route!;
      const drift = findDrift(child.body, live, { manager: CONTROLLER, schema: child.schema });
      assertEquals(drift!.changed.filter((path) => !path.startsWith("metadata.")), [], name);
    }
  });
}
