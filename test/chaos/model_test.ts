import { assert, assertEquals } from "@std/assert";
import type { Notebook, Pod, StatefulSet } from "../../kube/mod.ts";
import { compareWorld, type Inventory } from "./compare_world.ts";
import { applyOperation, drawOperation, type Model } from "./model.ts";
import { seededRandom } from "../../kube/testing/seeded_random.ts";

Deno.test("the same seed draws the same operations, all of them possible, and every kind comes", () => {
  const draw = (seed: number) => {
    const model: Model = new Map();
    const random = seededRandom(seed);
    return Array.from({ length: 300 }, (_, count) => {
      const operation = drawOperation(model, { random, busy: new Set(), count, maxLive: 8 });
      if (operation) {
        assert(operation.kind === "create" ? !model.has(operation.name) : model.has(operation.name));
        applyOperation(model, operation);
        assert(model.size <= 8);
      }
      return operation;
    });
  };
  const drawn = draw(1);
  assertEquals(drawn, draw(1));
  const kinds = new Set(drawn.map((each) => each?.kind));
  for (const kind of ["create", "delete", "start", "stop", "write"] as const) assert(kinds.has(kind), kind);
});

Deno.test("a world that is as the model says has no differences", () => {
  assertEquals(compareWorld(exampleModel(), exampleWorld()), []);
});

Deno.test("whatever is lost, left over, twice or untrue is named", () => {
  const world = exampleWorld();
  const told = (differs: Partial<Inventory>) => compareWorld(exampleModel(), { ...world, ...differs });
  assertEquals(told({ notebooks: world.notebooks.slice(1) }), [
    "notebook runs is not there",
    "StatefulSet runs is an orphan",
    "Service runs is an orphan",
    "route runs is an orphan",
  ]);
  assertEquals(told({ statefulSets: [...world.statefulSets, world.statefulSets[0]] }), [
    "runs: number of StatefulSets is 2 instead of 1",
  ]);
  assertEquals(told({ pods: [] }), ["runs: number of pods is 0 instead of 1"]);
  assertEquals(told({ answers: new Map([["runs", 503]]) }), ["runs: the tool's answer is 503 instead of 200"]);
  assertEquals(told({ readFile: () => undefined }), ["runs: notes is not as it was written"]);
  const guessing = world.notebooks.map((each) => ({
    ...each,
    status: {
      ...each.status!,
      state: "RUNNING" as const,
      explanation: { reason: "Ready", message: "Ready.", since: "" },
    },
  }));
  assertEquals(told({ notebooks: guessing }), ["rests: state is RUNNING instead of STOPPED: Ready."]);
});

function exampleModel(): Model {
  return new Map([
    ["runs", { isStopped: false, files: new Map([["notes", "kept"]]) }],
    ["rests", { isStopped: true, files: new Map() }],
  ]);
}

function exampleWorld(): Inventory {
  const owned = (name: string, uid: string, owner: string) => ({
    metadata: { name, uid, ownerReferences: [{ apiVersion: "v1", kind: "X", name, uid: owner, controller: true }] },
  });
  const notebook = (name: string, state: string, readyReplicas: number) =>
    ({ metadata: { name, uid: `${name}-uid` }, status: { state, readyReplicas } }) as Notebook;
  const children = ["runs", "rests"].map((name) => owned(name, `${name}-set`, `${name}-uid`));
  return {
    notebooks: [notebook("runs", "RUNNING", 1), notebook("rests", "STOPPED", 0)],
    statefulSets: children as StatefulSet[],
    services: children,
    routes: children,
    pods: [owned("runs-0", "pod", "runs-set") as Pod],
    answers: new Map([["runs", 200]]),
    readFile: (_notebook, file) => file === "notes" ? "kept" : undefined,
  };
}
