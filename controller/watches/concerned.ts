import type { ToolObject } from "../../kube/explain/mod.ts";
import {
  type CoreEvent,
  keyOf,
  type KubeObject,
  type Pod,
  type Store,
  workloadOfPod,
  workloadsOf,
} from "../../kube/mod.ts";
import { objectNameOf } from "../children/child_names.ts";
import { controllerOf } from "../children/child_ownership.ts";
import { toolKey } from "../tool/tool_key.ts";
import type { NamedChild, ToolKind } from "../tool/tool_kind.ts";

/** Which of our objects there are, and how they are found by what belongs to them. */
export interface Lookup {
  /** By the plurals of their types. */
  readonly kinds: ReadonlyMap<string, ToolKind>;
  /** Under the same plurals; with the index `claim`: namespace and name of each claim that an object's pod mounts. */
  readonly objects: ReadonlyMap<string, Store<ToolObject>>;
}

/** Keys of the objects whose child of that sort would be called so; none of them need to own it. */
export function namesakes(
  { kinds, objects }: Lookup,
  child: NamedChild,
  { namespace = "", name }: { namespace?: string; name: string },
  maker?: ToolKind["workload"],
): string[] {
  const keys: string[] = [];
  for (const [plural, kind] of kinds) {
    const own = maker === undefined || maker === kind.workload ? objectNameOf(kind, child, namespace, name) : undefined;
    if (own !== undefined && objects.get(plural)!.get(`${namespace}/${own}`)) {
      keys.push(toolKey(kind.type, { namespace, name: own }));
    }
  }
  return keys;
}

/** Keys of the objects whose pods mount a claim. */
export function mounters({ kinds, objects }: Lookup, claimKey: string): string[] {
  return [...kinds].flatMap(([plural, { type }]) =>
    objects.get(plural)!.byIndex("claim", claimKey).map((each) => toolKey(type, each))
  );
}

/** Keys of the objects that a pod belongs to by what made it. */
export function ownersOfPod(lookup: Lookup, pod: Pod): string[] {
  const workload = workloadOfPod(pod);
  return workload === undefined ? [] : ownersOfWorkload(lookup, workload, pod.metadata.namespace);
}

/** Keys of the objects whose workload a ReplicaSet belongs to. */
export function ownersOfReplicaSet(lookup: Lookup, { metadata: { namespace, name } }: KubeObject): string[] {
  return workloadsOf("ReplicaSet", name).flatMap((workload) => ownersOfWorkload(lookup, workload, namespace));
}

/** `workload` is `StatefulSet/name` or `Deployment/name`. */
function ownersOfWorkload(lookup: Lookup, workload: string, namespace: string | undefined): string[] {
  const [kind, name] = workload.split("/");
  return namesakes(lookup, "workload", { namespace, name }, kind as ToolKind["workload"]);
}

/** Keys of the objects that an Event is about: itself, its workload, its pod or its claims. */
export function concernedBy(
  lookup: Lookup,
  { involvedObject: about, metadata }: CoreEvent,
  pods: Store<Pod>,
): string[] {
  const namespace = about.namespace ?? metadata.namespace ?? "";
  const name = about.name ?? "";
  switch (about.kind) {
    case "StatefulSet":
    case "Deployment":
    case "ReplicaSet":
      return workloadsOf(about.kind, name).flatMap((workload) => ownersOfWorkload(lookup, workload, namespace));
    case "Pod":
      return concernedByPod(lookup, { namespace, name }, pods);
    case "PersistentVolumeClaim":
      return mounters(lookup, `${namespace}/${name}`);
    default:
      return aboutOurs(lookup, about.kind, { namespace, name });
  }
}

/** A pod of a name may be gone, or not have been seen yet: then its name says what made it. */
function concernedByPod(lookup: Lookup, key: { namespace: string; name: string }, pods: Store<Pod>): string[] {
  const pod = pods.get(keyOf(key));
  if (pod) return ownersOfPod(lookup, pod);
  return workloadsOf("Pod", key.name).flatMap((workload) => ownersOfWorkload(lookup, workload, key.namespace));
}

function aboutOurs({ kinds, objects }: Lookup, kindName: string | undefined, key: { namespace: string; name: string }) {
  for (const [plural, { type }] of kinds) {
    if (type.kind === kindName) return objects.get(plural)!.get(keyOf(key)) ? [toolKey(type, key)] : [];
  }
  return [];
}

/** Whether an Event is on one of ours itself: that is our own telling, and no news. */
export function isAboutOurs({ kinds }: Lookup, { involvedObject }: CoreEvent): boolean {
  return [...kinds.values()].some(({ type }) => type.kind === involvedObject.kind);
}

/** Whether one of our kinds owns an object, whichever of its objects that is. */
export function isOwnedByOurs({ kinds }: Pick<Lookup, "kinds">, object: KubeObject): boolean {
  const owner = controllerOf(object);
  return owner !== undefined &&
    [...kinds.values()].some(({ type }) => owner.kind === type.kind && owner.apiVersion.startsWith(`${type.group}/`));
}
