import { compareEvents, type CoreEvent, type KubeObject, lastAtOf, type Store, workloadsOf } from "../kube/mod.ts";
import type { Family } from "./nouns/noun.ts";
import type { ObjectAddress } from "./target.ts";

/** A claim is made a moment before what uses it, and what happens to it then belongs to the story. */
const CLAIM_LEAD_MS = 60_000;
const MIRRORED = /^Reissued from (\w+)\/([^:]+): ([^]*)$/;
const MIRRORING = ["Notebook", "Tensorboard", "PVCViewer"];

/** Whose story is told: who belongs to it, and the object itself where it is there. */
export interface Story {
  address: ObjectAddress;
  family: Family;
  object: KubeObject | undefined;
}

/** Whether an event belongs to this story, and not to that of a namesake before it. */
export function isOfStory(event: CoreEvent, { address, family, object }: Story): boolean {
  const { kind = "", name = "" } = event.involvedObject;
  if (event.metadata.namespace !== address.namespace) return false;
  const { members, workload } = family;
  if (!members.includes(`${kind}/${name}`) && !(workload && workloadsOf(kind, name).includes(workload))) return false;
  const createdAt = object?.metadata.creationTimestamp;
  if (!createdAt) return true;
  const lead = kind === "PersistentVolumeClaim" ? CLAIM_LEAD_MS : 0;
  return Date.parse(lastAtOf(event)) >= Date.parse(createdAt) - lead;
}

/** Whether an event only repeats, on one of our objects, one of a child that is told itself. */
export function isMirror(event: CoreEvent, events: Pick<Store<CoreEvent>, "byIndex">): boolean {
  if (!MIRRORING.includes(event.involvedObject.kind ?? "")) return false;
  const [, kind, name, message] = MIRRORED.exec(event.message ?? "") ?? [];
  if (!kind) return false;
  const sources = events.byIndex("about", `${event.metadata.namespace}/${toKind(kind)}/${name}`);
  return sources.some((source) => source.message === message);
}

/** The newest `last` events of a story, oldest first. */
export function newestOfStory(
  events: Pick<Store<CoreEvent>, "byIndex">,
  story: Story,
  last: number,
): CoreEvent[] {
  const { address: { namespace }, family: { members, workload } } = story;
  const about = members.flatMap((member) => events.byIndex("about", `${namespace}/${member}`));
  const below = workload ? events.byIndex("workload", `${namespace}/${workload}`) : [];
  const all = [...about, ...below].filter((event) => isOfStory(event, story) && !isMirror(event, events));
  return last > 0 ? all.sort(compareEvents).slice(-last) : [];
}

const KINDS = ["Pod", "StatefulSet", "Deployment", "ReplicaSet", "PersistentVolumeClaim"];

/** Kubeflow's controllers write the kind in lower case. */
function toKind(kind: string): string {
  return KINDS.find((each) => each.toLowerCase() === kind.toLowerCase()) ?? kind;
}
