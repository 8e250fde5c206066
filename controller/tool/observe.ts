import { type Answering, taintsAgainst, type ToolObject, type Workload } from "../../kube/explain/mod.ts";
import {
  aboutKey,
  type CoreEvent,
  type CullingStatus,
  type PersistentVolumeClaim,
  type Store,
  TAKEN_OVER_ANNOTATION,
} from "../../kube/mod.ts";
import { childName } from "../children/child_names.ts";
import { appliedGenerationOf } from "../children/workload_body.ts";
import type { WrittenObjects } from "../children/written_objects.ts";
import { findSharers, type VolumeSharer } from "../placement/volume_sharers.ts";
import { toolRunOf } from "../probes/tool_question.ts";
import { ownersOfPod } from "../watches/concerned.ts";
import { observePod } from "./observe_pod.ts";
import type { Observed } from "./observed.ts";
import { parseToolKey, toolKey } from "./tool_key.ts";
import type { ToolKind } from "./tool_kind.ts";
import type { ToolMemory } from "./tool_memory.ts";
import type { ToolStores } from "./tool_stores.ts";

/** Nothing of ours may move what is not ours. */
const FOREIGN_RANK = 2;

/** What is known beside what is watched. */
export interface ObserveParts {
  /** By the plurals of their types. */
  readonly kinds: ReadonlyMap<string, ToolKind>;
  readonly stores: ToolStores;
  readonly written: WrittenObjects;
  readonly memory: ToolMemory;
  answerOf(key: string, run: string | undefined): Answering;
  cullingOf(key: string, object: ToolObject): CullingStatus | undefined;
}

/** Gathers all that is known of one object; undefined where there is none. */
export function observeTool(kind: ToolKind, objectKey: string, parts: ObserveParts): Observed | undefined {
  const { stores, written, memory, answerOf } = parts;
  const objects = stores.objects.get(kind.type.plural)!;
  const stored = written.newest(objects, objectKey);
  if (!stored) return undefined;
  const object = kind.complete(stored);
  const { namespace = "", name } = object.metadata;
  const { support, store: routes } = stores.routes();
  const keyOfChild = (child: "workload" | "service" | "route") =>
    `${namespace}/${childName(kind, child, namespace, name)}`;
  const workload = written.newest<Workload>(workloadsOf(kind, stores), keyOfChild("workload"));
  const { pod, isOutdated, replicaSets } = observePod(kind, workload, stores);
  const claimNames = kind.claimsOf(object);
  const claims = claimNames.map((each) => stores.claims.get(`${namespace}/${each}`)).filter((each) =>
    each !== undefined
  );
  const run = toolRunOf(object, pod, kind.containerOf(object));
  const key = toolKey(kind.type, object);
  const culling = parts.cullingOf(key, object);
  const makers = replicaSets.map((each) => each.metadata.name);
  return {
    object,
    workload,
    service: written.newest(stores.services, keyOfChild("service")),
    route: routes && written.newest(routes, keyOfChild("route")),
    pod,
    isOutdated,
    events: eventsOf(stores, kind, object, { makers, pod: pod?.metadata.name, claims: claimNames }),
    ownEvents: stores.events.byIndex("about", aboutKey(namespace, kind.type.kind, name)),
    claims,
    sharers: sharersOf(claims, key, { kinds: parts.kinds, stores }),
    // What changes about machines a scheduler says anew of the pod.
    taints: pod && !pod.spec?.nodeName ? taintsAgainst(pod, stores.nodes.list()) : [],
    routes: support,
    unservedWebhooks: stores.unservedWebhooks().filter((each) => each.plurals.includes(kind.type.plural)),
    answering: answerOf(key, run),
    ...(culling ? { culling } : {}),
    refusals: memory.refusals,
    mirrorFromMs: memory.mirrorFromMs,
    mirrored: memory.mirrored,
    unseen: unseenOf(kind, stores),
    schemas: stores.schemas,
  };
}

function sharersOf(
  claims: readonly PersistentVolumeClaim[],
  own: string,
  { kinds, stores }: Pick<ObserveParts, "kinds" | "stores">,
): VolumeSharer[] {
  const lookup = { kinds, objects: stores.objects };
  return findSharers(claims, stores.pods, {
    isOwn: (pod) => ownersOfPod(lookup, pod).includes(own),
    belongingOf: (pod) => {
      const [owner] = ownersOfPod(lookup, pod);
      if (owner === undefined) return { holder: pod.metadata.name, rank: FOREIGN_RANK };
      const { plural, name } = parseToolKey(owner);
      return { holder: name, rank: kinds.get(plural)!.rank };
    },
  });
}

/** The store of what makes the pods of this kind. */
export function workloadsOf(
  { workload }: Pick<ToolKind, "workload">,
  stores: Pick<ToolStores, "statefulSets" | "deployments">,
): Store<Workload> {
  return (workload === "StatefulSet" ? stores.statefulSets : stores.deployments) as Store<Workload>;
}

function unseenOf(kind: ToolKind, stores: ToolStores): Record<string, string> {
  const needed: Store[] = [workloadsOf(kind, stores) as unknown as Store, stores.services, stores.pods];
  if (kind.workload === "Deployment") needed.push(stores.replicaSets);
  const refused = needed.filter((each) => !each.isReady);
  return Object.fromEntries(refused.map((each) => [each.type.plural, each.refusal ?? ""]));
}

/** From when on an object's Events are ours to tell: from the takeover on, which is recorded, or from its beginning. */
export function mirrorFrom(kind: ToolKind, key: string, stores: ToolStores, now: Date): number {
  const { namespace = "", name } = parseToolKey(key);
  const workload = workloadsOf(kind, stores).get(`${namespace}/${childName(kind, "workload", namespace, name)}`);
  if (workload === undefined) return -Infinity;
  const takenOver = Date.parse(workload.metadata.annotations?.[TAKEN_OVER_ANNOTATION] ?? "");
  if (!Number.isNaN(takenOver)) return takenOver;
  return appliedGenerationOf(workload) === undefined ? now.getTime() : -Infinity;
}

/** The name of a StatefulSet's pod is known before there is one, and after. */
function podNameOf(kind: ToolKind, workload: string, pod: string | undefined): string | undefined {
  return kind.workload === "StatefulSet" ? `${workload}-0` : pod;
}

function eventsOf(
  { events }: ToolStores,
  kind: ToolKind,
  { metadata: { namespace = "", name } }: ToolObject,
  names: { makers: readonly string[]; pod?: string; claims: readonly string[] },
): CoreEvent[] {
  const workload = childName(kind, "workload", namespace, name);
  const pod = podNameOf(kind, workload, names.pod);
  const about = [
    aboutKey(namespace, kind.workload, workload),
    ...names.makers.map((each) => aboutKey(namespace, "ReplicaSet", each)),
    ...(pod ? [aboutKey(namespace, "Pod", pod)] : []),
    ...names.claims.map((each) => aboutKey(namespace, "PersistentVolumeClaim", each)),
  ];
  return about.flatMap((each) => events.byIndex("about", each));
}
