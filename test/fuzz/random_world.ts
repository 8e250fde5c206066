import type { Answering } from "../../kube/explain/mod.ts";
import { parseAll } from "@std/yaml";
import type { Child } from "../../controller/children/child.ts";
import { createKinds } from "../../controller/kinds.ts";
import { DEFAULT_SETTINGS } from "../../controller/settings.ts";
import type { Observed } from "../../controller/tool/observed.ts";
import type { ToolKind } from "../../controller/tool/tool_kind.ts";
import {
  type KubeObject,
  RESTART_ANNOTATION,
  type Schema,
  type SchemaDocument,
  STOPPED_ANNOTATION,
  STOPPED_BY_ANNOTATION,
  STOPPED_REASON_ANNOTATION,
  UPDATE_POLICY_ANNOTATION,
} from "../../kube/mod.ts";
import { linkDefinitions } from "../../kube/structural/mod.ts";
import { randomMessage, withWords } from "./kubernetes_words.ts";
import { oneOf, type Random, randomValue } from "./random_value.ts";

const ROOT = new URL("../../", import.meta.url);

/** Schemas of everything that is drawn and of everything that comes out. */
export interface FuzzSchemas {
  /** Of the built-in kinds, by their names in Kubernetes' OpenAPI, such as `io.k8s.api.core.v1.Pod`. */
  readonly builtin: Readonly<Record<string, Schema>>;
  /** Of our kinds as they are stored, by their plurals. */
  readonly ours: Readonly<Record<string, Schema>>;
}

/** Reads them. */
export function readSchemas(): FuzzSchemas {
  const document: SchemaDocument = JSON.parse(Deno.readTextFileSync(new URL("kube/openapi/kubernetes.json", ROOT)));
  const ours: Record<string, Schema> = {};
  for (const { name } of Deno.readDirSync(new URL("crds", ROOT))) {
    if (!name.endsWith(".yaml")) continue;
    for (const crd of parseAll(Deno.readTextFileSync(new URL(`crds/${name}`, ROOT))) as CrdShape[]) {
      const stored = crd.spec.versions.find((each) => each.storage);
      if (stored) ours[crd.spec.names.plural] = stored.schema.openAPIV3Schema;
    }
  }
  return { builtin: linkDefinitions(document, {}), ours };
}

interface CrdShape {
  spec: {
    names: { plural: string };
    versions: { storage: boolean; schema: { openAPIV3Schema: Schema } }[];
  };
}

/** The kinds with the settings that nobody changed. */
export const KINDS: readonly ToolKind[] = [...createKinds(DEFAULT_SETTINGS).values()];

const metadata = {
  namespace: "team",
  uid: "11111111-0000-0000-0000-000000000000",
  generation: 2,
  resourceVersion: "7",
};

/** One of our objects that its CRD allows. */
export function randomObjectOf(kind: ToolKind, schemas: FuzzSchemas, random: Random): KubeObject {
  const pick = <T>(from: readonly T[]): T => oneOf(random, from);
  const schema = schemas.ours[kind.type.plural];
  const annotations = Object.fromEntries(
    [
      [STOPPED_ANNOTATION, pick(["2026-11-23T10:00:00Z", "", "true"])],
      [STOPPED_BY_ANNOTATION, pick(["alice", ""])],
      [STOPPED_REASON_ANNOTATION, pick(["user", "IdleTooLong: Idle.", ""])],
      [RESTART_ANNOTATION, pick(["2026-11-23T10:00:00Z", "now"])],
      [UPDATE_POLICY_ANNOTATION, pick(["on-restart", "immediate", "x"])],
    ].filter(() => random() < 0.2),
  );
  return {
    apiVersion: `${kind.type.group}/${kind.type.version}`,
    kind: kind.type.kind,
    metadata: {
      ...metadata,
      name: pick(["lab", "train", "a".repeat(60), "1digit", "with.dot"]),
      creationTimestamp: "2026-11-23T09:00:00Z",
      annotations,
      ...(random() < 0.1 ? { deletionTimestamp: "2026-11-23T10:00:00Z", finalizers: pick([[], ["a.b/c"]]) } : {}),
    },
    ...(random() < 0.95 ? { spec: valueOf(schema.properties?.spec, random) } : {}),
    ...(random() < 0.5 ? { status: valueOf(schema.properties?.status, random) } : {}),
  } as KubeObject;
}

