import { assertEquals } from "@std/assert";
import type { StatefulSet } from "./builtins.ts";
import { findDrift, needsApply } from "./drift.ts";
import type { KubeObject, ManagedFieldsEntry } from "./object.ts";
import type { RootedSchema } from "./schema.ts";
import { SchemaFile } from "./testing/schema_file.ts";

const MANAGER = "atelier-controller";
const SCHEMA = SchemaFile.rootOf({ group: "apps", version: "v1", kind: "StatefulSet" });

Deno.test("what the server defaulted and others added is no drift", () => {
  assertEquals(drift(desired(), live()), undefined);
});

Deno.test("nothing lives yet: an apply is needed", () => {
  assertEquals(needsApply(desired(), undefined, { manager: MANAGER, schema: SCHEMA }), true);
  assertEquals(needsApply(desired(), live(), { manager: MANAGER, schema: SCHEMA }), false);
});

Deno.test("a field that differs is named by its path", () => {
  const changed = (edit: (object: Body) => void) => drift(edited(desired(), edit), live())?.changed;
  assertEquals(changed(({ spec }) => spec.replicas = 0), ["spec.replicas"]);
  assertEquals(changed(({ spec }) => spec.template.spec.containers[0].image = "other"), [
    "spec.template.spec.containers[name=active].image",
  ]);
  assertEquals(changed(({ metadata }) => metadata.labels.app = "other"), ["metadata.labels.app"]);
  assertEquals(changed(({ spec }) => spec.template.spec.tolerations = [{ operator: "Exists" }]), [
    "spec.template.spec.tolerations",
  ]);
});

Deno.test("an item that is not there is named by its keys, defaults filled in", () => {
  const more = edited(desired(), ({ spec }) => {
    spec.template.spec.containers[0].ports.push({ containerPort: 9000 });
    spec.template.spec.volumes.push({ name: "data", emptyDir: {} });
  });
  assertEquals(drift(more, live())?.changed, [
    "spec.template.spec.containers[name=active].ports[containerPort=9000,protocol=TCP]",
    "spec.template.spec.volumes[name=data]",
  ]);
});

Deno.test("quantities are compared as amounts, other texts as they are", () => {
  const same = edited(desired(), ({ spec }) => {
    spec.template.spec.containers[0].resources = { limits: { cpu: "0.6", memory: "1.2Gi" }, requests: { cpu: 0.5 } };
  });
  assertEquals(drift(same, live()), undefined);
  const env = edited(desired(), ({ spec }) => spec.template.spec.containers[0].env[1].value = "1e3");
  assertEquals(drift(env, live())?.changed, ["spec.template.spec.containers[name=active].env[name=COUNT].value"]);
});

Deno.test("what is empty may be absent", () => {
  const empty = edited(desired(), ({ spec, metadata }) => {
    metadata.annotations = {};
    spec.template.spec.containers[0].args = [];
    spec.template.spec.hostNetwork = false;
    spec.template.metadata.creationTimestamp = null;
    spec.template.spec.nodeName = undefined;
  });
  assertEquals(drift(empty, live()), undefined);
});

Deno.test("the order of the items that we name counts, that of others does not", () => {
  const swapped = edited(desired(), ({ spec }) => spec.template.spec.containers[0].env.reverse());
  assertEquals(drift(swapped, live())?.changed, ["spec.template.spec.containers[name=active].env"]);
  const injected = edited(live(), ({ spec }) => spec.template.spec.containers.unshift({ name: "sidecar", image: "s" }));
  assertEquals(drift(desired(), injected), undefined);
});

Deno.test("an atomic map has no keys of others, a granular one may", () => {
  const selected = edited(live(), ({ spec }) => spec.template.spec.nodeSelector = { disk: "ssd", zone: "a" });
  const wanted = edited(desired(), ({ spec }) => spec.template.spec.nodeSelector = { disk: "ssd" });
  assertEquals(drift(wanted, selected)?.changed, ["spec.template.spec.nodeSelector"]);
  const labelled = edited(live(), ({ metadata }) => metadata.labels.team = "blue");
  assertEquals(drift(desired(), labelled), undefined);
});

