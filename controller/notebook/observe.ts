import type { Answering } from "../../kube/explain/mod.ts";
import {
  APPLIED_GENERATION_ANNOTATION,
  type CoreEvent,
  keyOf,
  type KubeObject,
  type Notebook,
  parseKey,
  type PersistentVolumeClaim,
  type Pod,
  type RootedSchema,
  type Service,
  type StatefulSet,
  type Store,
  withPodSpec,
} from "../../kube/mod.ts";
import type { RouteSupport } from "../route_support.ts";
import { podName, routeName } from "./child_names.ts";
import type { NotebookMemory } from "./notebook_memory.ts";
import type { Observed } from "./observed.ts";
import { toolQuestionOf } from "./tool_question.ts";
import type { WrittenObjects } from "./written_objects.ts";

/** Everything that is watched for notebooks. */
export interface NotebookStores {
  readonly notebooks: Store<Notebook>;
  readonly statefulSets: Store<StatefulSet>;
  readonly services: Store<Service>;
  readonly pods: Store<Pod>;
  readonly claims: Store<PersistentVolumeClaim>;
  /** With the index `about`: see `aboutKey`. */
  readonly events: Store<CoreEvent>;
  /** Which routes there are now; `store` is absent with kind `none`. */
  routes(): { support: RouteSupport; store?: Store<KubeObject> };
  readonly schemas: Readonly<{ statefulSet?: RootedSchema; service?: RootedSchema }>;
}

/** The index key of Events about an object. */
export function aboutKey(namespace: string, kind: string, name: string): string {
  return `${namespace}/${kind}/${name}`;
}

/** The names of the claims that a notebook mounts, each once. */
export function claimNamesOf(notebook: Notebook): string[] {
  const volumes = withPodSpec(notebook).spec.template.spec.volumes ?? [];
  const names = volumes.map((each) => each.persistentVolumeClaim?.claimName).filter((each) => each !== undefined);
  return [...new Set(names)];
}

/** Gathers all that is known of one notebook; undefined where there is none. */
export function observeNotebook(
  key: string,
  stores: NotebookStores,
  written: WrittenObjects,
  { memory, answerOf }: { memory: NotebookMemory; answerOf: (key: string, run: string | undefined) => Answering },
): Observed | undefined {
  const stored = written.newest(stores.notebooks, key);
  if (!stored) return undefined;
  const notebook = withPodSpec(stored);
  const { namespace = "", name } = parseKey(key);
  const { support, store } = stores.routes();
  const statefulSet = written.newest(stores.statefulSets, key);
  const claimNames = claimNamesOf(notebook);
  const pod = podOf(stores, namespace, name, statefulSet);
  return {
    notebook,
    statefulSet,
    service: written.newest(stores.services, key),
    route: store && written.newest(store, `${namespace}/${routeName(namespace, name)}`),
    pod,
    events: eventsOf(stores, namespace, name, claimNames),
    ownEvents: stores.events.byIndex("about", aboutKey(namespace, "Notebook", name)),
    claims: claimNames.map((each) => stores.claims.get(`${namespace}/${each}`)).filter((each) => each !== undefined),
    routes: support,
    answering: answerOf(key, toolQuestionOf(notebook, pod)?.run),
    refusals: memory.refusals,
    mirrorFromMs: memory.mirrorFromMs,
    mirrored: memory.mirrored,
    unseen: unseenOf(stores),
    schemas: stores.schemas,
  };
}

function unseenOf({ statefulSets, services, pods }: NotebookStores): Record<string, string> {
  const refused = ([statefulSets, services, pods] as Store[]).filter((each) => !each.isReady);
  return Object.fromEntries(refused.map((each) => [each.type.plural, each.refusal ?? ""]));
}

/** From when on a notebook's Events are ours to tell: from the takeover on, or from its beginning. */
export function mirrorFrom(key: string, stores: NotebookStores, now: Date): number {
  const statefulSet = stores.statefulSets.get(key);
  const isOthers = statefulSet && statefulSet.metadata.annotations?.[APPLIED_GENERATION_ANNOTATION] === undefined;
  return isOthers ? now.getTime() : -Infinity;
}

function podOf({ pods }: NotebookStores, namespace: string, name: string, set?: StatefulSet): Pod | undefined {
  const pod = pods.get(keyOf({ namespace, name: podName(name) }));
  const owner = pod?.metadata.ownerReferences?.find((each) => each.controller);
  return set !== undefined && owner?.uid === set.metadata.uid ? pod : undefined;
}

function eventsOf({ events }: NotebookStores, namespace: string, name: string, claims: readonly string[]): CoreEvent[] {
  const about = [
    aboutKey(namespace, "StatefulSet", name),
    aboutKey(namespace, "Pod", podName(name)),
    ...claims.map((each) => aboutKey(namespace, "PersistentVolumeClaim", each)),
  ];
  return about.flatMap((each) => events.byIndex("about", each));
}