/** Whatever may be around an object: what its first plan made, and pods, Events and claims that say anything. */
export function randomObserved(
  object: KubeObject,
  made: readonly Child[],
  schemas: FuzzSchemas,
  random: Random,
): Observed {
  const pick = <T>(from: readonly T[]): T => oneOf(random, from);
  const maybe = <T>(make: () => T): T | undefined => random() < 0.7 ? make() : undefined;
  const core = (kind: string) => schemas.builtin[`io.k8s.api.core.v1.${kind}`];
  const some = (kind: string) => Array.from({ length: Math.floor(random() * 4) }, () => named(core(kind), random));
  const child = (kinds: string[]) => made.find((each) => kinds.includes(each.kind))?.body;
  const workload = child(["StatefulSet", "Deployment"]);
  const isSet = workload?.kind === "StatefulSet";
  const statusSchema = schemas.builtin[`io.k8s.api.apps.v1.${isSet ? "StatefulSet" : "Deployment"}Status`];
  const refusal = () => ({
    ...{ bodyHash: "x", code: pick([403, 422, 500]), retryAtMs: pick([0, Infinity]) },
    message: randomMessage(random),
  });
  return {
    object,
    ...(workload && random() < 0.8 ? { workload: { ...workload, status: valueOf(statusSchema, random) } } : {}),
    ...(random() < 0.8 ? { service: child(["Service"]) } : {}),
    pod: maybe(() => randomPod(core, random)),
    isOutdated: random() < 0.1,
    events: some("Event"),
    ownEvents: some("Event"),
    claims: some("PersistentVolumeClaim"),
    sharers: [],
    routes: { kind: "none" },
    answering: pick<Answering>(["yes", "no", "notFound", "unasked", "unknowable"]),
    refusals: random() < 0.1 ? { StatefulSet: refusal(), Deployment: refusal(), Service: refusal() } : {},
    mirrorFromMs: pick([-Infinity, 0]),
    mirrored: new Set(),
    unseen: random() < 0.05 ? { pods: "pods is forbidden" } : {},
    schemas: {},
  } as unknown as Observed;
}

/** A pod that says enough for its kubelet and its scheduler to be heard. */
function randomPod(core: (kind: string) => Schema, random: Random): KubeObject {
  const pick = <T>(from: readonly T[]): T => oneOf(random, from);
  const { metadata, spec = {}, status = {} } = named(core("Pod"), random) as KubeObject & Record<string, object>;
  const { deletionTimestamp: _, ...lasting } = metadata;
  const names = pick([["lab"], ["train", "lab"], ["x"]]);
  const containers = names.map((name) => ({
    image: "quay.io/a/b:1",
    ...valueOf(core("Container"), random) as object,
    name,
  }));
  const state = () => {
    const [kind, schema] = pick([
      ["waiting", "ContainerStateWaiting"],
      ["running", "ContainerStateRunning"],
      ["terminated", "ContainerStateTerminated"],
    ]);
    return { [kind]: { ...(random() < 0.9 ? said(core(schema), random) : {}) } };
  };
  const containerStatuses = names.map((name) => ({
    ...valueOf(core("ContainerStatus"), random) as object,
    ...{ name, state: random() < 0.9 ? state() : {}, lastState: random() < 0.5 ? state() : {} },
  }));
  const conditions = Array.from({ length: Math.floor(random() * 4) }, () => said(core("PodCondition"), random));
  return {
    metadata: random() < 0.1 ? metadata : lasting,
    spec: { ...spec, containers, nodeName: pick([undefined, "n1", "n1"]) },
    status: { ...status, phase: pick(["Pending", "Running", "Running", "Failed"]), conditions, containerStatuses },
  } as KubeObject;
}

/** All of a small object. */
function said({ properties = {} }: Schema, random: Random): object {
  return Object.fromEntries(
    Object.keys(properties).map((each) => [each, valueOf(properties[each], random, each)]),
  );
}

/** An object of a built-in kind that is there: the apiserver gives each a name, a UID and a time. */
function named(schema: Schema, random: Random): KubeObject {
  const drawn = valueOf(schema, random) as Partial<KubeObject>;
  const pick = <T>(from: readonly T[]): T => oneOf(random, from);
  return {
    ...drawn,
    metadata: {
      ...drawn.metadata,
      ...{ name: pick(["lab-0", "data", "x"]), namespace: "team", uid: `uid-${Math.floor(random() * 1e9)}` },
      creationTimestamp: pick(["2026-11-23T09:00:00Z", "2026-11-23T10:00:00Z"]),
      resourceVersion: String(Math.floor(random() * 100)),
    },
  };
}

/** A value that a schema allows, in Kubernetes' words where it is about them. */
function valueOf(schema: Schema | undefined, random: Random, key = ""): unknown {
  return withWords(random, schema ? randomValue(random, schema) : "a", key);
}
