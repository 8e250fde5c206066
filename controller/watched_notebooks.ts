import type { Clock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import {
  type CoreEvent,
  EVENTS,
  keyOf,
  type KubeClient,
  type KubeMetrics,
  type KubeObject,
  type Notebook,
  NOTEBOOKS,
  PERSISTENT_VOLUME_CLAIMS,
  type PersistentVolumeClaim,
  type Pod,
  PODS,
  type ReflectedStore,
  type Service,
  SERVICES,
  startReflector,
  STATEFUL_SETS,
  type StatefulSet,
  withoutManagedFields,
} from "../kube/mod.ts";
import { trimManagedFields } from "./managed_fields.ts";
import { aboutKey, claimNamesOf, type NotebookStores } from "./notebook/observe.ts";

/** Stores of what notebooks are made of, each kept by one watch. */
export interface WatchedNotebooks {
  /** Calls `onKey` for every notebook. */
  readonly tellAll: () => void;
  /** The apiserver's words about what it refuses to show, one for each store. */
  readonly refusals: () => string[];
  readonly stores: Pick<NotebookStores, "notebooks" | "statefulSets" | "services" | "pods" | "claims" | "events">;
  /** Resolves when all watches have ended, after the signal aborted. */
  readonly finished: Promise<void>;
}

/**
 * Starts the watches, and calls `onKey` with the key of each notebook that a change may concern. Resolves when every
 * store has been listed in whole, or the apiserver has refused it: what is allowed goes on without.
 */
export async function watchNotebooks(
  client: KubeClient,
  onKey: (key: string) => void,
  options: { clock: Clock; log: Log; metrics: KubeMetrics; doubts?: EventTarget },
  signal: AbortSignal,
): Promise<WatchedNotebooks> {
  const claimsIndex = (notebook: Notebook) =>
    claimNamesOf(notebook).map((each) => `${notebook.metadata.namespace}/${each}`);
  const own = { ...options, trim: trimManagedFields };
  const foreign = { ...options, trim: withoutManagedFields };
  const notebooks = startReflector<Notebook>(client, NOTEBOOKS, { ...own, indexes: { claim: claimsIndex } }, signal);
  const statefulSets = startReflector<StatefulSet>(client, STATEFUL_SETS, own, signal);
  const services = startReflector<Service>(client, SERVICES, own, signal);
  const pods = startReflector<Pod>(client, PODS, { ...foreign, labelSelector: "notebook-name" }, signal);
  const claims = startReflector<PersistentVolumeClaim>(client, PERSISTENT_VOLUME_CLAIMS, foreign, signal);
  const first = [notebooks, statefulSets, services, pods, claims];
  await Promise.all(first.map((each) => each.settled(signal)));
  // Which Events concern notebooks is known only once the notebooks are.
  const keep = (event: CoreEvent) => concerned(event, notebooks).length > 0;
  const indexes = { about: (event: CoreEvent) => [aboutOf(event)] };
  const events = startReflector<CoreEvent>(client, EVENTS, { ...foreign, bookmarks: false, keep, indexes }, signal);
  await events.settled(signal);

  const onNamesake = (object: KubeObject) => notebooks.get(keyOf(object)) && onKey(keyOf(object));
  notebooks.subscribe(({ object }) => onKey(keyOf(object)));
  statefulSets.subscribe(({ object }) => onNamesake(object));
  services.subscribe(({ object }) => onNamesake(object));
  pods.subscribe(({ object }) => onKey(notebookOfPod(object.metadata)));
  claims.subscribe(({ object }) => notebooks.byIndex("claim", keyOf(object)).forEach((each) => onKey(keyOf(each))));
  events.subscribe(({ object }) =>
    object.involvedObject.kind !== NOTEBOOKS.kind && concerned(object, notebooks).forEach(onKey)
  );

  const tellAll = () => notebooks.list().forEach((each) => onKey(keyOf(each)));
  const stores = { notebooks, statefulSets, services, pods, claims, events };
  const all = [...first, events];
  for (const late of all.filter((each) => !each.isReady)) late.ready(signal).then(tellAll, () => {});
  const refusals = () => all.map((each) => each.refusal).filter((each) => each !== undefined);
  return { stores, tellAll, refusals, finished: Promise.all(all.map((each) => each.finished)).then(() => {}) };
}

/** Keys of the notebooks that an Event is about: theirs, their StatefulSet's, their pod's or their claims'. */
function concerned({ involvedObject: about, metadata }: CoreEvent, notebooks: ReflectedStore<Notebook>): string[] {
  const namespace = about.namespace ?? metadata.namespace;
  const name = about.name ?? "";
  const ofName = (key: string) => notebooks.get(key) ? [key] : [];
  switch (about.kind) {
    case "Notebook":
    case "StatefulSet":
      return ofName(`${namespace}/${name}`);
    case "Pod":
      return ofName(notebookOfPod({ namespace, name }));
    case "PersistentVolumeClaim":
      return notebooks.byIndex("claim", `${namespace}/${name}`).map(keyOf);
    default:
      return [];
  }
}

/** The only pod of a notebook is called `<name>-0`. */
function notebookOfPod({ namespace, name }: { namespace?: string; name: string }): string {
  return `${namespace}/${name.replace(/-0$/, "")}`;
}

function aboutOf({ involvedObject, metadata }: CoreEvent): string {
  const { namespace = metadata.namespace ?? "", kind = "", name = "" } = involvedObject;
  return aboutKey(namespace, kind, name);
}
