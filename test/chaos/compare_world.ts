import type { KubeObject, Notebook, Pod, StatefulSet } from "../../kube/mod.ts";
import type { Model } from "./model.ts";

/** Everything of a namespace that notebooks are made of, and what is in their volumes. */
export interface Inventory {
  notebooks: readonly Notebook[];
  statefulSets: readonly StatefulSet[];
  services: readonly KubeObject[];
  routes: readonly KubeObject[];
  pods: readonly Pod[];
  /** HTTP status of each running notebook's tool through the gateway, by name. */
  answers: ReadonlyMap<string, number>;
  /** The content of a file in a notebook's volume; undefined where there is none. */
  readFile(notebook: string, file: string): string | undefined;
}

/** How the world differs from the model, one sentence each; empty when they are equal. */
export function compareWorld(model: Model, world: Inventory): string[] {
  const live = new Map(world.notebooks.map((each) => [each.metadata.name, each]));
  return [
    ...missing("notebook", [...model.keys()], [...live.keys()]),
    ...[...model].flatMap(([name, wanted]) => {
      const notebook = live.get(name);
      return notebook ? compareNotebook(notebook, wanted, world) : [];
    }),
    ...orphans(live, world),
    ...[...model].flatMap(([name, { files }]) =>
      [...files].filter(([file, content]) => world.readFile(name, file) !== content)
        .map(([file]) => `${name}: ${file} is not as it was written`)
    ),
  ];
}

function compareNotebook(notebook: Notebook, { isStopped }: { isStopped: boolean }, world: Inventory): string[] {
  const { name } = notebook.metadata;
  const { status } = notebook;
  const own = (objects: readonly KubeObject[]) => objects.filter((each) => isOwnedBy(each, notebook));
  const [set] = own(world.statefulSets);
  const pods = world.pods.filter((each) => set && isOwnedBy(each, set));
  const wanted = isStopped ? { state: "STOPPED", ready: 0, pods: 0 } : { state: "RUNNING", ready: 1, pods: 1 };
  const is = (what: string, value: unknown, expected: unknown) =>
    value === expected ? [] : [`${name}: ${what} is ${value} instead of ${expected}`];
  return [
    ...is("number of StatefulSets", own(world.statefulSets).length, 1),
    ...is("number of Services", own(world.services).length, 1),
    ...is("number of routes", own(world.routes).length, 1),
    ...is("number of pods", pods.length, wanted.pods),
    ...is("state", status?.state, wanted.state).map((each) => `${each}: ${status?.explanation?.message}`),
    ...is("readyReplicas", status?.readyReplicas, wanted.ready),
    ...(isStopped ? [] : is("the tool's answer", world.answers.get(name), 200)),
  ];
}

/** What belongs to no notebook that lives. */
function orphans(live: ReadonlyMap<string, Notebook>, world: Inventory): string[] {
  const uids = new Set<string | undefined>([...live.values()].map((each) => each.metadata.uid));
  const sets = new Set<string | undefined>(world.statefulSets.map((each) => each.metadata.uid));
  const without = (kind: string, objects: readonly KubeObject[], owners: ReadonlySet<string | undefined>) =>
    objects.filter((each) => !owners.has(ownerOf(each))).map((each) => `${kind} ${each.metadata.name} is an orphan`);
  return [
    ...without("StatefulSet", world.statefulSets, uids),
    ...without("Service", world.services, uids),
    ...without("route", world.routes, uids),
    ...without("pod", world.pods, sets),
  ];
}

function missing(kind: string, wanted: readonly string[], found: readonly string[]): string[] {
  return [
    ...wanted.filter((each) => !found.includes(each)).map((each) => `${kind} ${each} is not there`),
    ...found.filter((each) => !wanted.includes(each)).map((each) => `${kind} ${each} should not be there`),
  ];
}

const ownerOf = ({ metadata }: KubeObject) => metadata.ownerReferences?.find((each) => each.controller)?.uid;
const isOwnedBy = (object: KubeObject, owner: KubeObject) => ownerOf(object) === owner.metadata.uid;
