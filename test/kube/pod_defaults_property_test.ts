import { assert, assertEquals } from "@std/assert";
import {
  applyPodDefaults,
  labelsThatSelect,
  matchingPodDefaults,
  type PodDefault,
  type PodShape,
  previewPodDefaults,
  type SchemaDocument,
} from "../../kube/mod.ts";
import { linkDefinitions, validate } from "../../kube/structural/mod.ts";
import { seededRandom } from "../../kube/testing/seeded_random.ts";

const SEED = Number(Deno.env.get("SEED") ?? 20261203);
const ROUNDS = 3_000;
const OPENAPI = new URL("../../kube/openapi/kubernetes.json", import.meta.url);

Deno.test(`of ${ROUNDS} pods with random PodDefaults (seed ${SEED}) each is valid, and a second time changes nothing`, () => {
  const document: SchemaDocument = JSON.parse(Deno.readTextFileSync(OPENAPI));
  const schema = linkDefinitions(document, {})["io.k8s.api.core.v1.Pod"];
  const seen = { applied: 0, conflicts: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    const world = makeWorld(SEED + round);
    const found = matchingPodDefaults(world.podDefaults, world.pod);
    const outcome = applyPodDefaults(world.pod, found);
    const preview = previewPodDefaults(world.podDefaults, world.pod);
    const about = `seed ${SEED + round}`;
    if ("conflicts" in outcome) {
      seen.conflicts++;
      assertEquals(preview.conflicts, outcome.conflicts, about);
      continue;
    }
    seen.applied += outcome.applied.length;
    assertEquals(preview.changes, outcome.changes, about);
    assertEquals(validate(outcome.pod, schema, "", { isCustom: false }), [], about);
    assertEquals(doubles(outcome.pod), doubles(world.pod), about);
    const again = applyPodDefaults(outcome.pod, found);
    assert("pod" in again && again.changes.length === 0, about);
    assertEquals(again.pod, outcome.pod, about);
  }
  // Else it has tried nothing.
  assert(seen.applied > ROUNDS / 4 && seen.conflicts > ROUNDS / 20, JSON.stringify(seen));
});

Deno.test(`of ${ROUNDS} random selectors (seed ${SEED}) those said to be selectable select, the others nothing tried`, () => {
  const seen = { labels: 0, reason: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    const { pick, some } = chooser(SEED + round);
    const expression = () => ({ key: pick(["a", "b"]), ...pick(EXPRESSIONS) });
    const selector = { matchLabels: pick([undefined, { a: pick(VALUES) }]), matchExpressions: some(3, expression) };
    const selects = (labels: Record<string, string>) =>
      matchingPodDefaults([{ metadata: { name: "x" }, spec: { selector } }], { metadata: { labels } }).length === 1;
    const choice = labelsThatSelect(selector);
    seen["labels" in choice ? "labels" : "reason"]++;
    if ("labels" in choice) assert(selects(choice.labels), `seed ${SEED + round}`);
    else assertEquals(ALL_LABELS.filter(selects), [], `seed ${SEED + round}`);
  }
  assert(seen.labels > ROUNDS / 10 && seen.reason > ROUNDS / 10, JSON.stringify(seen));
});

const VALUES = ["true", "1", ""];
const EXPRESSIONS = [
  { operator: "Exists" },
  { operator: "DoesNotExist" },
  ...VALUES.flatMap((value) => [{ operator: "In", values: [value] }, { operator: "NotIn", values: [value] }]),
  { operator: "In", values: ["1", "true"] },
];
const ALL_LABELS = [undefined, "other", ...VALUES].flatMap((a) =>
  [undefined, "other", ...VALUES].map((b) => ({ ...(a === undefined ? {} : { a }), ...(b === undefined ? {} : { b }) }))
);

function chooser(seed: number) {
  const random = seededRandom(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)];
  const some = <T>(most: number, make: () => T): T[] => Array.from({ length: Math.floor(random() * (most + 1)) }, make);
  return { pick, some };
}

/** A pod and PodDefaults with so few names between them that they meet. */
function makeWorld(seed: number): { pod: PodShape; podDefaults: PodDefault[] } {
  const { pick, some } = chooser(seed);
  const name = () => pick(["a", "b", "c", "d", "e", "f", "g", "h"]);
  const once = <T extends { name?: string; key?: string }>(
    items: T[],
  ) => [...new Map(items.map((each) => [each.name ?? each.key, each])).values()];
  const env = () => once(some(2, () => ({ name: name(), value: pick(["1", "1", "2"]) })));
  const mounts = () => once(some(2, name).map((each) => ({ name: each, mountPath: `/${each}` })));
  const volumes = () => once(some(2, () => ({ name: name(), emptyDir: pick([{}, {}, { medium: "Memory" }]) })));
  const tolerations = () => once(some(2, () => ({ key: name(), operator: "Exists" })));
  const map = () => Object.fromEntries(some(2, () => [name(), pick(["1", "1", "2"])]));
  const container = (prefix: string) => ({ name: prefix + name(), image: "example.org/a:1" });
  const containers = (prefix: string) => once(some(1, () => container(prefix)));
  const main = { ...container("main-"), env: env(), volumeMounts: mounts() };
  const pod = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "p", namespace: "team", labels: { ...map(), chosen: "true" }, annotations: map() },
    spec: { containers: [main, ...containers("more-")], volumes: volumes(), tolerations: tolerations() },
  } as PodShape;
  const podDefaults = some(3, name).map((each, index): PodDefault => ({
    metadata: { name: `${each}-${index}`, namespace: "team", resourceVersion: `${seed}${index}` },
    spec: {
      selector: pick([{ matchLabels: { chosen: "true" } }, {
        matchExpressions: [{ key: name(), operator: "Exists" }],
      }]),
      env: env(),
      envFrom: some(1, () => ({ configMapRef: { name: name() } })),
      volumes: volumes(),
      volumeMounts: mounts(),
      tolerations: tolerations(),
      labels: map(),
      annotations: map(),
      sidecars: containers("side-"),
      initContainers: containers("init-"),
      imagePullSecrets: some(1, () => ({ name: name() })),
      args: some(1, name),
      serviceAccountName: pick([undefined, name()]),
      automountServiceAccountToken: pick([undefined, true, false]),
    },
  }));
  return { pod, podDefaults };
}

/** Names that one list of the pod has twice: nothing may add to them. */
function doubles({ spec }: PodShape): string[] {
  const lists: Record<string, (string | undefined)[]> = {
    containers: [...spec!.containers, ...spec!.initContainers ?? []].map((each) => each.name),
    volumes: (spec!.volumes ?? []).map((each) => each.name),
    secrets: (spec!.imagePullSecrets ?? []).map((each) => each.name),
    ...Object.fromEntries(spec!.containers.flatMap((each) => [
      [`${each.name} env`, (each.env ?? []).map((variable) => variable.name)],
      [`${each.name} mounts`, (each.volumeMounts ?? []).map((mount) => mount.mountPath)],
    ])),
  };
  return Object.entries(lists).flatMap(([list, names]) =>
    names.filter((each, index) => names.indexOf(each) !== index).map((each) => `${list}: ${each}`)
  );
}