Deno.test("an atomic struct may have fields that the server defaulted", () => {
  const fieldRef = { name: "POD", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } };
  const wanted = edited(desired(), ({ spec }) => spec.template.spec.containers[0].env.push(fieldRef));
  const defaulted = { name: "POD", valueFrom: { fieldRef: { apiVersion: "v1", fieldPath: "metadata.name" } } };
  const lives = edited(live(), ({ spec }) => spec.template.spec.containers[0].env.push(defaulted));
  assertEquals(drift(wanted, lives), undefined);
});

Deno.test("what we own and no longer desire is dropped by an apply", () => {
  const dropped = (edit: (object: Body) => void) => drift(edited(desired(), edit), live())?.dropped;
  const main = "spec.template.spec.containers[name=active]";
  assertEquals(dropped(({ spec }) => spec.template.spec.containers[0].env.pop()), [`${main}.env[name=COUNT]`]);
  assertEquals(dropped(({ spec }) => delete spec.template.spec.containers[0].resources.limits), [
    `${main}.resources.limits`,
  ]);
  assertEquals(dropped(({ metadata }) => delete metadata.labels), ["metadata.labels"]);
  assertEquals(dropped((object) => delete object.spec), ["spec"]);
  assertEquals(dropped(({ spec }) => spec.template.spec.containers[0].ports = [{ containerPort: 8889 }]), [
    `${main}.ports[containerPort=8888,protocol=TCP]`,
  ]);
});

Deno.test("what others own is not dropped", () => {
  const other: ManagedFieldsEntry = {
    manager: "kubectl",
    operation: "Apply",
    fieldsV1: { "f:spec": { "f:paused": {} } },
  };
  const lives = edited(live(), ({ metadata }) => metadata.managedFields.push(other));
  assertEquals(drift(desired(), lives), undefined);
});

Deno.test("an object that another made as we want it is adopted by one apply", () => {
  const made = edited(live(), ({ metadata }) => {
    metadata.managedFields[0].operation = "Update";
    metadata.managedFields[0].manager = "notebook-controller";
  });
  assertEquals(drift(desired(), made), { changed: [], dropped: [], isUnowned: true });
});

Deno.test("a subresource has an owner of its own", () => {
  const fieldsV1 = { "f:status": { "f:state": {}, "f:url": {} } };
  const lives: KubeObject = {
    metadata: { name: "a", managedFields: [{ manager: MANAGER, operation: "Apply", subresource: "status", fieldsV1 }] },
    status: { state: "RUNNING", url: "/a/", readyReplicas: 1 },
  } as KubeObject;
  const wanted = (status: unknown) => ({ metadata: { name: "a" }, status }) as KubeObject;
  const options = { manager: MANAGER, subresource: "status" };
  assertEquals(findDrift(wanted({ state: "RUNNING", url: "/a/" }), lives, options), undefined);
  assertEquals(findDrift(wanted({ state: "RUNNING" }), lives, options)?.dropped, ["status.url"]);
  assertEquals(findDrift(wanted({ state: "STOPPED", url: "/a/" }), lives, options)?.changed, ["status.state"]);
  assertEquals(findDrift(wanted({ state: "RUNNING", url: "/a/" }), lives, { manager: MANAGER })?.isUnowned, true);
});

Deno.test("without a schema lists compare as a whole, and owners and quantities are known all the same", () => {
  const options = { manager: MANAGER };
  const lives = live();
  const same = edited(desired(), ({ spec }) => spec.template.spec.containers[0].resources.limits.cpu = "0.6");
  assertEquals(findDrift(same, lives, options), undefined);
  const owners = edited(live(), ({ metadata }) => metadata.ownerReferences.unshift({ uid: "0", kind: "Other" }));
  assertEquals(findDrift(desired(), owners, options), undefined);
  const injected = edited(live(), ({ spec }) => spec.template.spec.containers.push({ name: "sidecar" }));
  assertEquals(findDrift(desired(), injected, options)?.changed, ["spec.template.spec.containers"]);
});

