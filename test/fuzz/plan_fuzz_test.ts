/** FUZZ_COUNT objects of each kind, of FUZZ_SEED: what was found once is found again by its seed. */
import { assertEquals } from "@std/assert";
import openapi from "../../kube/openapi/kubernetes.json" with { type: "json" };
import { createKinds } from "../../controller/kinds.ts";
import { DEFAULT_SETTINGS } from "../../controller/settings.ts";
import type { VolumeSharer } from "../../controller/placement/volume_sharers.ts";
import type { Observed } from "../../controller/tool/observed.ts";
import { planTool } from "../../controller/tool/plan.ts";
import type { ToolKind } from "../../controller/tool/tool_kind.ts";
import { overlayTool, type ToolObject } from "../../kube/explain/mod.ts";
import { type KubeObject, type Schema, type SchemaDocument } from "../../kube/mod.ts";
import { fillDefaults, linkDefinitions, prune, validate } from "../../kube/structural/mod.ts";
import { allCrds } from "../../tools/gen_crds.ts";
import { seededRandom } from "../../kube/testing/seeded_random.ts";
import { oneOf, type Random, randomValue } from "./random_value.ts";

const SEED = Number(Deno.env.get("FUZZ_SEED") ?? Math.floor(Math.random() * 2 ** 31));
const COUNT = Number(Deno.env.get("FUZZ_COUNT") ?? 1_000);
const NOW = new Date("2026-11-23T10:02:00Z");
const KEYS = [
  ...["kubeflow-resource-stopped", "atelier.dev/restart-requested-at", "atelier.dev/update-policy"],
  ...["atelier.dev/stopped-by", "atelier.dev/placement", "atelier.dev/applied-generation"],
  ...["notebooks.kubeflow.org/http-headers-request-set", "notebooks.kubeflow.org/http-rewrite-uri", "a.b/c"],
];
const document = openapi as unknown as SchemaDocument;
const builtin = linkDefinitions(document, {});
const schemaOf = (name: string) => builtin[`io.k8s.api.${name}`];
const schemaOfBody: Record<string, Schema> = {
  StatefulSet: schemaOf("apps.v1.StatefulSet"),
  Deployment: schemaOf("apps.v1.Deployment"),
  Service: schemaOf("core.v1.Service"),
  ConfigMap: schemaOf("core.v1.ConfigMap"),
};
const kinds = createKinds(DEFAULT_SETTINGS);
const crds = allCrds();
const definitionOf = ({ type }: ToolKind) => crds.find((each) => each.spec.names.kind === type.kind)!;
/** Duplicates that a pod may have and an apply may not; all others the apiserver refuses in a pod too. */
const MERGED = /\.(containers|initContainers)\[\d+\]\.(env|ports)\[\d+\]$|\.imagePullSecrets\[\d+\]$/;
const text: Schema = { type: "string" };

/** As an apiserver stores it: what the CRD drops is dropped, and its defaults are there. */
function randomTool(random: Random, kind: ToolKind): ToolObject {
  const { openAPIV3Schema } = oneOf(random, definitionOf(kind).spec.versions).schema;
  const value = randomValue(random, openAPIV3Schema as Schema) as Record<string, unknown>;
  if (random() < 0.1) delete value.spec;
  const stored = prune(value, openAPIV3Schema as Schema, "", [], { isCustom: true }) as KubeObject;
  fillDefaults(stored, openAPIV3Schema as Schema);
  return { ...stored, metadata: randomMetadata(random, oneOf(random, ["train", "a", "n".repeat(70), "9.x"]), "1") };
}

function randomMetadata(random: Random, name: string, uid: string): KubeObject["metadata"] {
  const some = (keys: readonly string[]) =>
    Object.fromEntries(keys.filter(() => random() < 0.3).map((key) => [key, String(randomValue(random, text))]));
  return {
    name,
    namespace: "team",
    uid,
    resourceVersion: "1",
    generation: oneOf(random, [1, 2, 7]),
    creationTimestamp: oneOf(random, ["2026-11-23T10:00:00Z", "2026-11-23T10:01:59Z"]),
    ...(random() < 0.1 ? { deletionTimestamp: "2026-11-23T10:02:00Z", finalizers: ["foregroundDeletion"] } : {}),
    ...(random() < 0.5 ? { labels: some(["app", "statefulset", "a.b/c"]) } : {}),
    ...(random() < 0.5 ? { annotations: some(KEYS) } : {}),
  };
}