function drift(wanted: KubeObject, lives: KubeObject, schema: RootedSchema = SCHEMA) {
  return findDrift(wanted, lives, { manager: MANAGER, schema });
}

/** An object whose fields a test edits freely. */
// deno-lint-ignore no-explicit-any -- tests reach into objects of many shapes
type Body = any;

function edited<T extends KubeObject>(object: T, edit: (object: Body) => unknown): T {
  const copy = structuredClone(object);
  edit(copy);
  return copy;
}

function desired(): KubeObject {
  return {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: {
      name: "active",
      namespace: "team",
      labels: { app: "active" },
      ownerReferences: [{
        apiVersion: "kubeflow.org/v1",
        kind: "Notebook",
        name: "active",
        uid: "4c17",
        controller: true,
      }],
    },
    spec: {
      replicas: 1,
      selector: { matchLabels: { statefulset: "active" } },
      template: { metadata: { labels: { statefulset: "active" } }, spec: podSpec() },
    },
  } as KubeObject;
}

function podSpec() {
  return {
    containers: [{
      name: "active",
      image: "jupyter:v1",
      ports: [{ containerPort: 8888, name: "notebook-port" }],
      env: [{ name: "NB_PREFIX", value: "/notebook/team/active" }, { name: "COUNT", value: "1000" }],
      resources: { limits: { cpu: "600m", memory: "1288490188800m" }, requests: { cpu: "500m" } },
    }],
    volumes: [{ name: "active-workspace", persistentVolumeClaim: { claimName: "active-workspace" } }],
  };
}

/** As the apiserver has it after our apply: a StatefulSet of Kubeflow 1.11's recorded objects, cut short. */
function live(): StatefulSet {
  return edited(desired(), ({ metadata, spec }) => {
    Object.assign(metadata, { uid: "7794", resourceVersion: "76704", generation: 1 });
    metadata.managedFields = [{ manager: MANAGER, operation: "Apply", apiVersion: "apps/v1", fieldsV1: owned() }];
    Object.assign(spec, { podManagementPolicy: "OrderedReady", revisionHistoryLimit: 10, serviceName: "" });
    Object.assign(spec.template.spec, { dnsPolicy: "ClusterFirst", restartPolicy: "Always", securityContext: {} });
    Object.assign(spec.template.spec.containers[0], { imagePullPolicy: "IfNotPresent" });
    spec.template.spec.containers[0].ports[0].protocol = "TCP";
  }) as StatefulSet;
}

function owned() {
  const env = { 'k:{"name":"NB_PREFIX"}': OWN_ENV, 'k:{"name":"COUNT"}': OWN_ENV };
  const container = {
    ".": {},
    "f:name": {},
    "f:image": {},
    "f:env": env,
    "f:ports": { 'k:{"containerPort":8888,"protocol":"TCP"}': { ".": {}, "f:containerPort": {}, "f:name": {} } },
    "f:resources": { "f:limits": { "f:cpu": {}, "f:memory": {} }, "f:requests": { "f:cpu": {} } },
  };
  const volumes = {
    'k:{"name":"active-workspace"}': { ".": {}, "f:name": {}, "f:persistentVolumeClaim": { "f:claimName": {} } },
  };
  return {
    "f:metadata": { "f:labels": { "f:app": {} }, "f:ownerReferences": { 'k:{"uid":"4c17"}': {} } },
    "f:spec": {
      "f:replicas": {},
      "f:selector": {},
      "f:template": {
        "f:metadata": { "f:labels": { "f:statefulset": {} } },
        "f:spec": { "f:containers": { 'k:{"name":"active"}': container }, "f:volumes": volumes },
      },
    },
  };
}

const OWN_ENV = { ".": {}, "f:name": {}, "f:value": {} };