function randomPart<T>(random: Random, schema: string, uid: string, owner?: string): T | undefined {
  if (random() < 0.4) return undefined;
  const value = randomValue(random, schemaOf(schema)) as object;
  const metadata = randomMetadata(random, "train", uid);
  const references = owner ? [{ apiVersion: "x/v1", kind: "X", name: "x", uid: owner, controller: true }] : [];
  return { ...value, metadata: { ...metadata, ownerReferences: references } } as T;
}

function randomList<T>(random: Random, make: () => T | undefined): T[] {
  return Array.from({ length: Math.floor(random() * 4) }, make).filter((each) => each !== undefined);
}

function randomObserved(random: Random, kind: ToolKind): Observed {
  const maker = kind.workload === "Deployment" ? "apps.v1.Deployment" : "apps.v1.StatefulSet";
  const owner = () => oneOf(random, ["1", "1", "1", "other"]);
  const sharer = (): VolumeSharer => ({
    ...{ volume: "data", holder: "other", tolerations: [], since: "" },
    isExclusive: random() < 0.3,
    rank: oneOf(random, [0, 1, 2]),
    node: oneOf(random, ["n1", "n2"]),
  });
  return {
    object: kind.complete(randomTool(random, kind)),
    workload: randomPart(random, maker, "w", owner()),
    service: randomPart(random, "core.v1.Service", "s", owner()),
    pod: randomPart(random, "core.v1.Pod", "p", "w"),
    isOutdated: random() < 0.3,
    events: randomList(random, () => randomPart(random, "core.v1.Event", "e")),
    ownEvents: randomList(random, () => randomPart(random, "core.v1.Event", "o")),
    claims: randomList(random, () => randomPart(random, "core.v1.PersistentVolumeClaim", "c")),
    sharers: randomList(random, sharer),
    taints: randomList(random, () => String(randomValue(random, text))),
    routes: { kind: "none" },
    answering: oneOf(random, ["yes", "no", "unasked", "unknowable"]),
    refusals: {},
    mirrorFromMs: -Infinity,
    mirrored: new Set(),
    unseen: random() < 0.1 ? { pods: "no" } : {},
    schemas: {},
  };
}

/** What is wrong with what a plan would write, by types and by what must be there; an empty text is the user's own. */
function faultsOf(kind: ToolKind, plan: ReturnType<typeof planTool>): string[] {
  const bodies = plan.applies.flatMap(({ kind: of, body }) =>
    validate(body, schemaOfBody[of], "", { isCustom: true })
      .filter(({ field, message }) => !message.startsWith("Duplicate") || MERGED.test(field))
      .map(({ field, message }) => `${of} ${field}: ${message}`)
  );
  const { status } = definitionOf(kind).spec.versions[0].schema.openAPIV3Schema.properties!;
  const ours = validate(plan.status ?? {}, status as Schema, "status", { isCustom: true });
  return [...bodies, ...(plan.status ? ours.map(({ field, message }) => `${field}: ${message}`) : [])];
}

for (const kind of kinds.values()) {
  Deno.test(`${COUNT} random ${kind.type.plural} and surroundings are planned and explained`, () => {
    console.log(`FUZZ_SEED=${SEED}`);
    const random = seededRandom(SEED);
    for (let index = 0; index < COUNT; index++) {
      const observed = randomObserved(random, kind);
      const seen = () => `seed ${SEED}, object ${index}: ${JSON.stringify(observed)}`;
      try {
        const plan = planTool(kind, observed, DEFAULT_SETTINGS, NOW);
        overlayTool(observed.object);
        assertEquals(faultsOf(kind, plan), []);
        const types = (plan.status as { conditions?: { type: string }[] })?.conditions?.map((each) => each.type) ?? [];
        assertEquals(types.length, new Set(types).size, "one condition of a type");
      } catch (error) {
        throw new Error(`${(error as Error).message}\n${seen()}`, { cause: error });
      }
    }
  });
}
